#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "jinja/environment.hpp"

namespace plinth::jinja {

using Templates = std::vector<std::pair<std::string, std::string>>;
using Json = nlohmann::ordered_json;

/// What the template `main` gives, or `error-id@line:column message` if it fails.
std::string render(const Templates& templates, const Value& context, const Options& options = {});
std::string render(const std::string& text, const Json& context = Json::object(),
                   const Options& options = {});

/// The error of rendering `text`; fails the test if there is none.
Diagnostic error_of(const std::string& text, const Json& context = Json::object(),
                    const Options& options = {});

struct Row {
  std::string source;
  std::string expected;
};

/// Renders each source and compares.
void check_rows(std::span<const Row> rows, const Json& context = Json::object(),
                const Options& options = {});

/// Renders each source, which must fail with the error id that is expected.
void check_errors(std::span<const Row> rows, const Json& context = Json::object(),
                  const Options& options = {});

Options strict_options();

}  // namespace plinth::jinja
