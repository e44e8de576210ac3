// The parts are those of the standard (OASIS, Static Analysis Results Interchange Format 2.1.0):
// 3.14 run, 3.19 tool component, 3.27 result, 3.30 region, 3.49 rule, 3.55 fix.

#include "diagnostics/sarif_log.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace plinth {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view level_of(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

/// `name` as a reference of RFC 3986: everything that is none of its own characters is escaped.
std::string uri_of(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~/";
  std::string uri = name.starts_with('/') ? "file://" : "";
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += digits[byte >> 4U];
      uri += digits[byte & 0xFU];
    }
  }
  return uri;
}

Json region_of(const Span& span) {
  const Position begin = span.file->position(span.begin);
  const Position end = span.file->position(span.end);
  return Json{{"startLine", begin.line},
              {"startColumn", begin.column},
              {"endLine", end.line},
              {"endColumn", end.column}};
}

/// An option of the command line is no file: it has a name and no place that a program could open.
bool is_option(const Span& span) { return span.file->name().starts_with("--"); }

Json location_of(const Span& span) {
  if (is_option(span)) {
    return Json{{"logicalLocations", Json::array({Json{{"name", span.file->name()}}})}};
  }
  return Json{
      {"physicalLocation",
       {{"artifactLocation", {{"uri", uri_of(span.file->name())}}}, {"region", region_of(span)}}}};
}

/// `unknown-type` -> `Unknown type`
std::string title_of(std::string_view id) {
  std::string title(id);
  for (char& c : title) c = c == '-' ? ' ' : c;
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

/// The rules of the results, by id, and where each stands among them.
class Rules {
 public:
  explicit Rules(std::span<const Diagnostic> diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) first_.emplace(diagnostic.id, &diagnostic);
    std::size_t index = 0;
    for (const auto& [id, diagnostic] : first_) index_.emplace(id, index++);
  }

  std::size_t index_of(const std::string& id) const { return index_.at(id); }

  Json as_json() const {
    Json rules = Json::array();
    for (const auto& [id, diagnostic] : first_) {
      Json rule{{"id", id},
                {"shortDescription", {{"text", title_of(id)}}},
                {"defaultConfiguration", {{"level", level_of(diagnostic->severity)}}}};
      rule["help"]["text"] =
          diagnostic->hint.empty()
              ? title_of(id) +
                    ". The message of each result says what was found and what was wanted."
              : title_of(id) + ". For example: " + diagnostic->hint;
      rules.push_back(std::move(rule));
    }
    return rules;
  }

 private:
  std::map<std::string, const Diagnostic*> first_;
  std::map<std::string, std::size_t> index_;
};

/// What a hint names to be written in place of what the diagnostic points at; empty if it does not.
std::string_view replacement_in(std::string_view hint) {
  constexpr std::string_view before = "did you mean `";
  constexpr std::string_view after = "`?";
  if (!hint.starts_with(before) || !hint.ends_with(after)) return {};
  hint.remove_prefix(before.size());
  hint.remove_suffix(after.size());
  return hint.find('`') == std::string_view::npos ? hint : std::string_view{};
}

/// Whether what the diagnostic points at is the very word that its message names. Where a text is
/// escaped or folded, it points at the whole of it, and a word put in its place would destroy it.
bool points_at_word(const Diagnostic& diagnostic) {
  if (!diagnostic.span || is_option(diagnostic.span)) return false;
  const Span& span = diagnostic.span;
  const std::string word(span.file->text().substr(span.begin, span.end - span.begin));
  return diagnostic.message.find("`" + word + "`") != std::string::npos;
}

Json fixes_of(const Diagnostic& diagnostic, std::string_view replacement) {
  const Json change{
      {"artifactLocation", {{"uri", uri_of(diagnostic.span.file->name())}}},
      {"replacements", Json::array({Json{{"deletedRegion", region_of(diagnostic.span)},
                                         {"insertedContent", {{"text", replacement}}}}})}};
  return Json::array({Json{{"description", {{"text", "write `" + std::string(replacement) + "`"}}},
                           {"artifactChanges", Json::array({change})}}});
}

Json related_locations(const Diagnostic& diagnostic) {
  Json related = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json location = note.span ? location_of(note.span) : Json::object();
    location["message"]["text"] = note.message;
    related.push_back(std::move(location));
  }
  return related;
}

Json result_of(const Diagnostic& diagnostic, const Rules& rules) {
  std::string text = diagnostic.message;
  if (!diagnostic.label.empty()) text += ": " + diagnostic.label;
  if (!diagnostic.hint.empty()) text += "\nhint: " + diagnostic.hint;
  Json result{{"ruleId", diagnostic.id},
              {"ruleIndex", rules.index_of(diagnostic.id)},
              {"level", level_of(diagnostic.severity)},
              {"message", {{"text", std::move(text)}}}};
  result["locations"] = Json::array();
  if (diagnostic.span) result["locations"].push_back(location_of(diagnostic.span));
  if (!diagnostic.notes.empty()) result["relatedLocations"] = related_locations(diagnostic);
  const std::string_view replacement = replacement_in(diagnostic.hint);
  if (!replacement.empty() && points_at_word(diagnostic)) {
    result["fixes"] = fixes_of(diagnostic, replacement);
  }
  return result;
}

}  // namespace

std::string diagnostics_as_sarif(std::span<const Diagnostic> diagnostics, const SarifRun& run) {
  const Rules rules(diagnostics);
  Json results = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) results.push_back(result_of(diagnostic, rules));
  const Json one{
      {"tool",
       {{"driver", {{"name", "plinth"}, {"version", run.version}, {"rules", rules.as_json()}}}}},
      {"invocations",
       Json::array({Json{{"executionSuccessful", run.completed}, {"exitCode", run.exit}}})},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  const Json log{{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({one})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
