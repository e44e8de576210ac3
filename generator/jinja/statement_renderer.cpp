#include <algorithm>
#include <cstring>

#include "jinja/editions.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

constexpr std::size_t long_text = 4096;  // from here on, every single text counts for the limit

}  // namespace

Renderer::Signal Renderer::run(const CodeRange& code, Frame& frame) {
  const Program& program = *frame.program;
  for (Index at = code.begin; at < code.end; ++at) {
    const Instruction& instruction = program.code[at];
    Signal signal = Signal::Next;
    switch (instruction.step) {
      case Step::Text:
        out_->append(program.texts[instruction.a]);
        break;
      case Step::Output:
        print(instruction.a, frame);
        break;
      case Step::JumpUnless:
        if (!condition(instruction.a, frame)) at = instruction.b - 1;
        break;
      case Step::Jump:
        at = instruction.b - 1;
        break;
      case Step::Switch:
        at = switch_target(program.switches[instruction.a], frame) - 1;
        break;
      case Step::JumpIfExtended:
        if (frame.context->activation->parent != nullptr) at = instruction.b - 1;
        break;
      case Step::For:
        signal = run_loop(program.loops[instruction.a], frame);
        break;
      case Step::Break:
        return Signal::Break;
      case Step::Continue:
        return Signal::Continue;
      case Step::Set: {
        const AssignmentPlan& target = program.assignments[instruction.a];
        if (target.kind == AssignmentPlan::Kind::Slot) {
          frame.slots[target.slot] = evaluate(instruction.b, frame);
        } else {
          assign(target, evaluate(instruction.b, frame), frame);
        }
        break;
      }
      case Step::Capture:
        signal = run_capture(program.captures[instruction.a], frame);
        break;
      case Step::FilterBlock:
        signal = run_filter_block(program.captures[instruction.a], frame);
        break;
      case Step::Unset:
        reset(frame, instruction.a, instruction.b);
        break;
      case Step::DefineMacro:
        assign(program.assignments[instruction.b], make_macro(program.macros[instruction.a], frame),
               frame);
        break;
      case Step::CallBlock:
        run_call_block(program.macros[instruction.a], instruction.b, frame);
        break;
      case Step::Block:
        run_block(program.blocks[instruction.a], frame);
        break;
      case Step::Extends:
        extend(instruction.a, frame);
        break;
      case Step::Include:
        include(program.inclusions[instruction.a], frame);
        break;
      case Step::Import:
        import(program.inclusions[instruction.a], program.assignments[instruction.b], frame);
        break;
      case Step::FromImport:
        from_import(program.inclusions[instruction.a], frame);
        break;
      case Step::Evaluate:
        evaluate(instruction.a, frame);
        break;
      case Step::Autoescape: {
        const Escape before = escape_;
        if (before != Escape::Code) {
          escape_ = condition(instruction.a, frame) ? Escape::Html : Escape::None;
        }
        signal = run({at + 1, instruction.b}, frame);
        escape_ = before;
        at = instruction.b - 1;
        break;
      }
      case Step::Edition:
        run_edition(program.texts[instruction.a], {at + 1, instruction.b}, frame);
        at = instruction.b - 1;
        break;
    }
    if (signal != Signal::Next) return signal;
  }
  return Signal::Next;
}

bool Renderer::condition(Index expression, Frame& frame) {
  const ExpressionNode& node = frame.program->expressions[expression];
  if (is_comparison(node.operation)) return comparison_node(node, expression, frame);
  if (node.operation == Operation::Not) return !condition(node.a, frame);
  if (node.operation == Operation::ApplyTest) return apply_test_node(node, expression, frame);
  if (node.operation == Operation::And) {
    return condition(node.a, frame) && condition(node.b, frame);
  }
  if (node.operation == Operation::Or) return condition(node.a, frame) || condition(node.b, frame);
  Value scratch;
  const Value& value = evaluate(expression, frame, scratch);
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_undefined() && options_.undefined == UndefinedPolicy::Strict) {
    fail_undefined_at(expression, frame);
  }
  return truth(value, site(expression, frame));
}

