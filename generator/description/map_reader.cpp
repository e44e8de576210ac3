#include "description/map_reader.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "description/foreign_relation.hpp"
#include "diagnostics/nearest_word.hpp"
#include "yaml/quoting.hpp"

namespace plinth {
namespace {

constexpr std::size_t most_listed = 12;  // keys in a hint; more of them nobody reads

/// `{a:1}`: the reader of the file has said that a space is missing behind the colon.
bool is_glued_colon(const yaml::Entry& entry) {
  return entry.value.is_null() && entry.value.bare &&
         entry.key.text.find(':') != std::string_view::npos;
}

/// `{message: Sorry, friend}`: YAML ends the text at the comma and takes the rest for a key. False
/// if that is not it.
bool report_text_behind_comma(const yaml::Node& map, const yaml::Entry& entry,
                              DiagnosticSink& sink) {
  const auto at = static_cast<std::size_t>(&entry - map.entries.data());
  if (!entry.value.is_null() || !entry.value.bare || at == 0) return false;
  const yaml::Entry& before = map.entries[at - 1];
  if (!before.value.is_scalar() || before.value.quoted) return false;
  const Span text = cover(before.value.span, entry.key.span);
  sink.error("yaml-comma", entry.key.span,
             "`" + std::string(entry.key.text) +
                 "` was read as a key without a value: inside braces a text ends at a comma")
      .note(before.key.span, "the text begins here")
      .hint("if it belongs to the text, put all of it into quotes: `" +
            std::string(before.key.text) + ": " +
            yaml::quoted(text.file->text().substr(text.begin, text.end - text.begin)) + "`");
  return true;
}

std::string listed(std::span<const std::string_view> known) {
  std::string text;
  for (const std::string_view key : known)
    text += (text.empty() ? "`" : ", `") + std::string(key) + "`";
  return text;
}

/// Of a resource or a field, which are what has `fields`: a relation as other tools write it.
std::string relation_hint(const yaml::Entry& entry, std::span<const std::string_view> known) {
  if (std::find(known.begin(), known.end(), "fields") == known.end()) return {};
  return hint_for_relation_key(entry.key.text, entry.value.text);
}

}  // namespace

std::string_view kind_in_words(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Node::Kind::Null:
      return "nothing";
    case yaml::Node::Kind::Scalar:
      return "text";
    case yaml::Node::Kind::List:
      return "a list";
    case yaml::Node::Kind::Map:
      return "a map";
  }
  return {};
}

void report_kind(const yaml::Node& node, std::string_view wanted, DiagnosticSink& sink,
                 std::string_view hint) {
  const std::string message =
      "expected " + std::string(wanted) + ", found " + std::string(kind_in_words(node));
  sink.error("wrong-kind", node.span, message).hint(std::string(hint));
}

bool expect_map(const yaml::Node& node, DiagnosticSink& sink, std::string_view hint) {
  if (node.is_map()) return true;
  report_kind(node, "a map", sink, hint);
  return false;
}

bool expect_value(const yaml::Entry& entry, DiagnosticSink& sink, bool required) {
  if (!entry.value.is_null()) return true;
  if (is_glued_colon(entry)) return false;
  sink.error("missing-value", entry.key.span, "`" + std::string(entry.key.text) + "` has no value")
      .hint(required ? "write one: the key cannot be left out" : "write one, or leave the key out");
  return false;
}

std::string report_unknown_key(const yaml::Node& map, const yaml::Entry& entry,
                               std::string_view where, std::span<const std::string_view> known,
                               DiagnosticSink& sink) {
  if (is_glued_colon(entry)) return {};
  const std::vector<std::string> words(known.begin(), known.end());
  const std::string nearest = nearest_word(entry.key.text, words);
  if (nearest.empty() && report_text_behind_comma(map, entry, sink)) return {};
  DiagnosticBuilder report =
      sink.error("unknown-key", entry.key.span,
                 "unknown key `" + std::string(entry.key.text) + "` in " + std::string(where));
  const std::string relation = relation_hint(entry, known);
  if (!nearest.empty()) {
    report.hint("did you mean `" + nearest + "`?");
  } else if (!relation.empty()) {
    report.hint(relation);
  } else if (known.size() <= most_listed) {
    report.hint("known here: " + listed(known));
  }
  return nearest;
}

bool has_meant_key(const yaml::Node& map, std::string_view name,
                   std::span<const std::string_view> known) {
  const std::vector<std::string> words(known.begin(), known.end());
  return std::any_of(map.entries.begin(), map.entries.end(), [&](const yaml::Entry& entry) {
    const bool exact = std::find(known.begin(), known.end(), entry.key.text) != known.end();
    return !exact && nearest_word(entry.key.text, words) == name;
  });
}

}  // namespace plinth
