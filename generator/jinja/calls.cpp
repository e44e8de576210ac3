#include <algorithm>

#include "jinja/editions.hpp"
#include "jinja/environment.hpp"
#include "jinja/method.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {

/// An argument, valid for the length of the call: no variable of `frame` changes meanwhile, so what
/// one holds need not be held again.
Value Renderer::argument(Index expression, Frame& frame) {
  Value scratch;
  const Value& value = evaluate(expression, frame, scratch);
  return &value == &scratch ? std::move(scratch) : value.alias();
}

void Renderer::collect(const ArgumentPlan& plan, Frame& frame, CallArguments& arguments) {
  for (const Index expression : plan.positional) arguments.add(argument(expression, frame));
  for (const ArgumentPlan::Keyword& keyword : plan.keyword) {
    arguments.add(keyword.name, argument(keyword.value, frame));
  }
  if (plan.list != no_index) {
    const Value list = evaluate(plan.list, frame);
    require_operand(list, plan.list, frame);
    for (Value& item : items_of(list, site(plan.list, frame))) arguments.add(std::move(item));
  }
  if (plan.map != no_index) {
    const Value map = evaluate(plan.map, frame);
    require_operand(map, plan.map, frame);
    const Span& span = site(plan.map, frame).span;
    if (!map.is_map()) fail(span, "wrong-type", "`**` wants a map, not " + describe_one(map));
    for (const auto& [key, value] : map.as_map()) {
      if (!key.is_string()) fail(span, "wrong-type", "the keys behind `**` must be texts");
      arguments.add_entry(key, value);
    }
  }
}

// Filters and tests.

Value Renderer::apply_filter_node(const ExpressionNode& node, Index expression, Frame& frame) {
  const FilterPlan& plan = frame.program->filters[node.b];
  Value scratch;
  const Value& value = evaluate(node.a, frame, scratch);
  return filter_value(plan, value, node.a, expression, frame);
}

/// In strict mode an undefined argument is an error with the argument's own place.
void Renderer::require_arguments(const ArgumentPlan& plan, const CallArguments& arguments,
                                 Frame& frame) {
  for (std::size_t at = 0; at < plan.positional.size(); ++at) {
    require_operand(arguments.positional()[at], plan.positional[at], frame);
  }
  for (std::size_t at = 0; at < plan.keyword.size(); ++at) {
    require_operand(arguments.keyword()[at].value, plan.keyword[at].value, frame);
  }
}

/// What looks at a text cannot look at two. Macros have printed what has editions.
void Renderer::require_one_text(const Value& value, std::string_view taker,
                                const Span& span) const {
  if (!has_marks(value.as_string())) return;
  fail(span, "two-texts",
       quoted(taker) + " gets a text that differs between " + quoted(editions_[0]) + " and " +
           quoted(editions_[1]),
       "such a text can be printed, trimmed and indented; say `edition` around this instead");
}

Value Renderer::filter_value(const FilterPlan& plan, const Value& value, Index operand,
                             Index expression, Frame& frame) {
  const bool strict = !plan.filter->traits.accepts_undefined;
  if (strict) require_operand(value, operand, frame);
  if (can_be_two_texts(value) && !plan.filter->traits.takes_editions) {
    require_one_text(value, plan.filter->name, site(expression, frame).span);
  }
  if (plan.arguments.empty()) {
    const Span& place = site(expression, frame).span;
    return own_made(apply_filter(
        *plan.filter,
        {value, {}, {}, place, *frame.program->environment, plan.filter->name, escape_}));
  }
  CallArguments arguments;
  collect(plan.arguments, frame, arguments);
  if (strict) require_arguments(plan.arguments, arguments, frame);
  const Span& span = site(expression, frame).span;
  return own_made(
      apply_filter(*plan.filter, {value, arguments.positional(), arguments.keyword(), span,
                                  *frame.program->environment, plan.filter->name, escape_}));
}