Index Renderer::switch_target(const SwitchPlan& plan, Frame& frame) {
  Value scratch;
  const Value& value = evaluate(plan.operand, frame, scratch);
  require_operand(value, plan.operand, frame);
  const Value* const target = value.is_string() ? plan.targets.find(value) : nullptr;
  return target == nullptr ? plan.otherwise : static_cast<Index>(target->as_integer());
}

void Renderer::reset(Frame& frame, Index first, Index count) {
  for (Index at = first; at < first + count; ++at) frame.slots[at] = Value::unset();
}

void Renderer::count_step(const Span& span) {
  if (++steps_ > options_.limits.steps) {
    fail(span, "step-limit",
         "this template takes more than " + std::to_string(options_.limits.steps) + " steps");
  }
  check_output(span);
}

void Renderer::check_output(const Span& span) const {
  if (out_->size() > options_.limits.output_bytes) {
    fail(span, "too-much-text",
         "the output is larger than " + std::to_string(options_.limits.output_bytes) + " bytes");
  }
}

// Assignments.

void Renderer::assign(const AssignmentPlan& plan, const Value& value, Frame& frame) {
  const Site site{plan.span, options_};
  switch (plan.kind) {
    case AssignmentPlan::Kind::Slot:
      frame.slots[plan.slot] = value;
      return;
    case AssignmentPlan::Kind::NamespaceAttribute: {
      Value scratch;
      const Value& object = evaluate(plan.object, frame, scratch);
      auto* space = callable_as<Namespace>(object);
      if (space == nullptr) {
        if (object.is_undefined()) fail_undefined_at(plan.object, frame);
        fail(plan.span, "not-assignable",
             "only the attributes of a namespace can be set, " +
                 quoted_source(this->site(plan.object, frame).span) + " is " + describe_one(object),
             "make it with `namespace()`");
      }
      space->values.set(plan.attribute, value);
      ++changes_;
      return;
    }
    case AssignmentPlan::Kind::Several:
      break;
  }
  if (value.is_undefined()) fail_undefined(site);
  const List items = items_of(value, site);
  if (items.size() != plan.parts.size()) {
    fail(plan.span, "wrong-count",
         "there are " + counted(plan.parts.size(), "name") + " here for " +
             counted(items.size(), "value"));
  }
  for (std::size_t at = 0; at < items.size(); ++at) assign(plan.parts[at], items[at], frame);
}

// Loops.

Renderer::Signal Renderer::run_loop(const LoopPlan& plan, Frame& frame) {
  if (plan.entries_of != no_index) {
    Value scratch;
    const Value& map = evaluate(plan.entries_of, frame, scratch);
    // A key of the data wins over the method of the same name.
    if (map.is_map() && !(plan.entries_by_method && map.find("items") != nullptr)) {
      const Value held = map;
      return loop_over_entries(plan, frame, held);
    }
  }
  Value iterable = evaluate(plan.items, frame);
  if (iterable.is_undefined() && options_.undefined == UndefinedPolicy::Strict) {
    fail_undefined_at(plan.items, frame);
  }
  return loop_over(plan, frame, std::move(iterable), 0, site(plan.items, frame).span);
}

Renderer::Signal Renderer::loop_over_entries(const LoopPlan& plan, Frame& frame, const Value& map) {
  const Map& entries = map.as_map();
  if (entries.empty()) return run(plan.otherwise, frame);
  const Span& span = site(plan.items, frame).span;
  Value loop_value;
  Loop* loop = nullptr;
  if (plan.loop_slot != no_index) {
    loop_value = make_loop(plan, frame, entries.size());
    loop = callable_as<Loop>(loop_value);
    frame.slots[plan.loop_slot] = loop_value.alias();
  }
  telling_values(frame, [&] {
    // By place, not by iterator: the body may change a map of its own.
    for (std::size_t at = 0; at < map.as_map().size(); ++at) {
      count_step(span);
      if (loop != nullptr) loop->index = at;
      const MapEntry& entry = entries[at];
      frame.slots[plan.key_slot] = map.may_change() ? entry.key : entry.key.alias();
      frame.slots[plan.value_slot] = map.may_change() ? entry.value : entry.value.alias();
      reset(frame, plan.first_slot, plan.slot_count);
      if (run(plan.body, frame) == Signal::Break) break;
    }
  });
  reset(frame, plan.key_slot, 1);
  reset(frame, plan.value_slot, 1);
  if (plan.loop_slot != no_index) reset(frame, plan.loop_slot, 1);
  return Signal::Next;
}

