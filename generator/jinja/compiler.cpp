#include "jinja/compiler.hpp"

#include <algorithm>

#include "jinja/environment.hpp"
#include "jinja/expression_compiler.hpp"
#include "jinja/parser.hpp"
#include "jinja/switches.hpp"
#include "jinja/template_error.hpp"

// Bodies become ranges of instructions. A condition jumps inside of its range; every other block
// statement is one instruction whose plan names the range of its body, which lies elsewhere: bodies
// are emitted out of line, so that a range has no holes.
//
// Variables: each scope first gives slots to the names that its statements assign, then its
// statements are compiled. A name that is read before anything was assigned falls back to the scope
// around it, and in the end to the context.

namespace plinth::jinja {
namespace {

using ast::Statement;

class Compiler {
 public:
  Compiler(const Environment& environment, const Span& source)
      : program_(std::make_unique<Program>()),
        registry_(environment.registry()),
        expressions_(*program_, registry_) {
    program_->environment = &environment;
    program_->registry = &registry_;
    program_->source = source;
  }

  std::unique_ptr<const Program> compile(ParsedTemplate parsed) {
    program_->owned_texts = std::move(parsed.texts);
    program_->extends = std::any_of(parsed.body.begin(), parsed.body.end(), is_extends);
    if (program_->extends) warn_of_lost_text(parsed.body);
    conditional_extends_ = !program_->extends && contains_extends(parsed.body);
    FunctionScope function;
    compile_function(function, nullptr, nullptr, {}, [&](Scope& scope) {
      open_scope(scope, parsed.body);
      const CodeRange code = compile_body(parsed.body);
      for (const Variable& variable : scope.variables) {
        program_->exports.push_back({variable.name, variable.slot});
      }
      return code;
    });
    return finish();
  }

  std::unique_ptr<const Program> compile(const ast::Expression& expression) {
    FunctionScope function;
    compile_function(function, nullptr, nullptr, {}, [&](Scope&) {
      program_->expression = expressions_.compile(expression);
      return CodeRange{};
    });
    return finish();
  }

  // One for each kind of statement; called through std::visit.

  void operator()(const ast::Text& node) {
    program_->texts.push_back(node.text);
    outside_of_blocks([&] { emit(Step::Text, static_cast<Index>(program_->texts.size() - 1)); });
  }

  void operator()(const ast::Output& node) {
    outside_of_blocks([&] { emit(Step::Output, expressions_.compile(node.value)); });
  }

  void operator()(const ast::If& node) {
    std::vector<std::size_t> jumps_to_end;
    for (const ast::Branch& branch : node.branches) {
      const std::size_t skip = emit(Step::JumpUnless, expressions_.compile(branch.condition));
      compile_statements(branch.body);
      const bool last = &branch == &node.branches.back() && node.otherwise.empty();
      if (!last) jumps_to_end.push_back(emit(Step::Jump));
      code_[skip].b = here();
    }
    compile_statements(node.otherwise);
    for (const std::size_t jump : jumps_to_end) code_[jump].b = here();
  }

  void operator()(const ast::For& node) {
    LoopPlan plan;
    compile_iterable(node, plan);
    const std::size_t place = program_->loops.size();
    program_->loops.emplace_back();
    if (node.recursive) {
      FunctionScope function;
      plan.function = compile_inner_function(function, [&](Scope& scope) {
        compile_loop_body(node, plan, scope);
        return plan.body;
      });
    } else {
      inside_scope([&](Scope& scope) { compile_loop_body(node, plan, scope); });
    }
    plan.otherwise = compile_scoped(node.otherwise, captures_);
    program_->loops[place] = std::move(plan);
    emit(Step::For, static_cast<Index>(place));
  }

  void operator()(const ast::Set& node) {
    const Index value = expressions_.compile(node.value);
    emit(Step::Set, add_assignment(plan_target(node.target)), value);
  }

