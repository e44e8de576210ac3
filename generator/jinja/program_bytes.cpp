#include "jinja/program_bytes.hpp"

#include "jinja/byte_form.hpp"
#include "jinja/environment.hpp"

namespace plinth::jinja {

template <>
inline constexpr bool is_flat<ExpressionNode> = true;
template <>
inline constexpr bool is_flat<Instruction> = true;
template <>
inline constexpr bool is_flat<VariableReference> = true;
template <>
inline constexpr bool is_flat<CodeRange> = true;

void describe(auto& form, same<ArgumentPlan::Keyword> auto& keyword) {
  form(keyword.name, keyword.value);
}

void describe(auto& form, same<ArgumentPlan> auto& plan) {
  form(plan.positional, plan.keyword, plan.list, plan.map, plan.hint);
}

void describe(auto& form, same<AssignmentPlan> auto& plan) {
  form(plan.kind, plan.slot, plan.object, plan.attribute, plan.parts, plan.span);
}

void describe(auto& form, same<Export> auto& entry) { form(entry.name, entry.slot); }

void describe(auto& form, same<FunctionPlan> auto& plan) {
  form(plan.code, plan.slot_count, plan.depth, plan.closures, plan.super_slot, plan.context);
}

void describe(auto& form, same<SwitchPlan> auto& plan) {
  form(plan.operand, plan.targets, plan.otherwise);
}

void describe(auto& form, same<LoopPlan> auto& plan) {
  form(plan.items, plan.entries_of, plan.entries_by_method, plan.target, plan.key_slot,
       plan.value_slot, plan.condition, plan.loop_slot, plan.first_slot, plan.slot_count, plan.body,
       plan.otherwise, plan.function);
}

void describe(auto& form, same<MacroPlan::Parameter> auto& parameter) {
  form(parameter.name, parameter.slot, parameter.fallback);
}

void describe(auto& form, same<MacroPlan> auto& plan) {
  form(plan.name, plan.function, plan.parameters, plan.varargs_slot, plan.kwargs_slot,
       plan.caller_slot, plan.caller, plan.span);
}

void describe(auto& form, same<CapturePlan> auto& plan) {
  form(plan.body, plan.target, plan.filter);
}

void describe(auto& form, same<VisibleNames::Entry> auto& entry) {
  form(entry.name, entry.expression);
}

void describe(auto& form, same<VisibleNames> auto& visible) { form(visible.entries); }

void describe(auto& form, same<BlockPlan> auto& plan) {
  form(plan.name, plan.function, plan.required, plan.visible, plan.span);
}

void describe(auto& form, same<InclusionPlan::Import> auto& import) {
  form(import.exported, import.own, import.span);
}

void describe(auto& form, same<InclusionPlan> auto& plan) {
  form(plan.source, plan.ignore_missing, plan.with_context, plan.indent, plan.visible, plan.imports,
       plan.span);
}

/// All but the filters and tests, which are names outside of an environment, and what only running
/// programs have. The texts that a program owns are read as parts of the bytes.
void describe(auto& form, same<Program> auto& program) {
  form(program.expressions, program.expression_spans, program.expression_functions, program.code,
       program.code_spans, program.constants, program.texts, program.names, program.lists,
       program.variables, program.arguments, program.assignments, program.switches, program.loops,
       program.macros, program.captures, program.visible, program.blocks, program.inclusions,
       program.exports, program.functions, program.expression, program.extends, program.hint_count);
}

namespace {

/// Writes the name of the entry in front of its arguments.
template <typename Plan, typename Entry>
void write_plans(ByteWriter& writer, const std::vector<Plan>& plans, const Entry* Plan::*entry) {
  writer(static_cast<Index>(plans.size()));
  for (const Plan& plan : plans) writer(std::string_view((plan.*entry)->name), plan.arguments);
}

/// False if an entry is not known.
template <typename Plan, typename Entry, typename Find>
bool read_plans(ByteReader& reader, std::vector<Plan>& plans, const Entry* Plan::*entry,
                const Find& find) {
  Index count = 0;
  reader(count);
  plans.resize(count);
  for (Plan& plan : plans) {
    std::string_view name;
    reader(name, plan.arguments);
    plan.*entry = find(name);
    if (plan.*entry == nullptr) return false;
  }
  return true;
}

}  // namespace

std::string bytes_of(const Program& program) {
  ByteWriter writer(*program.source.file);
  writer(program);
  write_plans(writer, program.filters, &FilterPlan::filter);
  write_plans(writer, program.tests, &TestPlan::test);
  return writer.take();
}

std::unique_ptr<const Program> program_of(std::string_view bytes, const Environment& environment,
                                          const Span& source) {
  auto program = std::make_unique<Program>();
  const Registry& registry = environment.registry();
  program->environment = &environment;
  program->registry = &registry;
  program->source = source;
  ByteReader reader(bytes, *source.file);
  reader(*program);
  const bool complete =
      read_plans(reader, program->filters, &FilterPlan::filter,
                 [&](std::string_view name) { return registry.find_filter(name); }) &&
      read_plans(reader, program->tests, &TestPlan::test,
                 [&](std::string_view name) { return registry.find_test(name); });
  if (!complete) return nullptr;
  program->hints = std::make_unique<std::atomic<std::uint32_t>[]>(program->hint_count);
  return program;
}

}  // namespace plinth::jinja
