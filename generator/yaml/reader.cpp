#include "yaml/reader.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "yaml/file_report.hpp"
#include "yaml/syntax_gate.hpp"
#include "yaml/text_gate.hpp"
#include "yaml/tree_builder.hpp"

namespace plinth::yaml {
namespace {

std::size_t offset_of(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

/// Hands the parser's events to a builder. Anchors and aliases do not come this far.
class Events final : public YAML::EventHandler {
 public:
  explicit Events(TreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    builder_.add_null(offset_of(mark));
  }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { throw ReadingStopped(); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    builder_.add_scalar(offset_of(mark), tag != "?", value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    builder_.open(Node::Kind::List, offset_of(mark), style == YAML::EmitterStyle::Flow);
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    builder_.open(Node::Kind::Map, offset_of(mark), style == YAML::EmitterStyle::Flow);
  }
  void OnMapEnd() override { builder_.close(); }

 private:
  TreeBuilder& builder_;
};

/// False if the parser could not read `text` to its end.
bool parse(const std::string& text, Document& document, FileReport& report, const Limits& limits) {
  std::istringstream stream(text);
  TreeBuilder builder(text, document, report, limits);
  Events events(builder);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(events);
    return true;
  } catch (const ReadingStopped&) {
    return false;
  } catch (const YAML::Exception& problem) {
    // After a problem that was reported, the parser's is most often the same one.
    const std::size_t at = std::min(offset_of(problem.mark), text.size());
    if (!report.has_errors()) {
      report.error("yaml-syntax", at, at, "this is no valid YAML: " + problem.msg)
          .hint(
              "quote texts that hold characters with a meaning in YAML, and compare the "
              "indentation");
    }
    return false;
  }
}

void report_empty(const Expectation& expectation, FileReport& report) {
  std::string hint = "the smallest valid file:";
  for (const std::string_view line : expectation.example) {
    hint += '\n';
    hint += "  ";
    hint += line;
  }
  report
      .error("empty-file", 0, 0,
             "the file is empty, wanted the key `" + std::string(expectation.top_level_key) + "`")
      .hint(std::move(hint));
}

}  // namespace

Document read(const SourceFile& file, DiagnosticSink& sink, const Limits& limits,
              const Expectation& expectation) {
  Document document;
  FileReport report(file, sink, limits.problems);
  std::string text(file.text().substr(0, limits.bytes + 1));
  if (text.size() > limits.bytes) {
    report
        .error("file-too-large", 0, 0,
               "the file has " + std::to_string(file.text().size()) + " bytes, wanted at most " +
                   std::to_string(limits.bytes))
        .hint("split it, or check whether it is the right file");
    document.complete = false;
    return document;
  }
  const bool readable = check_text(text, report) && check_syntax(text, report, limits) &&
                        parse(text, document, report, limits);
  if (!readable || !document.complete || report.is_full()) {
    document = {};
    document.complete = false;
  } else if (document.root.is_null()) {
    report_empty(expectation, report);
    document.complete = false;
  }
  return document;
}

}  // namespace plinth::yaml