Value Renderer::make_loop(const LoopPlan& plan, Frame& frame, std::size_t length) {
  Loop loop;
  loop.length = length;
  if (plan.function != no_index) {
    loop.plan = &plan;
    loop.program = frame.program;
  }
  return Value::callable({std::move(loop)});
}

Renderer::Signal Renderer::loop_over(const LoopPlan& plan, Frame& frame, Value iterable,
                                     std::size_t depth, const Span& span) {
  if (plan.function == no_index) return run_items(plan, frame, std::move(iterable), depth, span);
  // The body of a recursive loop has its own variables in every call of `loop`.
  const FunctionPlan& function = frame.program->functions[plan.function];
  const CallScope call(*this, function, span);
  FrameScope scope(*this, *frame.program, plan.function, &frame, nullptr);
  return telling_values(scope.frame(), [&] {
    return run_items(plan, scope.frame(), std::move(iterable), depth, span);
  });
}

Renderer::Signal Renderer::run_items(const LoopPlan& plan, Frame& frame, Value iterable,
                                     std::size_t depth, const Span& span) {
  // Nobody can change a list that only this loop holds.
  const bool lasts = iterable.is_list() && (!iterable.may_change() || iterable.is_unshared());
  if (!lasts) iterable = items_of(iterable, {span, options_});
  if (plan.condition != no_index) {
    iterable = kept_items(plan, frame, iterable.as_list(), span);
  }
  const List& items = iterable.as_list();
  if (items.empty()) {
    // What stands under `else` belongs to the function around a recursive loop.
    return run(plan.otherwise, plan.function == no_index ? frame : *frame.closure);
  }
  Value loop_value;
  Loop* loop = nullptr;
  if (plan.loop_slot != no_index) {
    loop_value = make_loop(plan, frame, items.size());
    loop = callable_as<Loop>(loop_value);
    loop->first = items.data();
    loop->source = iterable;
    loop->depth = depth;
    loop->frame = frame.closure;
    frame.slots[plan.loop_slot] = loop_value.alias();
  }
  // An error asks for values here, as long as what the loop's variables name is there.
  telling_values(frame, [&] { run_rounds(plan, frame, items, loop, span); });
  if (loop != nullptr) {
    // The object may outlive the loop; it cannot be called any more.
    loop->plan = nullptr;
    loop->frame = nullptr;
    reset(frame, plan.loop_slot, 1);
  }
  return Signal::Next;
}

void Renderer::run_rounds(const LoopPlan& plan, Frame& frame, const List& items, Loop* loop,
                          const Span& span) {
  for (std::size_t at = 0; at < items.size(); ++at) {
    count_step(span);
    if (loop != nullptr) loop->index = at;
    if (plan.value_slot != no_index) {
      frame.slots[plan.value_slot] = items[at].alias();  // `items` outlives the round
    } else {
      assign(plan.target, items[at], frame);
    }
    reset(frame, plan.first_slot, plan.slot_count);
    if (run(plan.body, frame) == Signal::Break) break;
  }
  if (plan.value_slot != no_index) {
    reset(frame, plan.value_slot, 1);
  } else {
    unassign(plan.target, frame);
  }
}

/// After a loop its variables are gone, as they were before it.
void Renderer::unassign(const AssignmentPlan& plan, Frame& frame) {
  if (plan.kind == AssignmentPlan::Kind::Slot) reset(frame, plan.slot, 1);
  for (const AssignmentPlan& part : plan.parts) unassign(part, frame);
}

