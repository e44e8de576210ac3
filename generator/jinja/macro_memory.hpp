#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "jinja/call_arguments.hpp"
#include "jinja/program.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

/// What macros printed, by what they were called with. Templates that generate code say the same
/// things over and over (the schema of a type, the name of a resource), and a macro that does
/// nothing but print says the same each time: whether a call did nothing else is for the renderer
/// to find out. Macros whose calls hardly ever repeat are soon not asked for any more.
class MacroMemory {
 public:
  /// A call: of `plan`, as it was defined in the frame with number `frame`, where `escape` held.
  struct Call {
    const MacroPlan* plan = nullptr;
    std::size_t frame = 0;
    Escape escape = Escape::None;
    const CallArguments* arguments = nullptr;
    std::size_t hash = 0;
  };

  /// Whether what the call prints may be remembered: its arguments cannot change, and it is not one
  /// that never repeats. Fills in `call.hash`.
  bool may_repeat(Call& call);
  /// What the same call printed before, or null. `call` is one that may repeat.
  const std::string* find(const Call& call);
  void keep(const Call& call, std::string text);

 private:
  struct Printed {
    const MacroPlan* plan;
    std::size_t frame;
    Escape escape;
    List arguments;  // positional ones, then names and values of the others
    std::string text;
  };
  struct Usefulness {
    std::size_t calls = 0;
    std::size_t repetitions = 0;
  };
  static bool is_same(const Printed& printed, const Call& call);

  std::unordered_multimap<std::size_t, Printed> printed_;
  std::unordered_map<const MacroPlan*, Usefulness> usefulness_;
  std::size_t bytes_ = 0;
};

}  // namespace plinth::jinja
