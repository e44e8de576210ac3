#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "jinja/environment.hpp"
#include "pack/pack.hpp"
#include "pack/pack_source.hpp"

namespace plinth {

/// An expression of a pack.yaml, compiled.
class PackExpression {
 public:
  /// Throws DiagnosticError.
  PackExpression(const Span& source, jinja::Environment& environment)
      : source_(source), compiled_(environment.compile_expression(source)) {}

  /// Throws DiagnosticError; an undefined value is one, `undefined-name`: a misspelt condition must
  /// not pass for a false one.
  jinja::Value evaluate(const jinja::Value& context) const;

  /// Whether the value is a number that is not 0, a text, list or map that is not empty, or true.
  bool holds(const jinja::Value& context) const;

 private:
  Span source_;
  jinja::Expression compiled_;
};

/// The spellings of a pack's types, each compiled when it is first needed; by any thread.
class TypeSpeller {
 public:
  TypeSpeller(const Pack& pack, jinja::Environment& environment)
      : pack_(pack), environment_(environment) {}

  /// The spelling of the type that the filter is called with: a map with a `kind`, or a kind alone.
  /// A kind that the pack does not spell is a DiagnosticError `unmapped-type` at its `types`.
  jinja::Value spell(const jinja::FilterCall& call);

 private:
  const TypeSpelling& find(std::string_view kind, const Span& needed_at) const;
  const jinja::Template& compiled(const TypeSpelling& type);

  const Pack& pack_;
  jinja::Environment& environment_;
  std::mutex mutex_;
  std::map<std::string, jinja::Template, std::less<>> compiled_;
};

/// Where the templates of one pack are compiled, with all that the pack says as data: a filter for
/// each style of `names` and `escaping`, the filter `spelling` for `types`, and the variable `pack`
/// (`name`, `title`, `values`). The pack and the source outlive it.
class PackEnvironment {
 public:
  PackEnvironment(const Pack& pack, const PackSource& source);
  PackEnvironment(const PackEnvironment&) = delete;
  PackEnvironment& operator=(const PackEnvironment&) = delete;

  jinja::Environment& templates() { return environment_; }

  /// Whether there is a template called `name`.
  bool has(std::string_view name) { return loader_.find(name) != nullptr; }

 private:
  PackTemplates loader_;
  jinja::Environment environment_;
  TypeSpeller speller_;
};

}  // namespace plinth