  void operator()(const ast::SetBlock& node) {
    CapturePlan plan;
    plan.body = compile_scoped(node.body, captures_ + 1);
    if (node.filter) plan.filter = expressions_.compile_block_filter(*node.filter);
    plan.target = plan_target(node.target);
    emit(Step::Capture, add_capture(std::move(plan)));
  }

  void operator()(const ast::FilterBlock& node) {
    CapturePlan plan;
    plan.filter = expressions_.compile_block_filter(node.filter);
    plan.body = compile_scoped(node.body, captures_ + 1);
    outside_of_blocks([&] { emit(Step::FilterBlock, add_capture(std::move(plan))); });
  }

  void operator()(const ast::With& node) {
    // All values are computed before the first is assigned: `with a = b, b = 1` sees the outer b.
    std::vector<Index> values;
    for (const auto& [target, value] : node.values) values.push_back(expressions_.compile(value));
    inside_scope([&](Scope& scope) {
      std::vector<std::pair<Index, Index>> moves;
      for (std::size_t at = 0; at < values.size(); ++at) {
        const ast::Target& target = node.values[at].first;
        AssignmentPlan temporary;
        temporary.slot = expressions_.new_slot();
        temporary.span = target.span;
        moves.emplace_back(temporary.slot, add_assignment(std::move(temporary)));
        emit(Step::Set, moves.back().second, values[at]);
      }
      open_scope(scope, node.body);
      for (std::size_t at = 0; at < values.size(); ++at) {
        Variable* known = scope.find(node.values[at].first.name.text);
        if (known == nullptr) {
          scope.variables.push_back({node.values[at].first.name.text, moves[at].first, true});
        } else {
          *known = {known->name, moves[at].first, true};
        }
      }
      emit_reset(scope);
      compile_statements(node.body);
    });
  }

  void operator()(const ast::Macro& node) {
    const Index macro = compile_macro(node.name.text, node.parameters, node.body, false);
    emit(Step::DefineMacro, macro, add_assignment(plan_name(node.name)));
  }

  void operator()(const ast::CallBlock& node) {
    const Index macro = compile_macro("caller", node.parameters, node.body, true);
    const Index call = expressions_.compile(node.call);
    outside_of_blocks([&] { emit(Step::CallBlock, macro, call); });
  }

  void operator()(const ast::Block& node) {
    BlockPlan plan{node.name.text, 0, node.required, no_index, span_};
    if (node.scoped) plan.visible = visible_names();
    const Index place = static_cast<Index>(program_->blocks.size());
    program_->blocks.emplace_back();
    FunctionScope function;
    plan.function = compile_function(function, nullptr, nullptr, {}, [&](Scope& scope) {
      const Index slot = expressions_.new_slot();
      scope.variables.push_back({"super", slot, true});
      open_scope(scope, node.body);
      const CodeRange code = compile_body(node.body);
      if (scope.variables.front().used) program_->functions[function.index].super_slot = slot;
      return code;
    });
    program_->blocks[place] = plan;
    outside_of_blocks([&] { emit(Step::Block, place); });
  }

  void operator()(const ast::Extends& node) {
    emit(Step::Extends, expressions_.compile(node.parent));
    program_->extends = true;
  }

  void operator()(const ast::Include& node) {
    InclusionPlan plan = plan_inclusion(node.source, node.with_context);
    plan.ignore_missing = node.ignore_missing;
    plan.indent = node.indent;
    outside_of_blocks([&] {
      if (node.indent && !node.blanks.empty()) {
        // `lstrip_blocks` took them, but they are the indentation of the first line.
        program_->texts.push_back(node.blanks);
        emit(Step::Text, static_cast<Index>(program_->texts.size() - 1));
      }
      emit(Step::Include, add_inclusion(std::move(plan)));
    });
  }

  void operator()(const ast::Import& node) {
    const Index plan = add_inclusion(plan_inclusion(node.source, node.with_context));
    emit(Step::Import, plan, add_assignment(plan_name(node.name)));
  }

