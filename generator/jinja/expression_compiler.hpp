#pragma once

#include <string_view>

#include "jinja/ast.hpp"
#include "jinja/program.hpp"
#include "jinja/scope.hpp"

namespace plinth::jinja {

/// Turns expressions into nodes of a program: names become slots, filters and tests are looked up,
/// what has a constant value becomes a constant.
class ExpressionCompiler {
 public:
  ExpressionCompiler(Program& program, const Registry& registry)
      : program_(program), registry_(registry) {}

  /// The scope that names are looked up in from now on.
  void enter(Scope* scope) { scope_ = scope; }
  Scope* scope() const { return scope_; }

  Index compile(const ast::Expression& expression);
  /// The same for a place where the value is only looked at: a list of constants may be shared.
  Index compile_shared(const ast::Expression& expression);
  /// A variable by its name.
  Index compile_variable(std::string_view name, const Span& span);
  /// The filters of a block over its text.
  Index compile_block_filter(const ast::Expression& filter) { return compile(filter); }
  /// A list of arguments.
  Index compile_arguments(const ast::Arguments& arguments);

  /// A new slot in the function at hand.
  Index new_slot();
  Index add_name(std::string_view name);

  // One for each kind of expression; called through std::visit.
  Index operator()(const ast::Constant& node);
  Index operator()(const ast::Variable& node);
  Index operator()(const ast::Attribute& node);
  Index operator()(const ast::Subscript& node);
  Index operator()(const ast::Slice& node);
  Index operator()(const ast::Unary& node);
  Index operator()(const ast::Binary& node);
  Index operator()(const ast::Comparison& node);
  Index operator()(const ast::Concatenation& node);
  Index operator()(const ast::Conditional& node);
  Index operator()(const ast::ListDisplay& node);
  Index operator()(const ast::MapDisplay& node);
  Index operator()(const ast::Call& node);
  Index operator()(const ast::FilterUse& node);
  Index operator()(const ast::TestUse& node);

 private:
  Index add(ExpressionNode node, const Span& span);
  Index add_constant(Value value, const Span& span);
  Index add_list(std::vector<Index> items);
  Index add_hint() { return program_.hint_count++; }
  ArgumentPlan plan_arguments(const ast::Arguments& arguments);
  Index resolve(std::string_view name, Scope* scope, Index hops);
  Index context_variable(std::string_view name, FunctionScope* function, Index hops);
  Index compile_loop_field(const ast::Attribute& node);
  Index compile_optional(const ast::ExpressionPointer& expression);
  const Value* constant(Index expression) const;
  Index fold(Index expression);
  bool constant_items(const std::vector<ast::Expression>& items, List& values) const;

  Program& program_;
  const Registry& registry_;
  Scope* scope_ = nullptr;
  Span span_;  // of the expression that is being visited
};

}  // namespace plinth::jinja