bool Renderer::apply_test_node(const ExpressionNode& node, Index expression, Frame& frame) {
  const TestPlan& plan = frame.program->tests[node.b];
  Value scratch;
  const Value& value = evaluate(node.a, frame, scratch);
  if (value.is_undefined() && !plan.test->accepts_undefined) require_operand(value, node.a, frame);
  const Span& span = site(expression, frame).span;
  if (plan.arguments.empty()) {
    return plan.test->holds(
        {value, {}, {}, span, *frame.program->environment, plan.test->name, escape_});
  }
  CallArguments arguments;
  collect(plan.arguments, frame, arguments);
  return plan.test->holds({value, arguments.positional(), arguments.keyword(), span,
                           *frame.program->environment, plan.test->name, escape_});
}

// Calls.

Value Renderer::call_node(const ExpressionNode& node, Index expression, Frame& frame,
                          bool print_result) {
  Value scratch;
  const Value& callee = evaluate(node.a, frame, scratch);
  if (callee.is_undefined()) fail_undefined_at(node.a, frame);
  CallArguments arguments;
  collect(frame.program->arguments[node.b], frame, arguments);
  const Span& span = site(expression, frame).span;
  return call(callee, arguments, span, text_at(site(node.a, frame).span), print_result);
}

Value Renderer::call_method_node(const ExpressionNode& node, Index expression, Frame& frame,
                                 bool print_result) {
  Value scratch;
  const Value& object = evaluate(node.a, frame, scratch);
  if (object.is_undefined()) fail_undefined_at(node.a, frame);
  const Value& name = frame.program->constants[node.c];
  const Span& span = site(expression, frame).span;
  const Map* entries = object.is_map() ? &object.as_map() : nullptr;
  if (const auto* module = callable_as<Module>(object)) entries = &module->exports;
  const ArgumentPlan& plan = frame.program->arguments[node.b];
  const Value* entry =
      entries == nullptr ? nullptr : entries->find(name, frame.program->hints[plan.hint]);
  if (entry == nullptr) {
    if (const Method* method = find_method(object.kind(), name.as_string())) {
      CallArguments arguments;
      collect(plan, frame, arguments);
      return call_method(object, *method, arguments, span);
    }
    if (auto* loop = callable_as<Loop>(object)) {
      CallArguments arguments;
      collect(plan, frame, arguments);
      return call_loop_method(*loop, name.as_string(), arguments, span);
    }
    if (auto* cycler = callable_as<Cycler>(object)) {
      ++changes_;
      return call_cycler(*cycler, name.as_string(), span);
    }
  }
  Value callee;
  if (entry == nullptr) {
    callee = other_attribute(object, name);
  } else {
    callee = object.may_change() ? *entry : entry->alias();
  }
  if (callee.is_undefined()) {
    fail(span, "undefined-name",
         quoted_source(site(node.a, frame).span) + " has no " + quoted(name.as_string()) +
             " to call",
         did_you_mean(name.as_string(), callable_names(object)));
  }
  CallArguments arguments;
  collect(plan, frame, arguments);
  return call(callee, arguments, span, name.as_string(), print_result);
}

std::vector<std::string> Renderer::callable_names(const Value& object) {
  std::vector<std::string> names = method_names(object.kind());
  if (const auto* module = callable_as<Module>(object)) {
    for (const MapEntry& entry : module->exports) names.emplace_back(entry.key.as_string());
  }
  return names;
}

/// What macros and blocks print: at once with `print_result`, and then an unset value, as nothing
/// is left to print; else as a text.
template <typename Print>
Value Renderer::printing(bool print_result, const Print& print) {
  if (!print_result) {
    CaptureScope capture(*this);
    print();
    return finished_text(capture.take());
  }
  const std::size_t floor = std::exchange(line_floor_, out_->size());
  print();
  line_floor_ = floor;
  return Value::unset();
}

