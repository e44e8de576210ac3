// jinja-cases CASES.json [DIFFERENCES.json]
//
// Renders every case of a file of cases recorded from Jinja2 and compares. Cases that
// DIFFERENCES.json names (by default the file of that name beside the cases) are left out: they
// differ on purpose. Prints each failure, then `N passed, M failed`; exits 1 if any failed.

#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic_printer.hpp"
#include "jinja/compiled_loader.hpp"
#include "jinja/environment.hpp"
#include "jinja/value_json.hpp"

namespace {

using plinth::DiagnosticError;
using plinth::jinja::CompiledLoader;
using plinth::jinja::Environment;
using plinth::jinja::InMemoryLoader;
using plinth::jinja::Options;
using plinth::jinja::TemplateLoader;
using Json = nlohmann::ordered_json;

Json read_json(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return Json::parse(file);
}

Options options_of(const Json& environment) {
  Options options;
  const auto text = [&](const char* key, std::string& target) {
    if (environment.contains(key)) target = environment[key].get<std::string>();
  };
  options.trim_blocks = environment.value("trim_blocks", false);
  options.lstrip_blocks = environment.value("lstrip_blocks", false);
  options.keep_trailing_newline = environment.value("keep_trailing_newline", false);
  const std::string undefined = environment.value("undefined", "default");
  if (undefined == "strict") options.undefined = plinth::jinja::UndefinedPolicy::Strict;
  if (undefined == "chainable") options.undefined = plinth::jinja::UndefinedPolicy::Chainable;
  if (environment.value("autoescape", false)) options.escape = plinth::jinja::Escape::Html;
  text("block_start_string", options.delimiters.block_start);
  text("block_end_string", options.delimiters.block_end);
  text("variable_start_string", options.delimiters.variable_start);
  text("variable_end_string", options.delimiters.variable_end);
  text("comment_start_string", options.delimiters.comment_start);
  text("comment_end_string", options.delimiters.comment_end);
  text("line_statement_prefix", options.delimiters.line_statement);
  text("line_comment_prefix", options.delimiters.line_comment);
  return options;
}

struct Outcome {
  bool failed = false;
  std::string text;  // the output, or the error as it is printed
  std::size_t line = 0;
};

Outcome render_from(TemplateLoader& loader, const Json& one) {
  Environment environment(options_of(one["env"]), loader);
  try {
    const auto context = plinth::jinja::value_from_json(one["context"]);
    return {false, environment.get_template("main").render(context).str(), 0};
  } catch (const DiagnosticError& error) {
    const plinth::Span& span = error.diagnostic().span;
    const std::size_t line = span ? span.file->position(span.begin).line : 0;
    return {true, print_diagnostic(error.diagnostic()), line};
  }
}

/// Renders from the source, and from what was compiled before and stored, which must be the same.
Outcome render(const Json& one) {
  InMemoryLoader loader;
  if (one.contains("templates")) {
    for (const auto& [name, text] : one["templates"].items()) loader.add(name, text);
  } else {
    loader.add("main", one["template"]);
  }
  CompiledLoader compiled(loader, options_of(one["env"]));
  const Outcome outcome = render_from(loader, one);
  const Outcome stored = render_from(compiled, one);
  if (stored.text != outcome.text) return {true, "from bytes: " + stored.text, 0};
  return outcome;
}

/// What is wrong with the outcome, or nothing.
std::string complaint(const Json& one, const Outcome& outcome) {
  if (!one.contains("error")) {
    const auto expected = one["expected"].get<std::string>();
    if (!outcome.failed && outcome.text == expected) return {};
    return "  expected " + Json(expected).dump() + "\n  found    " +
           (outcome.failed ? outcome.text : Json(outcome.text).dump());
  }
  const std::string wanted =
      one["error"].get<std::string>() + " error: " + one["jinja_message"].get<std::string>();
  if (!outcome.failed) {
    return "  expected a " + wanted + "\n  found    " + Json(outcome.text).dump();
  }
  if (one.contains("error_line") && outcome.line != one["error_line"].get<std::size_t>()) {
    return "  expected in line " + one["error_line"].dump() + " a " + wanted + "\n  found    " +
           outcome.text;
  }
  return {};
}

std::set<std::string> names_left_out(const std::string& path) {
  std::set<std::string> names;
  if (!std::ifstream(path)) return names;
  const Json reasons = read_json(path);
  for (const auto& [name, reason] : reasons.items()) names.insert(name);
  return names;
}

int run(const std::string& cases, const std::string& differences) {
  const std::set<std::string> left_out = names_left_out(differences);
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
  for (const Json& one : read_json(cases)) {
    const auto name = one["name"].get<std::string>();
    if (left_out.count(name) > 0) {
      ++skipped;
      continue;
    }
    const std::string wrong = complaint(one, render(one));
    if (wrong.empty()) {
      ++passed;
      continue;
    }
    ++failed;
    const Json& source = one.contains("templates") ? one["templates"] : one["template"];
    std::cout << name << ": " << source.dump() << '\n' << wrong << '\n';
  }
  if (skipped > 0) std::cout << skipped << " left out: different on purpose\n";
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || count > 3) {
    std::cerr << "usage: jinja-cases CASES.json [DIFFERENCES.json]\n";
    return 64;
  }
  const std::string cases = arguments[1];
  const std::string folder = cases.substr(0, cases.rfind('/') + 1);
  try {
    return run(cases, count == 3 ? arguments[2] : folder + "differences.json");
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
