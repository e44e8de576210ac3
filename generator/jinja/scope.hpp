#pragma once

#include <string_view>
#include <vector>

#include "jinja/ast.hpp"
#include "jinja/program.hpp"

namespace plinth::jinja {

/// A variable that the compiler has given a slot.
struct Variable {
  std::string_view name;
  Index slot = 0;
  bool always_assigned = false;  // a parameter or a loop's target; `set` may not have run yet
  bool loop_object = false;
  bool used = false;  // by something other than a plain field of `loop`
  bool field_used = false;
};

/// A function that is being compiled.
struct FunctionScope {
  Index index = 0;
  FunctionScope* outer = nullptr;  // of a macro or a recursive loop; null: it sees the context
  std::vector<Export> context;     // slots of variables that come from the context
  std::size_t level = 0;           // statements around the one at hand
};

/// The variables of one body. A name is looked for from the innermost scope outwards.
struct Scope {
  FunctionScope* function = nullptr;
  Scope* outer = nullptr;
  std::vector<Variable> variables;

  Variable* find(std::string_view name);
};

/// The names that statements of `body` assign in its own scope, in order. `if` and the like share
/// the scope around them; loops, blocks, macros and captures have their own.
std::vector<std::string_view> assigned_names(const ast::Body& body);

/// The plain names of a target.
void collect_names(const ast::Target& target, std::vector<std::string_view>& names);

}  // namespace plinth::jinja
