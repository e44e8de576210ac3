#include "cli/text_report.hpp"

#include <algorithm>

namespace plinth::cli {
namespace {

std::size_t severity_count(const DiagnosticSink& sink, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(sink.diagnostics().begin(), sink.diagnostics().end(),
                    [&](const Diagnostic& one) { return one.severity == severity; }));
}

/// A pack that takes part in every service says nothing about this one.
bool is_choice(const Pack& pack) { return pack.selected && text_of(pack.selected) != "true"; }

}  // namespace

std::string with_separators(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return with_separators(number) + " " + std::string(number == 1 ? one : many);
}

std::string headline(const Design& design, const std::vector<const Pack*>& packs) {
  const auto whole = [](const Resource& resource) { return resource.whole == no_index; };
  const auto resources = static_cast<std::size_t>(
      std::count_if(design.resources.begin(), design.resources.end(), whole));
  std::string line =
      design.service.name.snake + " · " + counted(resources, "resource", "resources");
  line += ", " + counted(design.endpoints.size(), "endpoint", "endpoints");
  line += ", " + counted(design.errors.size(), "error code", "error codes");
  if (design.auth) line += ", " + counted(design.roles.size() + 1, "role", "roles");
  std::string titles;
  for (const Pack* pack : packs) {
    if (!is_choice(*pack) || pack->title.empty()) continue;
    titles += (titles.empty() ? "" : ", ") + pack->title;
  }
  return titles.empty() ? line : line + " · " + titles;
}

std::string headline(const System& system) {
  std::string line = system.about.name.snake + " · ";
  line += counted(system.services.size(), "service", "services");
  line += ", " + counted(system.routes.size(), "route", "routes");
  return line + ", " + counted(system.events.size(), "event", "events");
}

std::string counted_problems(const DiagnosticSink& sink) {
  const std::size_t errors = severity_count(sink, Severity::Error);
  const std::size_t warnings = severity_count(sink, Severity::Warning);
  std::string text;
  if (errors > 0) text = counted(errors, "error", "errors");
  if (warnings > 0) {
    text += (text.empty() ? "" : " and ") + counted(warnings, "warning", "warnings");
  }
  return text;
}

std::string Stopwatch::elapsed() const {
  const auto passed = std::chrono::steady_clock::now() - start_;
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(passed).count();
  if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
  return std::to_string(milliseconds / 1000) + "." + std::to_string(milliseconds % 1000 / 100) +
         " s";
}

}  // namespace plinth::cli
