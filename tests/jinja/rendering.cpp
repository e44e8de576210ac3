#include "jinja/rendering.hpp"

#include <doctest/doctest.h>

#include "jinja/compiled_loader.hpp"
#include "jinja/value_json.hpp"

namespace plinth::jinja {
namespace {

std::string spelt(const Diagnostic& diagnostic) {
  const Span& span = diagnostic.span;
  const Position at = span ? span.file->position(span.begin) : Position{0, 0};
  return diagnostic.id + "@" + std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
         diagnostic.message;
}

}  // namespace

std::string render(const Templates& templates, const Value& context, const Options& options) {
  InMemoryLoader loader;
  for (const auto& [name, text] : templates) loader.add(name, text);
  const auto render_from = [&](TemplateLoader& source) {
    Environment environment(options, source);
    try {
      return environment.get_template("main").render(context).str();
    } catch (const DiagnosticError& error) {
      return spelt(error.diagnostic());
    }
  };
  const std::string rendered = render_from(loader);
  // What was compiled before, and stored, does the same.
  CompiledLoader compiled(loader, options);
  CHECK(render_from(compiled) == rendered);
  return rendered;
}

std::string render(const std::string& text, const Json& context, const Options& options) {
  return render({{"main", text}}, value_from_json(context), options);
}

Diagnostic error_of(const std::string& text, const Json& context, const Options& options) {
  InMemoryLoader loader;
  loader.add("main", text);
  Environment environment(options, loader);
  Diagnostic found;
  try {
    const std::string output =
        environment.get_template("main").render(value_from_json(context)).str();
    FAIL_CHECK("no error, but: " << output);
  } catch (const DiagnosticError& error) {
    found = error.diagnostic();
  }
  found.span.file = nullptr;  // the file ends with the loader
  for (Note& note : found.notes) note.span.file = nullptr;
  return found;
}

void check_rows(std::span<const Row> rows, const Json& context, const Options& options) {
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(render(row.source, context, options) == row.expected);
  }
}

void check_errors(std::span<const Row> rows, const Json& context, const Options& options) {
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(error_of(row.source, context, options).id == row.expected);
  }
}

Options strict_options() {
  Options options;
  options.undefined = UndefinedPolicy::Strict;
  return options;
}

}  // namespace plinth::jinja