  void operator()(const ast::FromImport& node) {
    InclusionPlan plan = plan_inclusion(node.source, node.with_context);
    for (const auto& [exported, own] : node.names) {
      plan.imports.push_back({exported.text, plan_name(own), exported.span});
    }
    emit(Step::FromImport, add_inclusion(std::move(plan)));
  }

  void operator()(const ast::Do& node) { emit(Step::Evaluate, expressions_.compile(node.value)); }
  void operator()(const ast::Break&) { emit(Step::Break); }
  void operator()(const ast::Continue&) { emit(Step::Continue); }

  void operator()(const ast::Autoescape& node) {
    const std::size_t begin = emit(Step::Autoescape, expressions_.compile(node.flag));
    inside_scope([&](Scope& scope) {
      open_scope(scope, node.body);
      emit_reset(scope);
      compile_statements(node.body);
    });
    code_[begin].b = here();
  }

  void operator()(const ast::Edition& node) {
    program_->texts.push_back(node.name.text);
    span_ = node.name.span;
    outside_of_blocks([&] {
      const std::size_t begin = emit(Step::Edition, static_cast<Index>(program_->texts.size() - 1));
      inside_scope([&](Scope& scope) {
        open_scope(scope, node.body);
        emit_reset(scope);
        compile_statements(node.body);
      });
      code_[begin].b = here();
    });
  }

 private:
  static bool is_extends(const Statement& statement) {
    return std::holds_alternative<ast::Extends>(statement.node);
  }

  /// Whether some branch may extend another template.
  static bool contains_extends(const ast::Body& body) {
    return std::any_of(body.begin(), body.end(), [](const Statement& statement) {
      if (is_extends(statement)) return true;
      const auto* condition = std::get_if<ast::If>(&statement.node);
      if (condition == nullptr) return false;
      return contains_extends(condition->otherwise) ||
             std::any_of(condition->branches.begin(), condition->branches.end(),
                         [](const ast::Branch& branch) { return contains_extends(branch.body); });
    });
  }

  void warn_of_lost_text(const ast::Body& body) {
    for (const Statement& statement : body) {
      const auto* text = std::get_if<ast::Text>(&statement.node);
      const bool blank =
          text != nullptr && text->text.find_first_not_of(" \t\n\r\v\f") == std::string_view::npos;
      const bool output = std::holds_alternative<ast::Output>(statement.node);
      if ((text == nullptr && !output) || blank) continue;
      program_->warnings.push_back(
          {Severity::Warning,
           "lost-text",
           statement.span,
           "this template extends another one: what stands outside of its blocks is lost",
           {},
           {},
           "put it into a block"});
    }
  }

  // Code. `code_` is the body at hand; finished bodies move to the program.

  Index here() const { return static_cast<Index>(code_.size()); }

  std::size_t emit(Step step, Index a = no_index, Index b = no_index) {
    code_.push_back({step, a, b});
    spans_.push_back(span_);
    return code_.size() - 1;
  }

  /// Runs `compile_into` with an empty body, and moves that into the program.
  template <typename CompileInto>
  CodeRange out_of_line(CompileInto compile_into) {
    std::vector<Instruction> code;
    std::vector<Span> spans;
    code.swap(code_);
    spans.swap(spans_);
    const Span span = span_;
    compile_into();
    span_ = span;
    const auto begin = static_cast<Index>(program_->code.size());
    for (Instruction& instruction : code_) {
      const bool jumps = instruction.step == Step::Jump || instruction.step == Step::JumpUnless ||
                         instruction.step == Step::JumpIfExtended ||
                         instruction.step == Step::Autoescape || instruction.step == Step::Edition;
      if (jumps) instruction.b += begin;
      program_->code.push_back(instruction);
    }
    program_->code_spans.insert(program_->code_spans.end(), spans_.begin(), spans_.end());
    code_.swap(code);
    spans_.swap(spans);
    return {begin, static_cast<Index>(program_->code.size())};
  }

