#include "jinja/environment.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {

// Names.

const Context& Renderer::context_of(const Frame& frame) const {
  const Frame* outermost = &frame;
  while (outermost->closure != nullptr) outermost = outermost->closure;
  return outermost->context != nullptr ? *outermost->context : base_context_;
}

/// The value of a name that no function assigns: from the inside out, variables of the template's
/// top level, variables around its include, what `render` was given, globals of the environment.
Value Renderer::lookup(const Context& context, std::string_view name) {
  for (const Context* at = &context; at != nullptr; at = at->outer) {
    if (at->activation != nullptr) {
      if (name == "self") {
        at->activation->referenced = true;
        return Value::callable({BlockTable{at->activation}});
      }
      const auto& roots = at->activation->roots;
      for (auto root = roots.rbegin(); root != roots.rend(); ++root) {
        for (const Export& entry : root->program->exports) {
          const Value& value = root->frame->slots[entry.slot];
          if (entry.name != name || value.is_unset()) continue;
          ++changes_;
          return value;
        }
      }
    }
    if (at->visible != nullptr) {
      for (const VisibleNames::Entry& entry : at->visible->entries) {
        if (entry.name != name) continue;
        Value value = evaluate(entry.expression, *at->frame);
        if (value.is_undefined()) continue;
        ++changes_;
        return value;
      }
    }
    if (at->map != nullptr) {
      // The caller of `render` keeps the map: no need to own a part of it.
      if (const Value* value = at->map->find(name)) return value->alias();
    }
  }
  const Value* global = registry_.globals.find(name);
  return global == nullptr ? Value() : global->alias();
}

// Templates.

const Program* Renderer::find_program(std::string_view name) {
  const auto known = programs_.find(name);
  if (known != programs_.end()) return known->second;
  const Template* found = program_.environment->find_template(name);
  const Program* program = found == nullptr ? nullptr : &found->program();
  programs_.emplace(std::string(name), program);
  return program;
}

/// The template that a statement names; of a list, the first that exists.
const Program* Renderer::find_program(const Value& source, const InclusionPlan& plan) {
  const Site site{plan.span, options_};
  List names;
  if (source.is_list()) {
    names = source.as_list();
  } else {
    names.push_back(source);
  }
  std::string tried;
  for (const Value& name : names) {
    if (name.is_undefined()) fail_undefined(site);
    if (!name.is_string()) {
      fail(plan.span, "wrong-type", "a template has a text as its name, not " + describe_one(name));
    }
    if (const Program* program = find_program(name.as_string())) return program;
    if (!tried.empty()) tried += ", ";
    tried += quoted(name.as_string());
  }
  if (plan.ignore_missing) return nullptr;
  fail(plan.span, "no-such-template",
       names.size() == 1 ? "there is no template " + tried
                         : "none of these templates exists: " + tried);
}

void Renderer::run_template(const Program& program, const Context& context,
                            Activation& activation) {
  const CallScope call(*this, program.functions[0], program.source);
  for (Index at = 0; at < program.blocks.size(); ++at) {
    activation.blocks.push_back({program.blocks[at].name, &program, at});
  }
  FrameScope scope(*this, program, 0, nullptr, &context);
  activation.roots.push_back({&program, &scope.frame()});
  telling_values(scope.frame(), [&] { return run(program.functions[0].code, scope.frame()); });
  if (activation.parent != nullptr) {
    const Program* parent = std::exchange(activation.parent, nullptr);
    run_template(*parent, context, activation);
  }
  if (activation.exports != nullptr) collect_exports(program, scope.frame(), activation);
  activation.roots.pop_back();
}

/// Ran last for the child: what a parent sets wins over it.
void Renderer::collect_exports(const Program& program, const Frame& frame, Activation& activation) {
  for (const Export& entry : program.exports) {
    const Value& value = frame.slots[entry.slot];
    const bool exported = !value.is_unset() && entry.name.front() != '_';
    if (exported && activation.exports->find(entry.name) == nullptr) {
      activation.exports->set(entry.name, value);
    }
  }
}

void Renderer::extend(Index parent, Frame& frame) {
  Activation& activation = *frame.context->activation;
  const Span& span = site(parent, frame).span;
  if (activation.parent != nullptr) {
    fail(span, "template-syntax", "a template can extend one other template only");
  }
  InclusionPlan plan;
  plan.span = span;
  const Value source = evaluate(parent, frame);
  activation.parent = find_program(source, plan);
}

// Blocks.

void Renderer::run_block(const BlockPlan& plan, Frame& frame) {
  const Context& context = context_of(frame);
  Context scoped;
  scoped.visible = plan.visible == no_index ? nullptr : &frame.program->visible[plan.visible];
  scoped.frame = &frame;
  scoped.outer = &context;
  const Context* at = &context;
  while (at != nullptr && at->activation == nullptr) at = at->outer;
  if (at == nullptr) return;  // a macro that outlived its template has no blocks
  const BlockDefinition* block = at->activation->find_block(plan.name, 0);
  run_block_definition(*block, 0, scoped.visible != nullptr ? scoped : *at, *at->activation);
}