List Renderer::kept_items(const LoopPlan& plan, Frame& frame, const List& items, const Span& span) {
  List kept;
  for (const Value& item : items) {
    count_step(span);
    assign(plan.target, item, frame);
    if (condition(plan.condition, frame)) kept.push_back(item);
  }
  return kept;
}

// Captures.

Renderer::Signal Renderer::run_capture(const CapturePlan& plan, Frame& frame) {
  CaptureScope capture(*this);
  const Signal signal = run(plan.body, frame);
  Value text = finished_text(capture.take());
  charge(text, plan.target.span);
  if (signal != Signal::Next) return signal;
  if (plan.filter != no_index) {
    block_text_ = std::move(text);
    text = evaluate(plan.filter, frame);
  }
  assign(plan.target, text, frame);
  return Signal::Next;
}

Renderer::Signal Renderer::run_filter_block(const CapturePlan& plan, Frame& frame) {
  CaptureScope capture(*this);
  const Signal signal = run(plan.body, frame);
  block_text_ = finished_text(capture.take());
  if (signal != Signal::Next) return signal;
  print(plan.filter, frame);
  return Signal::Next;
}

/// Text that was printed: clean, and escaped already where that is in force.
Value Renderer::finished_text(std::string text) const {
  return Value(std::move(text)).with_safety(escape_ == Escape::Html);
}

// Output.

/// What two editions have of their own is printed between marks, wherever this stands: what a macro
/// prints does not depend on who calls it.
void Renderer::run_edition(std::string_view name, const CodeRange& body, Frame& frame) {
  const auto found = std::find(editions_.begin(), editions_.end(), name);
  if (editions_.size() == 1) {
    if (found != editions_.end()) run(body, frame);
    return;
  }
  if (found == editions_.end())
    fail_unknown_edition(name, frame.program->code_spans[body.begin - 1]);
  const auto edition = static_cast<std::size_t>(found - editions_.begin());
  *out_ += opening_mark(edition);
  run(body, frame);
  *out_ += closing_mark(edition);
}

void Renderer::fail_unknown_edition(std::string_view name, const Span& span) const {
  if (editions_.empty()) {
    fail(span, "unknown-edition", "what is rendered here has no editions",
         "the pack.yaml says which a file has: `editions: ['" + std::string(name) + "']`");
  }
  const std::vector<std::string> known(editions_.begin(), editions_.end());
  fail(span, "unknown-edition",
       "this file has no edition " + quoted(name) + ", but " + quoted(known[0]) + " and " +
           quoted(known[1]));
}

void Renderer::print(Index expression, Frame& frame) {
  const ExpressionNode& node = frame.program->expressions[expression];
  switch (node.operation) {
    case Operation::Conditional:
      if (condition(node.a, frame)) {
        print(node.b, frame);
        return;
      }
      if (node.c != no_index) print(node.c, frame);
      return;
    case Operation::Call:
    case Operation::MethodCall: {
      const Value result = print_call(node, expression, frame);
      if (!result.is_unset()) print_value(result, expression, frame);
      return;
    }
    case Operation::ApplyFilter:
      if (print_filtered(node, expression, frame)) return;
      break;
    case Operation::AutoIndent:
      print_indented(node.a, frame);
      return;
    default:
      break;
  }
  Value scratch;
  print_value(evaluate(expression, frame, scratch), expression, frame);
}

/// Calls; what is called prints its result at once if it can, and gives an unset value then.
Value Renderer::print_call(const ExpressionNode& node, Index expression, Frame& frame) {
  return node.operation == Operation::Call ? call_node(node, expression, frame, true)
                                           : call_method_node(node, expression, frame, true);
}

