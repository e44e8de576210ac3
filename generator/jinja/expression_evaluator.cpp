#include <algorithm>

#include "jinja/method.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// `evaluate` gives a reference: to a constant, a variable or a part of a container if the value is
// there already, to `scratch` if it had to be made. So reading and printing `a.b.c` copies nothing.

namespace plinth::jinja {
namespace {

const Value undefined_value;

bool is_arithmetic(Operation operation) {
  return operation >= Operation::Add && operation <= Operation::Power;
}

}  // namespace

Site Renderer::site(Index expression, const Frame& frame) const {
  return {frame.program->expression_spans[expression], options_};
}

Value Renderer::evaluate(Index expression, Frame& frame) {
  Value scratch;
  const Value& value = evaluate(expression, frame, scratch);
  if (&value == &scratch) return scratch;
  return value;
}

const Value& Renderer::evaluate(Index expression, Frame& frame, Value& scratch) {
  const ExpressionNode& node = frame.program->expressions[expression];
  switch (node.operation) {
    case Operation::Constant:
      return frame.program->constants[node.a];
    case Operation::Slot:
      return frame.slots[node.a];
    case Operation::Variable:
      return variable(node.a, frame);
    case Operation::Attribute:
      return attribute(node, frame, scratch);
    case Operation::BlockText:
      return block_text_;
    case Operation::And:
    case Operation::Or: {
      const Value& left = evaluate(node.a, frame, scratch);
      require_operand(left, node.a, frame);
      const bool decided = truth(left, site(node.a, frame)) == (node.operation == Operation::Or);
      if (decided) return left;
      Value other;
      const Value& right = evaluate(node.b, frame, other);
      if (&right != &other) return right;
      scratch = std::move(other);
      return scratch;
    }
    case Operation::Conditional:
      if (condition(node.a, frame)) return evaluate(node.b, frame, scratch);
      return node.c == no_index ? undefined_value : evaluate(node.c, frame, scratch);
    default:
      break;
  }
  scratch = compute(node, expression, frame);
  charge(scratch, site(expression, frame).span);
  return scratch;
}

/// Everything that a template makes counts, also what is thrown away: memory is not to grow by a
/// loop over large texts.
void Renderer::charge(const Value& value, const Span& span) {
  constexpr std::size_t small = 256;
  std::size_t bytes = 0;
  if (value.is_string()) bytes = value.as_string().size();
  if (value.is_list()) bytes = value.size() * sizeof(Value);
  if (bytes < small) return;
  made_bytes_ += bytes;
  if (made_bytes_ > options_.limits.made_bytes) {
    fail(span, "memory-limit",
         "this template makes values of more than " + std::to_string(options_.limits.made_bytes) +
             " bytes in all");
  }
}

/// Lists and maps that a template makes may be changed by it. An expression hands its value out,
/// where it may be shared.
Value Renderer::own_made(Value value) const {
  if (program_.expression == no_index) value.allow_change();
  return value;
}

Value Renderer::compute(const ExpressionNode& node, Index expression, Frame& frame) {
  const Operation operation = node.operation;
  if (is_arithmetic(operation)) return arithmetic(node, site(expression, frame), frame);
  if (is_comparison(operation)) return comparison_node(node, expression, frame);
  switch (operation) {
    case Operation::Subscript: {
      Value object_scratch;
      Value index_scratch;
      const Value& object = evaluate(node.a, frame, object_scratch);
      if (object.is_undefined() && options_.undefined != UndefinedPolicy::Chainable) {
        fail_undefined_at(node.a, frame);
      }
      const Value& index = evaluate(node.b, frame, index_scratch);
      require_operand(index, node.b, frame);
      if (object.is_callable() && index.is_string()) {
        return other_attribute(object, index);
      }
      return subscript(object, index, site(expression, frame));
    }
    case Operation::Slice: {
      const std::vector<Index>& parts = frame.program->lists[node.b];
      const auto part = [&](Index index) {
        return index == no_index ? Value::none() : evaluate(index, frame);
      };
      const Value object = evaluate(node.a, frame);
      require_operand(object, node.a, frame);
      return slice(object, part(parts[0]), part(parts[1]), part(parts[2]), site(expression, frame));
    }
    case Operation::LoopField:
      return loop_field(node, frame);
    case Operation::Not:
      return !condition(node.a, frame);
    case Operation::Negate:
    case Operation::Plus: {
      const Value operand = evaluate(node.a, frame);
      if (operand.is_undefined()) fail_undefined_at(node.a, frame);
      return operation == Operation::Negate ? negate(operand, site(expression, frame))
                                            : positive(operand, site(expression, frame));
    }
    case Operation::ComparisonChain:
      return comparison_chain(node, frame);
    case Operation::ApplyFilter:
      return apply_filter_node(node, expression, frame);
    case Operation::ApplyTest:
      return apply_test_node(node, expression, frame);
    case Operation::Call:
      return call_node(node, expression, frame, false);
    case Operation::MethodCall:
      return call_method_node(node, expression, frame, false);
    case Operation::AutoIndent:
      return auto_indented(node, expression, frame);
    default:
      return display(node, site(expression, frame), frame);
  }
}

/// In strict mode an undefined operand is an error with the operand's own place.
void Renderer::require_operand(const Value& value, Index expression, Frame& frame) {
  if (value.is_undefined() && options_.undefined == UndefinedPolicy::Strict) {
    fail_undefined_at(expression, frame);
  }
}

// Variables and attributes.

const Value& Renderer::variable(Index reference, Frame& frame) {
  for (;;) {
    const VariableReference& plan = frame.program->variables[reference];
    Frame* at = &frame;
    for (Index hop = 0; hop < plan.hops; ++hop) at = at->closure;
    Value& slot = at->slots[plan.slot];
    if (plan.hops > 0) note_reading(plan, *at, slot);
    if (!slot.is_unset()) return slot;
    if (plan.fallback != no_index) {
      reference = plan.fallback;
    } else if (plan.name == no_index) {
      return undefined_value;
    } else {
      const Context& context = at->context == nullptr ? base_context_ : *at->context;
      slot = lookup(context, frame.program->names[plan.name]);
      return slot;
    }
  }
}

/// A macro reads a variable of a function around it. What that function still may assign can
/// change; what the context gave, and what is left of a function that has run, cannot, but for
/// objects with a state of their own.
void Renderer::note_reading(const VariableReference& plan, const Frame& owner, const Value& value) {
  const bool stays = owner.over || plan.name != no_index;
  const bool stateless =
      !value.may_change() && (!value.is_callable() || callable_as<Macro>(value) != nullptr ||
                              callable_as<Module>(value) != nullptr);
  if (!stays || !stateless) ++changes_;
}

const Value& Renderer::attribute(const ExpressionNode& node, Frame& frame, Value& scratch) {
  Value holder;
  const Value& object = evaluate(node.a, frame, holder);
  const Value& name = frame.program->constants[node.b];
  if (object.is_map()) {
    const Value* found = object.as_map().find(name, frame.program->hints[node.c]);
    if (found != nullptr) {
      if (&object != &holder && !object.may_change()) return *found;
      scratch = *found;
      return scratch;
    }
  }
  if (object.is_undefined()) {
    if (options_.undefined != UndefinedPolicy::Chainable) fail_undefined_at(node.a, frame);
    return undefined_value;
  }
  scratch = other_attribute(object, name);
  return scratch;
}

/// Attributes that are no entries of a map.
Value Renderer::other_attribute(const Value& object, const Value& name) {
  const std::string_view word = name.as_string();
  if (const Method* method = find_method(object.kind(), word)) {
    return Value::callable({BoundMethod{object, method}});
  }
  if (object.is_tuple() && object.size() == 2) {
    // Groups of `groupby` are pairs whose parts have names.
    if (word == "grouper") return object.as_list()[0];
    if (word == "list") return object.as_list()[1];
  }
  if (const auto* space = callable_as<Namespace>(object)) {
    const Value* found = space->values.find(name);
    return found == nullptr ? Value() : *found;
  }
  if (const auto* module = callable_as<Module>(object)) {
    const Value* found = module->exports.find(name);
    return found == nullptr ? Value() : *found;
  }
  if (const auto* loop = callable_as<Loop>(object)) return loop_attribute(*loop, word);
  if (const auto* macro = callable_as<Macro>(object)) return macro_attribute(*macro, word);
  if (const auto* cycler = callable_as<Cycler>(object)) {
    return word == "current" ? cycler->items[cycler->position] : Value();
  }
  if (const auto* table = callable_as<BlockTable>(object)) {
    const bool known = table->activation->find_block(word, 0) != nullptr;
    return known ? Value::callable({BlockReference{table->activation, word, 0}}) : Value();
  }
  if (const auto* block = callable_as<BlockReference>(object);
      block != nullptr && word == "super") {
    const bool known = block->activation->find_block(block->name, block->level + 1) != nullptr;
    return known
               ? Value::callable({BlockReference{block->activation, block->name, block->level + 1}})
               : Value();
  }
  return {};
}

Value Renderer::loop_attribute(const Loop& loop, std::string_view name) const {
  if (name == "index") return loop.index + 1;
  if (name == "index0") return loop.index;
  if (name == "revindex") return loop.length - loop.index;
  if (name == "revindex0") return loop.length - loop.index - 1;
  if (name == "first") return loop.index == 0;
  if (name == "last") return loop.index + 1 == loop.length;
  if (name == "length") return loop.length;
  if (name == "depth") return loop.depth + 1;
  if (name == "depth0") return loop.depth;
  if (loop.first == nullptr) return {};
  if (name == "previtem") return loop.index == 0 ? Value() : loop.first[loop.index - 1];
  if (name == "nextitem") {
    return loop.index + 1 == loop.length ? Value() : loop.first[loop.index + 1];
  }
  return {};
}

Value Renderer::loop_field(const ExpressionNode& node, const Frame& frame) const {
  const Loop* loop = callable_as<Loop>(frame.slots[node.a]);
  if (loop == nullptr) return {};
  switch (static_cast<LoopFieldName>(node.b)) {
    case LoopFieldName::Position:
      return loop->index + 1;
    case LoopFieldName::Position0:
      return loop->index;
    case LoopFieldName::ReversePosition:
      return loop->length - loop->index;
    case LoopFieldName::ReversePosition0:
      return loop->length - loop->index - 1;
    case LoopFieldName::First:
      return loop->index == 0;
    case LoopFieldName::Last:
      return loop->index + 1 == loop->length;
    case LoopFieldName::Length:
      return loop->length;
    case LoopFieldName::Depth:
      return loop->depth + 1;
    case LoopFieldName::Depth0:
      return loop->depth;
  }
  return {};
}

// Operators.

Value Renderer::arithmetic(const ExpressionNode& node, const Site& site, Frame& frame) {
  Value left_scratch;
  Value right_scratch;
  const Value& left = evaluate(node.a, frame, left_scratch);
  if (left.is_undefined()) fail_undefined_at(node.a, frame);
  const Value& right = evaluate(node.b, frame, right_scratch);
  if (right.is_undefined()) fail_undefined_at(node.b, frame);
  switch (node.operation) {
    case Operation::Add:
      return add(left, right, site);
    case Operation::Subtract:
      return subtract(left, right, site);
    case Operation::Multiply:
      return multiply(left, right, site);
    case Operation::Divide:
      return divide(left, right, site);
    case Operation::FloorDivide:
      return floor_divide(left, right, site);
    case Operation::Modulo:
      return modulo(left, right, site);
    default:
      return power(left, right, site);
  }
}

bool Renderer::comparison_node(const ExpressionNode& node, Index expression, Frame& frame) {
  Value left_scratch;
  Value right_scratch;
  const Value& left = evaluate(node.a, frame, left_scratch);
  require_operand(left, node.a, frame);
  const Value& right = evaluate(node.b, frame, right_scratch);
  require_operand(right, node.b, frame);
  return comparison(node.operation, left, right, site(expression, frame));
}

bool Renderer::comparison(Operation operation, const Value& left, const Value& right,
                          const Site& site) {
  if (left.is_string() && right.is_string() && operation <= Operation::NotEqual) {
    return left.same_text(right) == (operation == Operation::Equal);
  }
  switch (operation) {
    case Operation::Equal:
      return equal(left, right);
    case Operation::NotEqual:
      return !equal(left, right);
    case Operation::Less:
      return compare(left, right, site) < 0;
    case Operation::LessEqual:
      return compare(left, right, site) <= 0;
    case Operation::Greater:
      return compare(left, right, site) > 0;
    case Operation::GreaterEqual:
      return compare(left, right, site) >= 0;
    case Operation::In:
      return contains(right, left, site);
    default:
      return !contains(right, left, site);
  }
}

Value Renderer::comparison_chain(const ExpressionNode& node, Frame& frame) {
  Value left = evaluate(node.a, frame);
  require_operand(left, node.a, frame);
  const std::vector<Index>& others = frame.program->lists[node.b];
  for (std::size_t at = 0; at < others.size(); at += 2) {
    Value right = evaluate(others[at + 1], frame);
    require_operand(right, others[at + 1], frame);
    const Site site = this->site(others[at + 1], frame);
    if (!comparison(static_cast<Operation>(others[at]), left, right, site)) return false;
    left = std::move(right);
  }
  return true;
}

/// What is made of several parts.
Value Renderer::display(const ExpressionNode& node, const Site& site, Frame& frame) {
  const std::vector<Index>& parts = frame.program->lists[node.b];
  if (node.operation == Operation::MapDisplay) {
    Map entries;
    for (std::size_t at = 0; at < parts.size(); at += 2) {
      Value key = evaluate(parts[at], frame);
      require_key(key, parts[at], frame);
      entries.set(std::move(key), evaluate(parts[at + 1], frame));
    }
    return own_made(Value(std::move(entries)));
  }
  List values;
  values.reserve(parts.size());
  for (const Index part : parts) values.push_back(evaluate(part, frame));
  switch (node.operation) {
    case Operation::Concatenation:
      for (std::size_t at = 0; at < parts.size(); ++at) {
        require_operand(values[at], parts[at], frame);
      }
      return concatenate(values, site, escape_);
    case Operation::TupleDisplay:
      return Value::tuple(std::move(values));
    default:
      break;
  }
  return own_made(Value(std::move(values)));
}

void Renderer::require_key(const Value& key, Index expression, Frame& frame) {
  require_operand(key, expression, frame);
  if (key.is_map() || key.is_callable() || (key.is_list() && !key.is_tuple())) {
    fail(site(expression, frame).span, "wrong-type",
         describe_one(key) + " cannot be the key of a map");
  }
}

/// `| indent` in the middle of an expression: by the line that is being written.
Value Renderer::auto_indented(const ExpressionNode& node, Index expression, Frame& frame) {
  const std::string indentation(line_indentation());
  const Value value = evaluate(node.a, frame);
  require_operand(value, node.a, frame);
  std::string text;
  append_indented(printed(value, site(expression, frame)), indentation, text);
  return marked_like(std::move(text), value);
}

// What is undefined.

void Renderer::fail_undefined_at(Index expression, Frame& frame) {
  const Span span = site(expression, frame).span;
  const ExpressionNode& node = frame.program->expressions[expression];
  std::string_view word;
  if (node.operation == Operation::Attribute) {
    word = frame.program->constants[node.b].as_string();
  } else {
    word = text_at(span);
  }
  fail(span, "undefined-name", quoted_source(span) + " is undefined",
       did_you_mean(word, names_near(expression, frame)));
}

/// The names that could have been meant.
std::vector<std::string> Renderer::names_near(Index expression, Frame& frame) {
  std::vector<std::string> names;
  const auto add_keys = [&names](const Map& entries) {
    for (const MapEntry& entry : entries) {
      if (entry.key.is_string()) names.emplace_back(entry.key.as_string());
    }
  };
  const ExpressionNode& node = frame.program->expressions[expression];
  if (node.operation == Operation::Attribute) {
    const Value object = evaluate(node.a, frame);
    if (object.is_map()) add_keys(object.as_map());
    if (const auto* module = callable_as<Module>(object)) add_keys(module->exports);
    if (const auto* space = callable_as<Namespace>(object)) add_keys(space->values);
    return names;
  }
  if (node.operation != Operation::Variable && node.operation != Operation::Slot) return names;
  for (const Export& entry : frame.program->exports) names.emplace_back(entry.name);
  if (context_map_.is_map()) add_keys(context_map_.as_map());
  add_keys(registry_.globals);
  return names;
}

}  // namespace plinth::jinja