  CodeRange compile_body(const ast::Body& body) {
    return out_of_line([&] { compile_statements(body); });
  }

  void compile_statements(const ast::Body& body) {
    for (const Statement& statement : body) {
      span_ = statement.span;
      ++expressions_.scope()->function->level;
      std::visit(*this, statement.node);
      --expressions_.scope()->function->level;
    }
  }

  /// What `emit_output` emits is skipped at run time by a template that has extended another one.
  template <typename EmitOutput>
  void outside_of_blocks(EmitOutput emit_output) {
    const bool top = expressions_.scope()->function->index == 0 && captures_ == 0;
    if (!top || !(program_->extends || conditional_extends_)) {
      emit_output();
      return;
    }
    const std::size_t skip = emit(Step::JumpIfExtended);
    emit_output();
    code_[skip].b = here();
  }

  // Scopes and functions.

  template <typename CompileIn>
  void inside_scope(CompileIn compile_in) {
    Scope* outer = expressions_.scope();
    Scope scope{outer->function, outer, {}};
    expressions_.enter(&scope);
    compile_in(scope);
    expressions_.enter(outer);
  }

  /// Gives slots to what `body` assigns.
  void open_scope(Scope& scope, const ast::Body& body) {
    for (const std::string_view name : assigned_names(body)) {
      if (scope.find(name) == nullptr) scope.variables.push_back({name, expressions_.new_slot()});
    }
  }

  /// The variables of a scope that may be entered again start without a value.
  void emit_reset(const Scope& scope) {
    for (const Variable& variable : scope.variables) {
      if (!variable.always_assigned) emit(Step::Unset, variable.slot, 1);
    }
  }

  CodeRange compile_scoped(const ast::Body& body, std::size_t captures) {
    CodeRange range;
    const std::size_t captures_before = std::exchange(captures_, captures);
    inside_scope([&](Scope& scope) {
      open_scope(scope, body);
      range = out_of_line([&] {
        emit_reset(scope);
        compile_statements(body);
      });
    });
    captures_ = captures_before;
    return range;
  }

  /// A function of its own. Without `outer` it sees nothing but the context.
  template <typename CompileIn>
  Index compile_function(FunctionScope& function, FunctionScope* outer, Scope* outer_scope,
                         std::vector<Variable> variables, CompileIn compile_in) {
    function.index = static_cast<Index>(program_->functions.size());
    function.outer = outer;
    program_->functions.emplace_back();
    Scope* before = expressions_.scope();
    Scope scope{&function, outer_scope, std::move(variables)};
    expressions_.enter(&scope);
    const CodeRange code = compile_in(scope);
    program_->functions[function.index].code = code;
    program_->functions[function.index].context = std::move(function.context);
    expressions_.enter(before);
    return function.index;
  }

  template <typename CompileIn>
  Index compile_inner_function(FunctionScope& function, CompileIn compile_in) {
    Scope* scope = expressions_.scope();
    return compile_function(function, scope->function, scope, {}, compile_in);
  }

  // Loops.

  /// Finds out whether the loop goes over `map.items()` with a key and a value: no list of pairs is
  /// made then.
  static const ast::Expression* entries_source(const ast::For& node, bool& by_method) {
    const bool pair = node.target.is_tuple && node.target.parts.size() == 2 &&
                      !node.target.parts[0].is_tuple && !node.target.parts[1].is_tuple;
    if (!pair || node.condition || node.recursive) return nullptr;
    const auto bare = [](const ast::Arguments& arguments) {
      return arguments.positional.empty() && arguments.keyword.empty() && !arguments.list &&
             !arguments.map;
    };
    if (const auto* call = std::get_if<ast::Call>(&node.items.node)) {
      const auto* method = std::get_if<ast::Attribute>(&call->callee->node);
      by_method = true;
      const bool items = method != nullptr && method->name.text == "items";
      return items && bare(call->arguments) ? method->object.get() : nullptr;
    }
    const auto* filter = std::get_if<ast::FilterUse>(&node.items.node);
    const bool items = filter != nullptr && filter->name.text == "items";
    return items && bare(filter->arguments) ? filter->operand.get() : nullptr;
  }