Value Renderer::call(const Value& callee, const CallArguments& arguments, const Span& span,
                     std::string_view name, bool print_result) {
  auto* macro = callable_as<Macro>(callee);
  if (macro != nullptr) {
    return printing(print_result, [&] { call_macro(*macro, arguments, span); });
  }
  ++changes_;  // by what is called now, perhaps
  if (const auto* function = callable_as<NativeFunction>(callee)) {
    const Value nothing;
    const FilterCall native{nothing, arguments.positional(), arguments.keyword(),
                            span,    *program_.environment,  function->name,
                            escape_};
    return remember(own_made(tainted_like(function->function(native), native)));
  }
  if (const auto* method = callable_as<BoundMethod>(callee)) {
    return call_method(method->receiver, *method->method, arguments, span);
  }
  if (auto* loop = callable_as<Loop>(callee)) {
    return call_loop(*loop, arguments, span, print_result);
  }
  if (auto* joiner = callable_as<Joiner>(callee)) {
    return std::exchange(joiner->used, true) ? joiner->separator : Value("");
  }
  const auto* block = callable_as<BlockReference>(callee);
  if (block == nullptr) {
    fail(span, "not-callable", quoted(name) + " is " + describe_one(callee) + ", not a macro");
  }
  return printing(print_result, [&] { call_block_reference(*block, span); });
}

/// Keeps what could hold itself in a circle until the end, where it is taken apart.
Value Renderer::remember(Value value) {
  if (callable_as<Namespace>(value) != nullptr) changeable_.push_back(value);
  return value;
}

Value Renderer::call_method(const Value& receiver, const Method& method,
                            const CallArguments& arguments, const Span& span) {
  const FilterCall call{receiver, arguments.positional(), arguments.keyword(),
                        span,     *program_.environment,  method.name,
                        escape_};
  if (can_be_two_texts(receiver)) require_one_text(receiver, method.name, span);
  if (method.changes) {
    prepare_change(receiver, call);
    ++changes_;
  }
  Value result = own_made(method.call(call));
  // Lists and maps give back what is in them, with the marks it has.
  return receiver.is_string() ? tainted_like(std::move(result), call) : result;
}

/// A template changes only what it has made itself. What then may hold itself is remembered, to be
/// taken apart in the end.
void Renderer::prepare_change(const Value& receiver, const FilterCall& call) {
  if (!receiver.may_change() || program_.expression != no_index) {
    call.fail("not-changeable",
              "this " + describe(receiver) + " is not the template's own: " + quoted(call.name) +
                  " cannot change it",
              "make a new one, such as `items + [item]`");
  }
  const bool nested = std::any_of(call.positional.begin(), call.positional.end(),
                                  [](const Value& value) { return value.kind() >= Kind::List; });
  if (nested) changeable_.push_back(receiver);
}

// Macros.

Value Renderer::make_macro(const MacroPlan& plan, Frame& frame) {
  hold_frames(frame);
  return Value::callable({Macro{frame.program, &plan, &frame, escape_}});
}

Value Renderer::macro_attribute(const Macro& macro, std::string_view name) const {
  const MacroPlan& plan = *macro.plan;
  if (name == "name") return plan.name;
  if (name == "catch_kwargs") return plan.kwargs_slot != no_index;
  if (name == "catch_varargs") return plan.varargs_slot != no_index;
  if (name == "caller") return plan.caller_slot != no_index;
  if (name != "arguments") return {};
  List names;
  for (const MacroPlan::Parameter& parameter : plan.parameters) names.push_back(parameter.name);
  return Value::tuple(std::move(names));
}

/// Prints what the macro prints: from memory if it printed that before.
void Renderer::call_macro(Macro& macro, const CallArguments& arguments, const Span& span) {
  if (macro.memory == nullptr) macro.memory = std::make_unique<MacroMemory>();
  MacroMemory::Call call{&arguments};
  if (!macro.memory->may_repeat(call)) {
    run_macro(macro, arguments, span);
    return;
  }
  if (const std::string* text = macro.memory->find(call)) {
    count_step(span);
    out_->append(*text);
    return;
  }
  const std::size_t begin = out_->size();
  const std::size_t changes = changes_;
  run_macro(macro, arguments, span);
  if (changes_ == changes) macro.memory->keep(call, std::string_view(*out_).substr(begin));
}