/// `{{ macro() | trim }}`: what the macro prints is filtered where it stands, and not copied. False
/// if this is something else.
bool Renderer::print_filtered(const ExpressionNode& node, Index expression, Frame& frame) {
  const FilterPlan& plan = frame.program->filters[node.b];
  const ExpressionNode& operand = frame.program->expressions[node.a];
  const bool calls =
      operand.operation == Operation::Call || operand.operation == Operation::MethodCall;
  const auto in_place = plan.filter->traits.in_place;
  if (!calls || in_place == nullptr || !plan.arguments.empty()) return false;
  const std::size_t begin = out_->size();
  const Value result = print_call(operand, node.a, frame);
  if (result.is_unset()) {
    in_place(*out_, begin);
  } else {
    const Value filtered = filter_value(plan, result, node.a, expression, frame);
    print_value(filtered, expression, frame);
  }
  return true;
}

void Renderer::print_value(const Value& value, Index expression, Frame& frame) {
  if (value.is_string()) {
    if (escape_ == Escape::None || (escape_ == Escape::Code && !value.is_tainted()) ||
        (escape_ == Escape::Html && value.is_safe())) {
      out_->append(value.as_string());
    } else if (escape_ == Escape::Html) {
      append_html(value.as_string(), *out_);
    } else {
      fail_tainted(expression, frame);
    }
    if (value.size() > long_text) check_output(site(expression, frame).span);
    return;
  }
  if (value.is_undefined()) {
    if (options_.undefined == UndefinedPolicy::Strict) fail_undefined_at(expression, frame);
    return;
  }
  if (value.is_number()) {
    append_text(value, options_.spelling, *out_);
    return;
  }
  const Site where = site(expression, frame);
  if (escape_ == Escape::Code && contains_taint(value)) fail_tainted(expression, frame);
  if (escape_ == Escape::Html && callable_as<Module>(value) == nullptr) {
    append_html(printed(value, where), *out_);
  } else {
    append_printed(value, where, *out_);
  }
  check_output(where.span);
}

void Renderer::fail_tainted(Index expression, const Frame& frame) const {
  const Span& span = site(expression, frame).span;
  fail(span, "tainted-output",
       quoted_source(span) + " is free text; write it with an escaping filter",
       registry_.escaping_filters_hint());
}

/// The blanks that the line at the end of the output starts with.
std::string_view Renderer::line_indentation() const {
  const std::string_view own = std::string_view(*out_).substr(line_floor_);
  std::size_t line = own.rfind('\n') + 1;  // npos + 1 is 0: the first line
  while (line < own.size() && is_mark(own[line])) ++line;
  const std::size_t end = std::min(own.find_first_not_of(" \t", line), own.size());
  return own.substr(line, end - line);
}

/// Prints a value, or what a macro prints, with the indentation of the line it stands on.
void Renderer::print_indented(Index expression, Frame& frame) {
  const std::string indentation(line_indentation());
  const std::size_t begin = out_->size();
  const std::size_t floor = std::exchange(line_floor_, begin);
  print(expression, frame);
  line_floor_ = floor;
  indent_output_from(begin, indentation);
  check_output(site(expression, frame).span);
}

/// Moves the lines to the right where they stand, from the last to the first.
void Renderer::indent_output_from(std::size_t begin, const std::string& indentation) {
  if (indentation.empty()) return;
  std::string& out = *out_;
  line_starts_.clear();
  std::size_t added = 0;
  for (std::size_t at = out.find('\n', begin); at != std::string::npos && at + 1 < out.size();
       at = out.find('\n', at + 1)) {
    const LineIndentation line(std::string_view(out).substr(at + 1));
    if (line.size(indentation) == 0) continue;
    line_starts_.emplace_back(at + 1, line);
    added += line.size(indentation);
  }
  std::size_t end = out.size();  // of what is still to be moved
  out.resize(end + added);
  std::size_t to = out.size();
  for (auto start = line_starts_.rbegin(); start != line_starts_.rend(); ++start) {
    const auto& [at, line] = *start;
    to -= end - at;
    std::memmove(out.data() + to, out.data() + at, end - at);
    to -= line.size(indentation);
    line.write_to(out.data() + to, indentation);
    end = at;
  }
}

void append_indented(std::string_view text, std::string_view indentation, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (at > 0) LineIndentation(text.substr(at)).append_to(out, indentation);
    out += text.substr(at, end - at);
    at = end;
  }
}

}  // namespace plinth::jinja