  void compile_iterable(const ast::For& node, LoopPlan& plan) {
    const ast::Expression* entries = entries_source(node, plan.entries_by_method);
    if (entries != nullptr) plan.entries_of = expressions_.compile(*entries);
    plan.items = expressions_.compile_shared(node.items);
  }

  void compile_loop_body(const ast::For& node, LoopPlan& plan, Scope& scope) {
    std::vector<std::string_view> targets;
    collect_names(node.target, targets);
    for (const std::string_view name : targets) {
      if (name == "loop") {
        fail(node.target.span, "template-syntax", "`loop` is what the loop itself is called",
             "choose another name");
      }
      if (scope.find(name) == nullptr) {
        scope.variables.push_back({name, expressions_.new_slot(), true});
      }
    }
    plan.target = plan_target(node.target);
    if (!node.target.is_tuple) plan.value_slot = plan.target.slot;
    if (plan.entries_of != no_index) {
      plan.key_slot = plan.target.parts[0].slot;
      plan.value_slot = plan.target.parts[1].slot;
    }
    // The condition does not see `loop`: how many rounds there are is not known yet.
    if (node.condition) plan.condition = expressions_.compile(*node.condition);
    const Index loop_slot = expressions_.new_slot();
    const std::size_t loop = scope.variables.size();
    scope.variables.push_back({"loop", loop_slot, true, true});
    plan.first_slot = program_->functions[scope.function->index].slot_count;
    open_scope(scope, node.body);
    plan.slot_count = program_->functions[scope.function->index].slot_count - plan.first_slot;
    plan.body = compile_body(node.body);
    const Variable& variable = scope.variables[loop];
    if (variable.used) plan.entries_of = no_index;  // a full loop object needs a list of items
    if (variable.used || variable.field_used || node.recursive) {
      plan.loop_slot = loop_slot;
    }
  }

  // Macros.

  Index compile_macro(std::string_view name, const std::vector<ast::Parameter>& parameters,
                      const ast::Body& body, bool caller) {
    const auto place = static_cast<Index>(program_->macros.size());
    program_->macros.emplace_back();
    MacroPlan plan;
    plan.name = name;
    plan.caller = caller;
    plan.span = span_;
    for (FunctionScope* outer = expressions_.scope()->function; outer != nullptr;
         outer = outer->outer) {
      program_->functions[outer->index].closures = true;
    }
    FunctionScope function;
    plan.function = compile_inner_function(function, [&](Scope& scope) {
      compile_parameters(parameters, plan, scope);
      const std::size_t implicit = scope.variables.size();
      add_implicit(scope, "varargs");
      add_implicit(scope, "kwargs");
      if (!caller) add_implicit(scope, "caller");
      open_scope(scope, body);
      const CodeRange code = compile_body(body);
      for (std::size_t at = implicit; at < scope.variables.size(); ++at) {
        const Variable& variable = scope.variables[at];
        if (!variable.used || !variable.always_assigned) continue;
        if (variable.name == "varargs") plan.varargs_slot = variable.slot;
        if (variable.name == "kwargs") plan.kwargs_slot = variable.slot;
        if (variable.name == "caller") plan.caller_slot = variable.slot;
      }
      return code;
    });
    program_->macros[place] = std::move(plan);
    return place;
  }

  void compile_parameters(const std::vector<ast::Parameter>& parameters, MacroPlan& plan,
                          Scope& scope) {
    for (const ast::Parameter& parameter : parameters) {
      const Index slot = expressions_.new_slot();
      Index fallback = no_index;
      // A default sees the parameters before its own.
      if (parameter.fallback) fallback = expressions_.compile(*parameter.fallback);
      scope.variables.push_back({parameter.name.text, slot, true});
      plan.parameters.push_back({parameter.name.text, slot, fallback});
      if (parameter.name.text == "caller") plan.caller_slot = slot;
    }
  }

