#include "description/overrides.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "description/map_reader.hpp"
#include "description/spelled.hpp"
#include "description/text_cursor.hpp"
#include "yaml/reader.hpp"
#include "yaml/text_gate.hpp"

namespace plinth {
namespace {

constexpr std::size_t most_problems = 100;

yaml::Node plain_scalar(const Spelled& text) {
  yaml::Node node;
  node.span = text.span;
  // Without a text it is a key without a value, which is reported where the key is read.
  node.kind = text.text.empty() ? yaml::Node::Kind::Null : yaml::Node::Kind::Scalar;
  node.text = text.text;
  node.verbatim = true;
  node.text_begin = text.span.begin;
  return node;
}

/// Moves a tree that was read from another file to `file`, which has the same bytes at the same
/// places, and gives `document` the texts that no file has.
void adopt(yaml::Node& node, const SourceFile& file, yaml::Document& document) {
  node.span.file = &file;
  if (node.is_scalar()) {
    node.text = node.verbatim ? file.text().substr(node.text_begin, node.text.size())
                              : document.texts.emplace_back(node.text);
  }
  for (yaml::Node& item : node.items) adopt(item, file, document);
  for (yaml::Entry& entry : node.entries) {
    adopt(entry.key, file, document);
    adopt(entry.value, file, document);
  }
}

class Overrider {
 public:
  Overrider(yaml::Document& document, const SourceFile& file, DiagnosticSink& sink)
      : document_(document), file_(file), sink_(sink) {}

  void apply(const Spelled& setting) {
    const std::size_t equals = setting.text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      sink_
          .error("bad-setting", setting.span,
                 "expected `key=value`, found `" + std::string(setting.text) + "`")
          .hint("keys are joined by points: `stack.cache=redis`");
      return;
    }
    // First the value: a key that was made for one that cannot be read would have none.
    yaml::Node value;
    if (!read_value(trim(setting.piece(equals + 1, setting.text.size())), value)) return;
    yaml::Node* const place = find_place(trim(setting.piece(0, equals)));
    if (place != nullptr) *place = std::move(value);
  }

 private:
  /// The value at `path`, a null if it was not there; a null pointer if no value can be there.
  yaml::Node* find_place(const Spelled& path) {
    yaml::Node* node = &document_.root;
    std::size_t begin = 0;
    while (begin < path.text.size()) {
      if (!become_map(*node, path.piece(0, begin == 0 ? 0 : begin - 1))) return nullptr;
      const std::size_t end = end_of_key(*node, path.text, begin);
      const Spelled key = path.piece(begin, end);
      if (key.text.empty()) break;
      node = &entry_of(*node, key).value;
      begin = end + 1;
      if (end == path.text.size()) return node;
    }
    sink_.error("bad-setting", path.span, "a key of `" + std::string(path.text) + "` is empty")
        .hint("keys are joined by points: `stack.cache=redis`");
    return nullptr;
  }

  bool become_map(yaml::Node& node, const Spelled& path) {
    if (node.is_null()) {
      node.kind = yaml::Node::Kind::Map;
      node.span = path.span;
    }
    if (node.is_map()) return true;
    const std::string what =
        path.text.empty() ? "the description" : "`" + std::string(path.text) + "`";
    sink_
        .error("bad-setting", path.span,
               what + " is " + std::string(kind_in_words(node)) + " and has no keys")
        .note(node.span, "its value is here");
    return false;
  }

  /// The longest key of `map` that stands at `begin`, else everything up to the next point.
  static std::size_t end_of_key(const yaml::Node& map, std::string_view path, std::size_t begin) {
    std::size_t end = std::min(path.find('.', begin), path.size());
    for (const yaml::Entry& entry : map.entries) {
      const std::string_view key = entry.key.text;
      const std::size_t key_end = begin + key.size();
      const bool stands_here =
          path.substr(begin, key.size()) == key &&
          (key_end == path.size() || (key_end < path.size() && path[key_end] == '.'));
      if (stands_here && !key.empty()) end = std::max(end, key_end);
    }
    return end;
  }

  static yaml::Entry& entry_of(yaml::Node& map, const Spelled& key) {
    for (yaml::Entry& entry : map.entries) {
      if (entry.key.text != key.text) continue;
      entry.key = plain_scalar(key);
      return entry;
    }
    map.entries.push_back({plain_scalar(key), {}});
    map.entries.back().value.span = key.span;
    return map.entries.back();
  }

  bool read_value(const Spelled& text, yaml::Node& value) {
    const bool flow = !text.text.empty() &&
                      std::string_view("[{'\"").find(text.text.front()) != std::string_view::npos;
    if (!flow) {
      value = plain_scalar(text);
      return true;
    }
    // Everything else becomes blanks, so that the value keeps its places.
    std::string blanks(file_.text().size(), ' ');
    blanks.replace(text.span.begin, text.text.size(), text.text);
    const SourceFile alone(file_.name(), std::move(blanks));
    DiagnosticSink problems;
    yaml::Document read = yaml::read(alone, problems);
    for (Diagnostic diagnostic : problems.diagnostics()) {
      if (diagnostic.span) diagnostic.span.file = &file_;
      for (Note& note : diagnostic.notes) {
        if (note.span) note.span.file = &file_;
      }
      sink_.add(std::move(diagnostic));
    }
    if (problems.has_errors()) return false;
    adopt(read.root, file_, document_);
    value = std::move(read.root);
    return true;
  }

  yaml::Document& document_;
  const SourceFile& file_;
  DiagnosticSink& sink_;
};

/// Whether the options are text that can be read. What is wrong with them was typed, not saved.
bool check_options(const SourceFile& file, DiagnosticSink& sink) {
  std::string gated(file.text());
  DiagnosticSink problems;
  yaml::FileReport report(file, problems, most_problems);
  const bool good = yaml::check_text(gated, report) && !report.has_errors();
  for (Diagnostic problem : problems.diagnostics()) {
    if (problem.id == "invalid-utf8" || problem.id == "wide-encoding") {
      problem.hint = "the value of an option is UTF-8";
    } else if (problem.id == "lone-carriage-return") {
      problem.hint = "remove it";
    }
    sink.add(std::move(problem));
  }
  return good;
}

}  // namespace

void apply_overrides(yaml::Document& document, std::span<const std::string> settings,
                     SourceFiles& files, DiagnosticSink& sink) {
  if (settings.empty() || !document.complete) return;
  std::string text;
  for (const std::string& setting : settings) text += setting + '\n';
  const SourceFile& file = files.add("--set", std::move(text));
  if (!check_options(file, sink)) return;
  Overrider overrider(document, file, sink);
  std::size_t begin = 0;
  for (const std::string& setting : settings) {
    const std::size_t end = begin + setting.size();
    overrider.apply(
        {file.text().substr(begin, setting.size()),
         Span{&file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    begin = end + 1;
  }
}

}  // namespace plinth
