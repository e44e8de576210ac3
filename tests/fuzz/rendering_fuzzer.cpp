// Any bytes as an environment's options, a context and several templates that name each other: a
// result or a DiagnosticError, within the limits, and nothing else. The parts end with a zero byte:
// options, JSON, then the templates `main`, `a`, `b`, `c`.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "jinja/editions.hpp"
#include "jinja/environment.hpp"
#include "jinja/loader.hpp"
#include "jinja/value_json.hpp"
#include "jinja/value_text.hpp"

namespace {

using plinth::jinja::Escape;
using plinth::jinja::Options;
using plinth::jinja::Spelling;
using plinth::jinja::UndefinedPolicy;
using plinth::jinja::Value;
using Json = nlohmann::ordered_json;

std::string_view next_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\0'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

/// Each byte is one choice.
Options options_of(std::string_view bytes) {
  const auto choice = [&](std::size_t at, int many) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) % many : 0;
  };
  Options options;
  options.trim_blocks = choice(0, 2) == 1;
  options.lstrip_blocks = choice(1, 2) == 1;
  options.keep_trailing_newline = choice(2, 2) == 1;
  options.auto_indent = choice(3, 2) == 1;
  options.plain_output = choice(4, 2) == 1;
  options.plain_json = choice(5, 2) == 1;
  options.undefined = static_cast<UndefinedPolicy>(choice(6, 3));
  options.spelling = static_cast<Spelling>(choice(7, 2));
  options.escape = static_cast<Escape>(choice(8, 3));
  if (choice(9, 4) == 1) options.delimiters.line_statement = "#";
  if (choice(10, 4) == 1) options.delimiters.line_comment = "##";
  options.limits = {1U << 20U, 50'000, 64U << 20U, 50, 100'000, 100};
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const Options options = options_of(next_part(rest));
  const Json json = Json::parse(next_part(rest), nullptr, false);
  plinth::jinja::InMemoryLoader loader;
  for (const char* name : {"main", "a", "b", "c"}) loader.add(name, std::string(next_part(rest)));
  plinth::jinja::Environment environment(options, loader);
  try {
    Value context =
        json.is_object() ? plinth::jinja::value_from_json(json) : Value(plinth::jinja::Map());
    if (options.escape == Escape::Code) context = plinth::jinja::taint_everything(context);
    environment.prepare("main");
    const auto& main = environment.get_template("main");
    main.render(context);
    // The marks of editions stay behind: of UTF-8 comes UTF-8, whole.
    const std::array<std::string, 2> editions{"a", "b"};
    for (const auto& text : main.render(context, editions)) {
      if (plinth::jinja::has_marks(text.str())) std::abort();
    }
  } catch (const plinth::DiagnosticError& error) {
    if (plinth::print_diagnostic(error.diagnostic()).empty()) std::abort();
  }
  return 0;
}