  void add_implicit(Scope& scope, std::string_view name) {
    if (scope.find(name) == nullptr) {
      scope.variables.push_back({name, expressions_.new_slot(), true});
    }
  }

  // Plans.

  AssignmentPlan plan_name(const ast::Name& name) {
    ast::Target target;
    target.name = name;
    target.span = name.span;
    return plan_target(target);
  }

  AssignmentPlan plan_target(const ast::Target& target) {
    AssignmentPlan plan;
    plan.span = target.span;
    if (target.is_tuple) {
      plan.kind = AssignmentPlan::Kind::Several;
      for (const ast::Target& part : target.parts) plan.parts.push_back(plan_target(part));
    } else if (!target.attribute.text.empty()) {
      plan.kind = AssignmentPlan::Kind::NamespaceAttribute;
      plan.object = expressions_.compile_variable(target.name.text, target.name.span);
      plan.attribute = target.attribute.text;
    } else {
      plan.slot = expressions_.scope()->find(target.name.text)->slot;
    }
    return plan;
  }

  Index add_assignment(AssignmentPlan plan) {
    program_->assignments.push_back(std::move(plan));
    return static_cast<Index>(program_->assignments.size() - 1);
  }

  Index add_capture(CapturePlan plan) {
    program_->captures.push_back(std::move(plan));
    return static_cast<Index>(program_->captures.size() - 1);
  }

  Index add_inclusion(InclusionPlan plan) {
    program_->inclusions.push_back(std::move(plan));
    return static_cast<Index>(program_->inclusions.size() - 1);
  }

  InclusionPlan plan_inclusion(const ast::Expression& source, bool with_context) {
    InclusionPlan plan;
    plan.source = expressions_.compile_shared(source);
    plan.with_context = with_context;
    plan.span = source.span;
    if (with_context) plan.visible = visible_names();
    return plan;
  }

  /// Everything that is assigned around the place at hand, innermost first.
  Index visible_names() {
    VisibleNames visible;
    for (Scope* scope = expressions_.scope(); scope != nullptr; scope = scope->outer) {
      for (Variable& variable : scope->variables) {
        const bool known = std::any_of(
            visible.entries.begin(), visible.entries.end(),
            [&](const VisibleNames::Entry& entry) { return entry.name == variable.name; });
        if (known || variable.name == "super") continue;
        const bool used = variable.used;
        const Index expression = expressions_.compile_variable(variable.name, span_);
        variable.used = used;  // being visible is no use yet
        visible.entries.push_back({variable.name, expression});
      }
    }
    program_->visible.push_back(std::move(visible));
    return static_cast<Index>(program_->visible.size() - 1);
  }

  std::unique_ptr<const Program> finish() {
    find_switches(*program_);
    program_->hints = std::make_unique<std::atomic<std::uint32_t>[]>(program_->hint_count);
    return std::move(program_);
  }

  std::unique_ptr<Program> program_;
  const Registry& registry_;
  ExpressionCompiler expressions_;
  std::vector<Instruction> code_;
  std::vector<Span> spans_;
  Span span_;                         // of the statement at hand
  std::size_t captures_ = 0;          // bodies around it whose text is kept
  bool conditional_extends_ = false;  // whether the template extends another is known when it runs
};

}  // namespace

std::unique_ptr<const Program> compile_template(const Environment& environment,
                                                const Span& source) {
  const Options& options = environment.options();
  return Compiler(environment, source).compile(parse_template(source, options));
}

std::unique_ptr<const Program> compile_expression(const Environment& environment,
                                                  const Span& source) {
  const Options& options = environment.options();
  return Compiler(environment, source).compile(parse_lone_expression(source, options));
}

}  // namespace plinth::jinja
