#include "jinja/environment.hpp"

#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>

#include "jinja/builtins.hpp"
#include "jinja/callable.hpp"
#include "jinja/compiler.hpp"
#include "jinja/editions.hpp"
#include "jinja/program.hpp"
#include "jinja/program_bytes.hpp"
#include "jinja/registry.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"

namespace plinth::jinja {

Options Options::for_packs() {
  Options options;
  options.trim_blocks = true;
  options.lstrip_blocks = true;
  options.keep_trailing_newline = true;
  options.auto_indent = true;
  options.plain_output = true;
  options.plain_json = true;
  options.undefined = UndefinedPolicy::Strict;
  options.spelling = Spelling::Json;
  options.escape = Escape::Code;
  // A contract of 10,000 resources has 260 MB.
  options.limits.output_bytes = std::size_t{1} << 30U;
  options.limits.made_bytes = std::size_t{64} << 30U;
  options.limits.steps = 1'000'000'000;
  return options;
}

const Value* FilterCall::argument(std::size_t position, std::string_view keyword_name) const {
  if (position < positional.size()) return &positional[position];
  for (const KeywordArgument& given : keyword) {
    if (given.name == keyword_name) return &given.value;
  }
  return nullptr;
}

void FilterCall::fail(std::string_view id, std::string message, std::string hint) const {
  jinja::fail(span, id, std::move(message), std::move(hint));
}

namespace {

/// The names of other templates that `program` includes, imports or extends, as far as they are
/// constants.
std::vector<std::string_view> named_templates(const Program& program) {
  std::vector<Index> sources;
  for (const InclusionPlan& plan : program.inclusions) sources.push_back(plan.source);
  for (const Instruction& instruction : program.code) {
    if (instruction.step == Step::Extends) sources.push_back(instruction.a);
  }
  std::vector<std::string_view> names;
  for (const Index source : sources) {
    const ExpressionNode& node = program.expressions[source];
    if (node.operation != Operation::Constant) continue;
    const Value& name = program.constants[node.a];
    if (name.is_string()) names.push_back(name.as_string());
  }
  return names;
}

}  // namespace

// Templates and expressions.

Template::Template(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

RenderedText Template::render(const Value& context) const {
  return RenderedText(Renderer(*program_, context).render());
}

std::vector<RenderedText> Template::render(const Value& context,
                                           std::span<const std::string> editions) const {
  std::string text = Renderer(*program_, context, editions).render();
  std::vector<RenderedText> texts;
  if (editions.size() < most_editions) {
    texts.push_back(RenderedText(std::move(text)));
    return texts;
  }
  for (std::string& one : texts_of_editions(std::move(text))) {
    texts.push_back(RenderedText(std::move(one)));
  }
  return texts;
}

const std::vector<Diagnostic>& Template::warnings() const { return program_->warnings; }

Expression::Expression(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Value Expression::evaluate(const Value& context) const {
  return Renderer(*program_, context).evaluate();
}

// Environment.

struct Environment::Templates {
  explicit Templates(TemplateLoader& source) : loader(source) {}

  TemplateLoader& loader;
  std::shared_mutex mutex;
  std::map<std::string, Template, std::less<>> compiled;
};

Environment::Environment(Options options, TemplateLoader& loader)
    : registry_(std::make_unique<Registry>()), templates_(std::make_unique<Templates>(loader)) {
  registry_->options = std::move(options);
  add_text_filters(*registry_);
  add_markup_filters(*registry_);
  add_sequence_filters(*registry_);
  add_selection_filters(*registry_);
  add_number_filters(*registry_);
  add_builtin_tests(*registry_);
  add_builtin_globals(*registry_);
}

Environment::~Environment() = default;

const Options& Environment::options() const { return registry_->options; }

void Environment::add_filter(std::string name, Filter filter, FilterTraits traits) {
  FilterEntry entry{name, std::move(filter), traits};
  registry_->filters.insert_or_assign(std::move(name), std::move(entry));
}

void Environment::add_test(std::string name, Test test) {
  TestEntry entry{name, std::move(test), false};
  registry_->tests.insert_or_assign(std::move(name), std::move(entry));
}

void Environment::add_global(std::string name, Value value) {
  registry_->globals.set(std::string_view(name), std::move(value));
}

void Environment::add_function(std::string name, Function function) {
  NativeFunction native{name, std::move(function)};
  add_global(std::move(name), Value::callable({std::move(native)}));
}

const Template& Environment::get_template(std::string_view name) {
  const Template* found = find_template(name);
  if (found == nullptr) {
    fail({}, "no-such-template", "there is no template " + quoted(name));
  }
  return *found;
}

const Template* Environment::find_template(std::string_view name) const {
  {
    const std::shared_lock<std::shared_mutex> lock(templates_->mutex);
    const auto known = templates_->compiled.find(name);
    if (known != templates_->compiled.end()) return &known->second;
  }
  // Compiled under the lock: a template is compiled once, whoever comes first.
  const std::unique_lock<std::shared_mutex> lock(templates_->mutex);
  const auto known = templates_->compiled.find(name);
  if (known != templates_->compiled.end()) return &known->second;
  const SourceFile* file = templates_->loader.find(name);
  if (file == nullptr) return nullptr;
  const Span source{file, 0, static_cast<std::uint32_t>(file->text().size())};
  std::unique_ptr<const Program> program;
  if (const std::string_view bytes = templates_->loader.compiled(*file); !bytes.empty()) {
    program = program_of(bytes, *this, source);
  }
  if (!program) program = compile_template(*this, source);
  return &templates_->compiled.emplace(name, Template(std::move(program))).first->second;
}

std::size_t Environment::prepare(std::string_view name) {
  std::size_t bytes = 0;
  std::set<std::string, std::less<>> known{std::string(name)};
  std::vector<std::string> pending{std::string(name)};
  while (!pending.empty()) {
    const std::string next = std::move(pending.back());
    pending.pop_back();
    try {
      const Template* found = find_template(next);
      if (found == nullptr) continue;
      bytes += found->program().source.end - found->program().source.begin;
      for (const std::string_view other : named_templates(found->program())) {
        if (known.emplace(other).second) pending.emplace_back(other);
      }
    } catch (const DiagnosticError&) {
      continue;
    }
  }
  return bytes;
}

Template Environment::compile(const Span& source) {
  return Template(compile_template(*this, source));
}

Expression Environment::compile_expression(const Span& source) {
  return Expression(jinja::compile_expression(*this, source));
}

}  // namespace plinth::jinja
