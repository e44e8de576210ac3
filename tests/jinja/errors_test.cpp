#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic_printer.hpp"
#include "golden_diagnostics.hpp"
#include "jinja/environment.hpp"
#include "jinja/value_json.hpp"

// Every case of `errors/cases.json` fails; how it is printed stands in `errors/printed.txt`.
// `PLINTH_UPDATE_GOLDEN=1` writes that anew; the difference is to be reviewed.
//
// A case: `name`; `template`, or `templates` by name, of which `main` is rendered; `context`, where
// it is not the common one; `options`: "jinja2" (the default), "strict" or "pack"; `limits`.

namespace plinth::jinja {
namespace {

using Json = nlohmann::ordered_json;

const std::filesystem::path folder =
    std::filesystem::path(PLINTH_SOURCE_DIR) / "tests/jinja/errors";

Options options_of(const Json& one) {
  const std::string kind = one.value("options", "jinja2");
  Options options = kind == "pack" ? Options::for_packs() : Options{};
  if (kind == "strict") options.undefined = UndefinedPolicy::Strict;
  if (one.contains("limits")) {
    const Json& limits = one["limits"];
    options.limits.output_bytes = limits.value("output", options.limits.output_bytes);
    options.limits.steps = limits.value("steps", options.limits.steps);
    options.limits.made_bytes = limits.value("made", options.limits.made_bytes);
    options.limits.items = limits.value("items", options.limits.items);
    options.limits.recursion = limits.value("recursion", options.limits.recursion);
    options.limits.nesting = limits.value("nesting", options.limits.nesting);
  }
  return options;
}

std::string printed(const Json& one, const Json& common) {
  InMemoryLoader loader;
  if (one.contains("templates")) {
    for (const auto& [name, text] : one["templates"].items()) loader.add(name, text);
  } else {
    loader.add("main", one["template"]);
  }
  Environment environment(options_of(one), loader);
  try {
    Value context = value_from_json(one.contains("context") ? one["context"] : common);
    Map with_hostile = context.as_map();
    with_hostile.set("summary", Value::tainted("it's free text"));
    return "no error: " + environment.get_template("main").render(with_hostile).str() + "\n";
  } catch (const DiagnosticError& error) {
    return print_diagnostic(error.diagnostic());
  }
}

}  // namespace

TEST_CASE("errors: each is printed as it was reviewed") {
  const Json cases = Json::parse(file_text(folder / "cases.json"));
  std::string all;
  for (const Json& one : cases["cases"]) {
    const std::string text = printed(one, cases["context"]);
    CAPTURE(one["name"].get<std::string>());
    CHECK_FALSE(text.starts_with("no error"));
    all += "== " + one["name"].get<std::string>() + "\n" + text + "\n";
  }
  CHECK(cases["cases"].size() >= 100);
  if (std::getenv("PLINTH_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(folder / "printed.txt", std::ios::binary) << all;
  }
  CHECK(all == file_text(folder / "printed.txt"));
}

}  // namespace plinth::jinja
