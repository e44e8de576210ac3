#include "pack/manifest_keys.hpp"

namespace plinth {
namespace {

std::string_view kind_words(yaml::Node::Kind kind) {
  switch (kind) {
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

}  // namespace

std::string nearest_or_all(std::string_view word, std::span<const std::string> known) {
  if (const std::string near = nearest_word(word, known); !near.empty()) {
    return "did you mean `" + near + "`?";
  }
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  return all.empty() ? std::string() : "known here: " + all;
}

bool expect_kind(const yaml::Node& node, yaml::Node::Kind kind, ManifestReading& reading) {
  if (node.kind == kind) return true;
  reading.sink.error("pack-kind", node.span,
                     "expected " + std::string(kind_words(kind)) + ", found " +
                         std::string(kind_words(node.kind)));
  return false;
}

std::string read_text(const yaml::Node& node, ManifestReading& reading) {
  if (!expect_kind(node, yaml::Node::Kind::Scalar, reading)) return {};
  return std::string(node.text);
}

std::vector<std::string> read_texts(const yaml::Node& node, ManifestReading& reading) {
  std::vector<std::string> texts;
  if (!expect_kind(node, yaml::Node::Kind::List, reading)) return texts;
  for (const yaml::Node& item : node.items) texts.push_back(read_text(item, reading));
  return texts;
}

bool read_flag(const yaml::Node& node, ManifestReading& reading) {
  if (node.is_scalar() && (node.text == "true" || node.text == "false")) return node.text == "true";
  reading.sink.error("pack-value", node.span, "expected `true` or `false`");
  return false;
}

Span read_span(const yaml::Node& node, ManifestReading& reading) {
  if (!expect_kind(node, yaml::Node::Kind::Scalar, reading)) return {};
  if (node.verbatim) return node.part(0, node.text.size());
  const Position position = node.span.file->position(node.span.begin);
  const SourceFile& copy = reading.files.add(
      node.span.file->name() + " (text of line " + std::to_string(position.line) + ")",
      std::string(node.text));
  return {&copy, 0, static_cast<std::uint32_t>(node.text.size())};
}

bool accept_key(const yaml::Entry& entry, bool is_known, std::span<const std::string> known,
                ManifestReading& reading) {
  if (!is_known) {
    reading.sink
        .error("pack-unknown-key", entry.key.span,
               "unknown key `" + std::string(entry.key.text) + "`")
        .hint(nearest_or_all(entry.key.text, known));
    return false;
  }
  if (entry.value.is_null()) {
    reading.sink.error("pack-empty", entry.key.span,
                       "`" + std::string(entry.key.text) + "` has no value");
    return false;
  }
  return true;
}

}  // namespace plinth
