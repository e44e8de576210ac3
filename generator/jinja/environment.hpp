#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "jinja/filter_call.hpp"
#include "jinja/loader.hpp"
#include "jinja/options.hpp"
#include "jinja/rendered_text.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

struct Program;
struct Registry;

/// A compiled template. Moves; must not outlive its environment and its source file. May be
/// rendered by several threads at once.
class Template {
 public:
  explicit Template(std::unique_ptr<const Program> program);
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;
  ~Template();

  /// The text for `context`, a map whose entries are the template's variables.
  /// Throws DiagnosticError; the notes tell the includes and macros that led to the place.
  RenderedText render(const Value& context) const;

  /// The texts of `editions` (one or two), which differ where the template says `edition`: both at
  /// the price of one.
  std::vector<RenderedText> render(const Value& context,
                                   std::span<const std::string> editions) const;

  /// What is suspicious, though not wrong: text of a child template outside its blocks.
  const std::vector<Diagnostic>& warnings() const;

  const Program& program() const { return *program_; }

 private:
  std::unique_ptr<const Program> program_;
};

/// A compiled expression such as `stack.cache != 'none'`. As a Template in all else.
class Expression {
 public:
  explicit Expression(std::unique_ptr<const Program> program);
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();

  /// Throws DiagnosticError.
  Value evaluate(const Value& context) const;

 private:
  std::unique_ptr<const Program> program_;
};

/// Options, filters, tests, global values and where templates come from.
/// Add to it first, then compile, then render: adding while another thread compiles or renders is
/// not allowed. Compiling and rendering by several threads at once is.
class Environment {
 public:
  explicit Environment(Options options, TemplateLoader& loader);
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment();

  const Options& options() const;

  /// Replaces a filter of the same name, also a built-in one.
  void add_filter(std::string name, Filter filter, FilterTraits traits = {});
  void add_test(std::string name, Test test);
  void add_global(std::string name, Value value);
  /// A global that templates call: `name(1, key=2)`.
  void add_function(std::string name, Function function);

  /// The template called `name`, compiled at the first call. Throws DiagnosticError: id
  /// `no-such-template`, or what is wrong with it.
  const Template& get_template(std::string_view name);

  /// Compiles `name` and every template that it names by a constant, so that nobody waits for it
  /// later. What is wrong with one of them is found again by whoever renders it. Returns how many
  /// bytes they have together: a hint how long rendering will take.
  std::size_t prepare(std::string_view name);

  /// The template that stands in `source`, a part of some file: a YAML scalar, say. Diagnostics
  /// point into that file. Throws DiagnosticError.
  Template compile(const Span& source);

  /// Throws DiagnosticError.
  Expression compile_expression(const Span& source);

  /// The same as `get_template`, but null if the loader knows no such name.
  const Template* find_template(std::string_view name) const;

  // For the engine's own use.
  const Registry& registry() const { return *registry_; }

 private:
  struct Templates;
  std::unique_ptr<Registry> registry_;
  std::unique_ptr<Templates> templates_;
};

}  // namespace plinth::jinja