void Renderer::run_block_definition(const BlockDefinition& block, std::size_t level,
                                    const Context& context, Activation& activation) {
  const BlockPlan& plan = block.program->blocks[block.plan];
  if (plan.required) {
    fail(plan.span, "missing-block",
         "the block " + quoted(plan.name) + " is required, but no template gives it");
  }
  const FunctionPlan& function = block.program->functions[plan.function];
  const CallScope call(*this, function, plan.span);
  FrameScope scope(*this, *block.program, plan.function, nullptr, &context);
  if (function.super_slot != no_index) {
    const bool overrides = activation.find_block(plan.name, level + 1) != nullptr;
    activation.referenced = true;
    scope.frame().slots[function.super_slot] =
        overrides ? Value::callable({BlockReference{&activation, plan.name, level + 1}}) : Value();
  }
  telling_values(scope.frame(), [&] { return run(function.code, scope.frame()); });
}

/// `super()` and `self.name()`.
void Renderer::call_block_reference(const BlockReference& reference, const Span& span) {
  const Activation& activation = *reference.activation;
  if (activation.over || activation.roots.empty()) {
    fail(span, "template-is-over", "this block belongs to a template that is rendered already");
  }
  const BlockDefinition* block = activation.find_block(reference.name, reference.level);
  const Context& context = *activation.roots.front().frame->context;
  try {
    run_block_definition(*block, reference.level, context, *activation.self);
  } catch (DiagnosticError& error) {
    add_trace(error.diagnostic(), span, "called from here");
    throw;
  }
}

// Includes and imports.

void Renderer::include(const InclusionPlan& plan, Frame& frame) {
  Value scratch;
  const Value source = evaluate(plan.source, frame, scratch);
  const Program* program = find_program(source, plan);
  if (program == nullptr) return;
  const std::string indentation(plan.indent ? line_indentation() : std::string_view());
  const std::size_t begin = out_->size();
  const std::size_t floor = std::exchange(line_floor_, begin);
  run_included(*program, plan, frame, nullptr);
  line_floor_ = floor;
  if (plan.indent) indent_output_from(begin, indentation);
}

/// Runs another template from within this one: with what can be seen here, or with nothing.
void Renderer::run_included(const Program& program, const InclusionPlan& plan, Frame& frame,
                            Map* exports) {
  auto activation = std::make_unique<Activation>();
  activation->self = activation.get();
  activation->exports = exports;
  Context around;
  around.visible = plan.visible == no_index ? nullptr : &frame.program->visible[plan.visible];
  around.frame = &frame;
  around.outer = &context_of(frame);
  Context context;
  context.activation = activation.get();
  context.outer = plan.with_context ? &around : nullptr;
  const Escape escape = std::exchange(escape_, options_.escape);
  const ActivationKeeper keeper(*this, activation);
  try {
    run_template(program, context, *activation);
  } catch (DiagnosticError& error) {
    add_trace(error.diagnostic(), plan.span,
              exports == nullptr ? "included from here" : "imported from here");
    throw;
  }
  escape_ = escape;
}

Value Renderer::load_module(const InclusionPlan& plan, Frame& frame) {
  const Value source = evaluate(plan.source, frame);
  const Program* program = find_program(source, plan);
  const auto known = modules_.find(program);
  if (!plan.with_context && known != modules_.end()) return known->second;
  Module module;
  module.name = program->source.file->name();
  CaptureScope capture(*this);
  run_included(*program, plan, frame, &module.exports);
  module.text = finished_text(capture.take());
  Value value = Value::callable({std::move(module)});
  if (!plan.with_context) modules_.emplace(program, value);
  return value;
}

void Renderer::import(const InclusionPlan& plan, const AssignmentPlan& target, Frame& frame) {
  assign(target, load_module(plan, frame), frame);
}

void Renderer::from_import(const InclusionPlan& plan, Frame& frame) {
  const Value module = load_module(plan, frame);
  const Map& exports = callable_as<Module>(module)->exports;
  for (const InclusionPlan::Import& import : plan.imports) {
    const Value* value = exports.find(import.exported);
    if (value == nullptr && options_.undefined == UndefinedPolicy::Strict) {
      std::vector<std::string> known;
      for (const MapEntry& entry : exports) known.emplace_back(entry.key.as_string());
      fail(import.span, "undefined-name",
           "the template " + quoted(callable_as<Module>(module)->name) + " does not export " +
               quoted(import.exported),
           did_you_mean(import.exported, known));
    }
    assign(import.own, value == nullptr ? Value() : *value, frame);
  }
}

}  // namespace plinth::jinja
