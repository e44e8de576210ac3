#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "jinja/filter_call.hpp"
#include "jinja/macro_memory.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

struct Activation;
struct Frame;
struct LoopPlan;
struct MacroPlan;
struct Method;
struct Program;

/// A function that C++ provides: `range`, `dict` and those that the environment's owner adds.
struct NativeFunction {
  std::string name;
  Function function;
};

/// A `macro`, or the body of a `call` block. `frame` holds the variables around it; the renderer
/// keeps that frame as long as the macro may be called.
struct Macro {
  const Program* program = nullptr;
  const MacroPlan* plan = nullptr;
  Frame* frame = nullptr;
  Escape escape = Escape::None;
  std::unique_ptr<MacroMemory> memory = {};  // made for the first call
};

/// `text.upper` and the like: a method that waits for its call.
struct BoundMethod {
  Value receiver;
  const Method* method = nullptr;
};

/// What `namespace()` makes: the one kind of value whose attributes a template may set.
struct Namespace {
  Map values;
};

/// What `import` gives: the variables and macros that a template leaves at its top level, and the
/// text that it printed.
struct Module {
  std::string name;
  Map exports;
  Value text;
};

/// The `loop` of a `for`. `plan` and `frame` are there only while a recursive loop runs.
struct Loop {
  const Value* first = nullptr;  // the items, wherever they are
  std::size_t length = 0;
  std::size_t index = 0;  // from 0
  std::size_t depth = 0;  // from 0
  Value source;           // keeps the items alive
  bool changed_before = false;
  List last_changed;  // what `changed` was called with last
  const LoopPlan* plan = nullptr;
  const Program* program = nullptr;
  Frame* frame = nullptr;
};

struct Cycler {
  List items;
  std::size_t position = 0;
};

struct Joiner {
  Value separator;
  bool used = false;
};

/// `super` or `self.name`, waiting for its call: the block `name` as it is after `level` templates
/// that override it. Usable while the template renders.
struct BlockReference {
  const Activation* activation = nullptr;
  std::string_view name;
  std::size_t level = 0;
};

/// `self`: the blocks of the template that renders.
struct BlockTable {
  const Activation* activation = nullptr;
};

struct CallableData {
  std::variant<NativeFunction, Macro, BoundMethod, Namespace, Module, Loop, Cycler, Joiner,
               BlockReference, BlockTable>
      data;
};

/// The alternative of `value`, or null if it is something else.
template <typename Alternative>
Alternative* callable_as(const Value& value) {
  return value.is_callable() ? std::get_if<Alternative>(&value.as_callable().data) : nullptr;
}

/// What `value` is called in messages: "macro `m`", "namespace", "method `upper`".
std::string describe_callable(const Value& value);

}  // namespace plinth::jinja
