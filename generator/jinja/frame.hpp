#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "jinja/program.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

struct Frame;

/// The top level of a template that renders.
struct RootFrame {
  const Program* program = nullptr;
  Frame* frame = nullptr;
};

struct BlockDefinition {
  std::string_view name;
  const Program* program = nullptr;
  Index plan = 0;
};

/// A template that renders, with those that it extends: from the child to its farthest parent.
struct Activation {
  Activation() = default;
  Activation(const Activation&) = delete;
  Activation& operator=(const Activation&) = delete;

  std::vector<RootFrame> roots;
  std::vector<BlockDefinition> blocks;  // the overriding ones first
  const Program* parent = nullptr;      // set by `extends`, until that parent runs
  Activation* self = this;
  Map* exports = nullptr;  // of a module: where its top-level variables go
  bool over = false;
  bool referenced = false;  // `self` or `super` was made a value

  /// The definition of block `name` below `level` overriding ones, or null.
  const BlockDefinition* find_block(std::string_view name, std::size_t level) const;
};

/// Where names come from that a function does not assign itself: links from the inside out.
struct Context {
  Activation* activation = nullptr;       // its top-level variables; may be null
  const VisibleNames* visible = nullptr;  // variables around an include; may be null
  Frame* frame = nullptr;                 // where those are
  const Value* map = nullptr;             // what the caller of `render` gave; may be null
  const Context* outer = nullptr;
};

/// The variables of a function that runs.
struct Frame {
  Value* slots = nullptr;
  const Program* program = nullptr;
  Index function = 0;                // of the program
  Frame* closure = nullptr;          // of the function around a macro or a recursive loop
  const Context* context = nullptr;  // of a function without a closure
  std::size_t captures = 0;          // macros that see this frame and may still be called
  bool over = false;                 // the function has run: its variables stay as they are
};

/// Room for the slots of frames that end in the order in which they began.
class SlotStack {
 public:
  struct Mark {
    std::size_t chunk = 0;
    std::size_t used = 0;
  };

  /// `count` slots without a value.
  Value* push(Index count);
  Mark mark() const { return {chunk_, used_}; }
  /// Gives back everything above `mark`; `slots` are the last `count` that were pushed.
  void pop(const Mark& mark, Value* slots, Index count);

 private:
  static constexpr std::size_t chunk_size = 1024;
  struct Chunk {
    std::unique_ptr<Value[]> slots;
    std::size_t size = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;
  std::size_t used_ = 0;
};

}  // namespace plinth::jinja