void Renderer::run_macro(const Macro& macro, const CallArguments& arguments, const Span& span) {
  const FunctionPlan& function = macro.program->functions[macro.plan->function];
  const CallScope call(*this, function, span);
  FrameScope scope(*this, *macro.program, macro.plan->function, macro.frame, nullptr);
  const Escape before = std::exchange(escape_, macro.escape);
  bind_parameters(macro, arguments, scope.frame(), span);
  try {
    run(function.code, scope.frame());
  } catch (DiagnosticError& error) {
    add_values(error.diagnostic(), scope.frame());
    const std::string what = macro.plan->caller ? "the body of this `call` is used here"
                                                : quoted(macro.plan->name) + " is called from here";
    add_trace(error.diagnostic(), span, what);
    throw;
  }
  escape_ = before;
}

void Renderer::bind_parameters(const Macro& macro, const CallArguments& arguments, Frame& frame,
                               const Span& span) {
  const MacroPlan& plan = *macro.plan;
  const auto positional = arguments.positional();
  const std::size_t count = plan.parameters.size();
  // A frame that macros see may outlive the call, and then holds what it names.
  const bool lasts = macro.program->functions[plan.function].closures;
  for (std::size_t at = 0; at < std::min(positional.size(), count); ++at) {
    frame.slots[plan.parameters[at].slot] = lasts ? positional[at] : positional[at].alias();
  }
  if (positional.size() > count) {
    if (plan.varargs_slot == no_index) {
      fail(span, "wrong-argument",
           quoted(plan.name) + " takes " + counted(count, "argument") +
               given_instead(positional.size()));
    }
  }
  if (plan.varargs_slot != no_index) {
    const auto rest = positional.subspan(std::min(count, positional.size()));
    frame.slots[plan.varargs_slot] = Value::tuple(List(rest.begin(), rest.end()));
  }
  bind_keywords(plan, arguments, frame, span);
  for (std::size_t at = 0; at < count; ++at) {
    const MacroPlan::Parameter& parameter = plan.parameters[at];
    Value& slot = frame.slots[parameter.slot];
    if (!slot.is_unset()) continue;
    if (parameter.fallback != no_index) {
      slot = evaluate(parameter.fallback, frame);
      continue;
    }
    if (options_.undefined == UndefinedPolicy::Strict && parameter.slot != plan.caller_slot) {
      fail(span, "missing-argument",
           quoted(plan.name) + " needs the argument " + quoted(parameter.name));
    }
    slot = Value();
  }
}

void Renderer::bind_keywords(const MacroPlan& plan, const CallArguments& arguments, Frame& frame,
                             const Span& span) {
  Map others;
  if (plan.caller_slot != no_index) frame.slots[plan.caller_slot] = Value();
  for (const KeywordArgument& argument : arguments.keyword()) {
    if (argument.name == "caller" && plan.caller_slot != no_index) {
      frame.slots[plan.caller_slot] = argument.value;
      continue;
    }
    const auto parameter = std::find_if(
        plan.parameters.begin(), plan.parameters.end(),
        [&](const MacroPlan::Parameter& candidate) { return candidate.name == argument.name; });
    if (parameter != plan.parameters.end() && frame.slots[parameter->slot].is_unset()) {
      frame.slots[parameter->slot] = argument.value;
      continue;
    }
    if (parameter != plan.parameters.end()) {
      fail(span, "wrong-argument", quoted(argument.name) + " is given twice");
    }
    if (plan.kwargs_slot == no_index) {
      std::vector<std::string> names;
      for (const MacroPlan::Parameter& known : plan.parameters) names.emplace_back(known.name);
      const bool calls = argument.name == "caller";
      fail(span, "wrong-argument",
           calls ? quoted(plan.name) + " does not use `caller`, a `call` block is in vain"
                 : quoted(plan.name) + " has no parameter " + quoted(argument.name),
           did_you_mean(argument.name, names));
    }
    others.set(argument.name, argument.value);
  }
  if (plan.kwargs_slot != no_index) frame.slots[plan.kwargs_slot] = Value(std::move(others));
}

