#include "jinja/expression_compiler.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "diagnostics/diagnostic.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_operations.hpp"

namespace plinth::jinja {
namespace {

Operation operation_of(ast::BinaryOperator operation) {
  switch (operation) {
    case ast::BinaryOperator::Add:
      return Operation::Add;
    case ast::BinaryOperator::Subtract:
      return Operation::Subtract;
    case ast::BinaryOperator::Multiply:
      return Operation::Multiply;
    case ast::BinaryOperator::Divide:
      return Operation::Divide;
    case ast::BinaryOperator::FloorDivide:
      return Operation::FloorDivide;
    case ast::BinaryOperator::Modulo:
      return Operation::Modulo;
    case ast::BinaryOperator::Power:
      return Operation::Power;
    case ast::BinaryOperator::And:
      return Operation::And;
    case ast::BinaryOperator::Or:
      return Operation::Or;
  }
  return Operation::Add;
}

Operation operation_of(ast::ComparisonOperator operation) {
  switch (operation) {
    case ast::ComparisonOperator::Equal:
      return Operation::Equal;
    case ast::ComparisonOperator::NotEqual:
      return Operation::NotEqual;
    case ast::ComparisonOperator::Less:
      return Operation::Less;
    case ast::ComparisonOperator::LessEqual:
      return Operation::LessEqual;
    case ast::ComparisonOperator::Greater:
      return Operation::Greater;
    case ast::ComparisonOperator::GreaterEqual:
      return Operation::GreaterEqual;
    case ast::ComparisonOperator::In:
      return Operation::In;
    case ast::ComparisonOperator::NotIn:
      return Operation::NotIn;
  }
  return Operation::Equal;
}

std::optional<LoopFieldName> loop_field(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, LoopFieldName>, 9> fields{{
      {"index", LoopFieldName::Position},
      {"index0", LoopFieldName::Position0},
      {"revindex", LoopFieldName::ReversePosition},
      {"revindex0", LoopFieldName::ReversePosition0},
      {"first", LoopFieldName::First},
      {"last", LoopFieldName::Last},
      {"length", LoopFieldName::Length},
      {"depth", LoopFieldName::Depth},
      {"depth0", LoopFieldName::Depth0},
  }};
  for (const auto& [field, which] : fields) {
    if (field == name) return which;
  }
  return std::nullopt;
}

}  // namespace

Index ExpressionCompiler::add(ExpressionNode node, const Span& span) {
  program_.expressions.push_back(node);
  program_.expression_spans.push_back(span);
  program_.expression_functions.push_back(scope_->function->index);
  return static_cast<Index>(program_.expressions.size() - 1);
}

Index ExpressionCompiler::add_constant(Value value, const Span& span) {
  program_.constants.push_back(std::move(value));
  const auto constant = static_cast<Index>(program_.constants.size() - 1);
  return add({Operation::Constant, constant}, span);
}

Index ExpressionCompiler::add_list(std::vector<Index> items) {
  program_.lists.push_back(std::move(items));
  return static_cast<Index>(program_.lists.size() - 1);
}

Index ExpressionCompiler::add_name(std::string_view name) {
  program_.names.push_back(name);
  return static_cast<Index>(program_.names.size() - 1);
}

Index ExpressionCompiler::new_slot() {
  return program_.functions[scope_->function->index].slot_count++;
}

Index ExpressionCompiler::compile(const ast::Expression& expression) {
  FunctionScope& function = *scope_->function;
  Index& depth = program_.functions[function.index].depth;
  depth = std::max(depth, static_cast<Index>(function.level + expression.depth));
  span_ = expression.span;
  return std::visit(*this, expression.node);
}

Index ExpressionCompiler::compile_shared(const ast::Expression& expression) {
  List values;
  const auto* list = std::get_if<ast::ListDisplay>(&expression.node);
  if (list == nullptr || !constant_items(list->items, values)) return compile(expression);
  return add_constant(list->tuple ? Value::tuple(std::move(values)) : Value(std::move(values)),
                      expression.span);
}

bool ExpressionCompiler::constant_items(const std::vector<ast::Expression>& items,
                                        List& values) const {
  return std::all_of(items.begin(), items.end(), [&values](const ast::Expression& item) {
    const auto* constant = std::get_if<ast::Constant>(&item.node);
    if (constant != nullptr) values.push_back(constant->value);
    return constant != nullptr;
  });
}

Index ExpressionCompiler::compile_optional(const ast::ExpressionPointer& expression) {
  return expression ? compile(*expression) : no_index;
}

const Value* ExpressionCompiler::constant(Index expression) const {
  const ExpressionNode& node = program_.expressions[expression];
  return node.operation == Operation::Constant ? &program_.constants[node.a] : nullptr;
}

/// Computes an operation whose operands are constants; one that fails is left for the renderer, as
/// it may never be reached.
Index ExpressionCompiler::fold(Index expression) {
  const ExpressionNode node = program_.expressions[expression];
  const Value* left = constant(node.a);
  const Value* right = node.b == no_index ? left : constant(node.b);
  if (left == nullptr || right == nullptr) return expression;
  const Span span = program_.expression_spans[expression];
  const Site site{span, registry_.options};
  try {
    switch (node.operation) {
      case Operation::Negate:
        return add_constant(negate(*left, site), span);
      case Operation::Add:
        return add_constant(jinja::add(*left, *right, site), span);
      case Operation::Subtract:
        return add_constant(subtract(*left, *right, site), span);
      case Operation::Multiply:
        return add_constant(multiply(*left, *right, site), span);
      default:
        return expression;
    }
  } catch (const DiagnosticError&) {
    return expression;
  }
}

// Names.

Index ExpressionCompiler::context_variable(std::string_view name, FunctionScope* function,
                                           Index hops) {
  const auto known = std::find_if(function->context.begin(), function->context.end(),
                                  [name](const Export& entry) { return entry.name == name; });
  Index slot = 0;
  if (known != function->context.end()) {
    slot = known->slot;
  } else {
    slot = program_.functions[function->index].slot_count++;
    function->context.push_back({name, slot});
  }
  program_.variables.push_back({hops, slot, no_index, add_name(name)});
  return static_cast<Index>(program_.variables.size() - 1);
}

Index ExpressionCompiler::resolve(std::string_view name, Scope* scope, Index hops) {
  for (; scope != nullptr; scope = scope->outer) {
    Variable* variable = scope->find(name);
    const bool leaves_function =
        scope->outer == nullptr || scope->outer->function != scope->function;
    if (variable != nullptr) {
      variable->used = true;
      Index fallback = no_index;
      if (!variable->always_assigned) {
        fallback = leaves_function && scope->function->outer == nullptr
                       ? context_variable(name, scope->function, hops)
                       : resolve(name, scope->outer, hops + (leaves_function ? 1 : 0));
      }
      program_.variables.push_back({hops, variable->slot, fallback, no_index});
      return static_cast<Index>(program_.variables.size() - 1);
    }
    if (leaves_function) {
      if (scope->function->outer == nullptr) return context_variable(name, scope->function, hops);
      ++hops;
    }
  }
  return no_index;
}

Index ExpressionCompiler::compile_variable(std::string_view name, const Span& span) {
  const Index reference = resolve(name, scope_, 0);
  const VariableReference& variable = program_.variables[reference];
  const bool plain =
      variable.hops == 0 && variable.fallback == no_index && variable.name == no_index;
  return plain ? add({Operation::Slot, variable.slot}, span)
               : add({Operation::Variable, reference}, span);
}

// Expressions.

Index ExpressionCompiler::operator()(const ast::Constant& node) {
  return add_constant(node.value, span_);
}

Index ExpressionCompiler::operator()(const ast::Variable& node) {
  return compile_variable(node.name, span_);
}

/// `loop.index` and its like, of a loop of this very function.
Index ExpressionCompiler::compile_loop_field(const ast::Attribute& node) {
  const auto* name = std::get_if<ast::Variable>(&node.object->node);
  if (name == nullptr || name->name != "loop") return no_index;
  const std::optional<LoopFieldName> field = loop_field(node.name.text);
  if (!field) return no_index;
  for (Scope* scope = scope_; scope != nullptr; scope = scope->outer) {
    if (scope->function != scope_->function) return no_index;
    Variable* variable = scope->find("loop");
    if (variable == nullptr) continue;
    if (!variable->loop_object) return no_index;
    variable->field_used = true;
    return add({Operation::LoopField, variable->slot, static_cast<Index>(*field)}, span_);
  }
  return no_index;
}

Index ExpressionCompiler::operator()(const ast::Attribute& node) {
  const Span span = span_;
  const Index field = compile_loop_field(node);
  if (field != no_index) return field;
  const Index object = compile(*node.object);
  program_.constants.push_back(Value::borrowed(node.name.text));
  const auto name = static_cast<Index>(program_.constants.size() - 1);
  return add({Operation::Attribute, object, name, add_hint()}, span);
}

Index ExpressionCompiler::operator()(const ast::Subscript& node) {
  const Span span = span_;
  const Index object = compile_shared(*node.object);
  const Index index = compile(*node.index);
  const Value* key = constant(index);
  if (key != nullptr && key->is_string()) {
    return add({Operation::Attribute, object, program_.expressions[index].a, add_hint()}, span);
  }
  return add({Operation::Subscript, object, index}, span);
}

Index ExpressionCompiler::operator()(const ast::Slice& node) {
  const Span span = span_;
  const Index object = compile(*node.object);
  const Index start = compile_optional(node.start);
  const Index stop = compile_optional(node.stop);
  const Index step = compile_optional(node.step);
  return add({Operation::Slice, object, add_list({start, stop, step})}, span);
}

Index ExpressionCompiler::operator()(const ast::Unary& node) {
  const Span span = span_;
  const Index operand = compile(*node.operand);
  switch (node.operation) {
    case ast::UnaryOperator::Not:
      return add({Operation::Not, operand}, span);
    case ast::UnaryOperator::Plus:
      return add({Operation::Plus, operand}, span);
    case ast::UnaryOperator::Negate:
      break;
  }
  return fold(add({Operation::Negate, operand}, span));
}

Index ExpressionCompiler::operator()(const ast::Binary& node) {
  const Span span = span_;
  const Index left = compile(*node.left);
  const Index right = compile(*node.right);
  return fold(add({operation_of(node.operation), left, right}, span));
}

Index ExpressionCompiler::operator()(const ast::Comparison& node) {
  const Span span = span_;
  const Index first = compile(*node.first);
  std::vector<Index> others;
  for (const auto& [operation, operand] : node.others) {
    others.push_back(static_cast<Index>(operation_of(operation)));
    others.push_back(compile_shared(operand));
  }
  if (others.size() == 2) return add({static_cast<Operation>(others[0]), first, others[1]}, span);
  return add({Operation::ComparisonChain, first, add_list(std::move(others))}, span);
}

Index ExpressionCompiler::operator()(const ast::Concatenation& node) {
  const Span span = span_;
  std::vector<Index> parts;
  for (const ast::Expression& part : node.parts) parts.push_back(compile(part));
  return add({Operation::Concatenation, no_index, add_list(std::move(parts))}, span);
}

Index ExpressionCompiler::operator()(const ast::Conditional& node) {
  const Span span = span_;
  const Index condition = compile(*node.condition);
  const Index then = compile(*node.then);
  return add({Operation::Conditional, condition, then, compile_optional(node.otherwise)}, span);
}

Index ExpressionCompiler::operator()(const ast::ListDisplay& node) {
  const Span span = span_;
  std::vector<Index> items;
  for (const ast::Expression& item : node.items) items.push_back(compile(item));
  const Operation operation = node.tuple ? Operation::TupleDisplay : Operation::ListDisplay;
  return add({operation, no_index, add_list(std::move(items))}, span);
}

Index ExpressionCompiler::operator()(const ast::MapDisplay& node) {
  const Span span = span_;
  std::vector<Index> items;
  for (const auto& [key, value] : node.entries) {
    items.push_back(compile(key));
    items.push_back(compile(value));
  }
  return add({Operation::MapDisplay, no_index, add_list(std::move(items))}, span);
}

ArgumentPlan ExpressionCompiler::plan_arguments(const ast::Arguments& arguments) {
  ArgumentPlan plan;
  for (const ast::Expression& argument : arguments.positional) {
    plan.positional.push_back(compile(argument));
  }
  for (const auto& [name, argument] : arguments.keyword) {
    for (const ArgumentPlan::Keyword& other : plan.keyword) {
      if (other.name != name.text) continue;
      fail(name.span, "wrong-argument", "the argument " + quoted(name.text) + " is given twice");
    }
    plan.keyword.push_back({name.text, compile(argument)});
  }
  plan.list = compile_optional(arguments.list);
  plan.map = compile_optional(arguments.map);
  return plan;
}

Index ExpressionCompiler::compile_arguments(const ast::Arguments& arguments) {
  program_.arguments.push_back(plan_arguments(arguments));
  return static_cast<Index>(program_.arguments.size() - 1);
}

Index ExpressionCompiler::operator()(const ast::Call& node) {
  const Span span = span_;
  const auto* method = std::get_if<ast::Attribute>(&node.callee->node);
  if (method != nullptr) {
    const Index object = compile(*method->object);
    const Index arguments = compile_arguments(node.arguments);
    program_.arguments[arguments].hint = add_hint();
    program_.constants.push_back(Value::borrowed(method->name.text));
    const auto name = static_cast<Index>(program_.constants.size() - 1);
    return add({Operation::MethodCall, object, arguments, name}, span);
  }
  const Index callee = compile(*node.callee);
  return add({Operation::Call, callee, compile_arguments(node.arguments)}, span);
}

Index ExpressionCompiler::operator()(const ast::FilterUse& node) {
  const Span span = span_;
  const FilterEntry& filter = require_filter(registry_, node.name.text, node.name.span);
  const Index operand =
      node.operand ? compile_shared(*node.operand) : add({Operation::BlockText}, span);
  const ast::Arguments& given = node.arguments;
  const bool bare = given.positional.empty() && given.keyword.empty() && !given.list && !given.map;
  if (bare && registry_.options.auto_indent && node.name.text == "indent") {
    return add({Operation::AutoIndent, operand}, span);
  }
  FilterPlan plan{&filter, plan_arguments(node.arguments)};
  program_.filters.push_back(std::move(plan));
  return add({Operation::ApplyFilter, operand, static_cast<Index>(program_.filters.size() - 1)},
             span);
}

Index ExpressionCompiler::operator()(const ast::TestUse& node) {
  const Span span = span_;
  const TestEntry& test = require_test(registry_, node.name.text, node.name.span);
  const Index operand = compile_shared(*node.operand);
  TestPlan plan{&test, plan_arguments(node.arguments)};
  program_.tests.push_back(std::move(plan));
  return add({Operation::ApplyTest, operand, static_cast<Index>(program_.tests.size() - 1)}, span);
}

}  // namespace plinth::jinja