/// `{% call macro(...) %}body{% endcall %}`: the macro is called with the body as its `caller`.
void Renderer::run_call_block(const MacroPlan& plan, Index call_expression, Frame& frame) {
  const ExpressionNode& node = frame.program->expressions[call_expression];
  const bool method = node.operation == Operation::MethodCall;
  Value callee;
  if (method) {
    Value scratch;
    const Value& object = evaluate(node.a, frame, scratch);
    if (object.is_undefined()) fail_undefined_at(node.a, frame);
    const Value& name = frame.program->constants[node.c];
    const Value* entry = object.find(name.as_string());
    callee = entry != nullptr ? *entry : other_attribute(object, name);
  } else {
    callee = evaluate(node.a, frame);
    if (callee.is_undefined()) fail_undefined_at(node.a, frame);
  }
  const Span& span = site(call_expression, frame).span;
  if (callable_as<Macro>(callee) == nullptr) {
    fail(span, "not-callable", "a `call` block calls a macro, not " + describe_one(callee));
  }
  const Value caller = make_macro(plan, frame);
  {
    CallArguments arguments;
    collect(frame.program->arguments[node.b], frame, arguments);
    arguments.add("caller", caller);
    call(callee, arguments, span, "caller", true);
  }
  if (caller.is_unshared()) release_macro(*callable_as<Macro>(caller));
}

// Loops that are called.

Value Renderer::call_loop(Loop& loop, const CallArguments& arguments, const Span& span,
                          bool print_result) {
  if (loop.plan == nullptr) {
    fail(span, "not-callable", "only a loop that is `recursive` and still runs can be called",
         "write `recursive` at the end of its `for`");
  }
  if (arguments.positional().size() != 1 || !arguments.keyword().empty()) {
    fail(span, "wrong-argument", "`loop` is called with what to loop over, and nothing else");
  }
  const Value iterable = arguments.positional()[0];
  if (iterable.is_undefined()) require_defined(iterable, {span, options_});
  const LoopPlan& plan = *loop.plan;
  Frame& frame = *loop.frame;
  if (print_result) {
    loop_over(plan, frame, iterable, loop.depth + 1, span);
    return Value::unset();
  }
  CaptureScope capture(*this);
  loop_over(plan, frame, iterable, loop.depth + 1, span);
  return finished_text(capture.take());
}

Value Renderer::call_loop_method(Loop& loop, std::string_view name, const CallArguments& arguments,
                                 const Span& span) {
  ++changes_;
  const auto given = arguments.positional();
  if (name == "cycle") {
    if (given.empty()) fail(span, "wrong-argument", "`loop.cycle` needs values to go through");
    return given[loop.index % given.size()];
  }
  if (name == "changed") {
    List now(given.begin(), given.end());
    const bool same =
        loop.changed_before && equal(Value::tuple(now), Value::tuple(loop.last_changed));
    loop.changed_before = true;
    loop.last_changed = std::move(now);
    return !same;
  }
  fail(span, "undefined-name", "`loop` has no " + quoted(name) + " to call");
}

Value Renderer::call_cycler(Cycler& cycler, std::string_view name, const Span& span) {
  if (name == "reset") {
    cycler.position = 0;
    return Value::none();
  }
  if (name != "next") fail(span, "undefined-name", "a cycler has no " + quoted(name) + " to call");
  Value current = cycler.items[cycler.position];
  cycler.position = (cycler.position + 1) % cycler.items.size();
  return current;
}

}  // namespace plinth::jinja
