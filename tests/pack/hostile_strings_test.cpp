#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "diagnostics/unicode.hpp"
#include "pack/embedded_packs.hpp"
#include "pack/escaping.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_source.hpp"

// No text, however malicious, leaves the place it is written to: tried with the known attacks and
// with random texts of the characters that attacks are made of, on the built-in packs and on the
// invented language.

using plinth::CodePoint;
using plinth::decode_utf8;
using plinth::DiagnosticError;
using plinth::DiagnosticSink;
using plinth::encode_utf8;
using plinth::Escaper;
using plinth::EscapingStyle;
using plinth::Pack;
using plinth::PackReader;
using plinth::PackSource;
using plinth::print_diagnostics;
using plinth::SourceFiles;

namespace {

std::vector<std::string> known_attacks() {
  std::ifstream stream(PLINTH_SOURCE_DIR "/tests/contract/hostile-strings.json");
  std::string text(std::istreambuf_iterator<char>(stream), {});
  // A lone surrogate has no form in UTF-8: a description cannot hold one.
  for (std::size_t at; (at = text.find("\\ud800")) != std::string::npos;)
    text.replace(at, 6, "\\ufffd");
  std::vector<std::string> attacks;
  for (const auto& entry : nlohmann::json::parse(text)) {
    attacks.push_back(entry.at("value"));
    if (entry.contains("also")) {
      for (const auto& other : entry["also"]) attacks.push_back(other);
    }
  }
  return attacks;
}

std::vector<std::string> random_texts() {
  const std::vector<std::string> pieces{"a",  "'",  "\"", "\\",     "`",      "|",    "~",  "~/",
                                        "*/", "/*", "--", "%%",     "$$",     "{{",   "}}", "{%",
                                        "\n", "\r", "\t", " ",      "\r\n",   "<",    ">",  "&",
                                        "#",  "é",  "😀",  "\u2028", "\u0085", "\x1b", "0"};
  std::mt19937 random(20);  // NOLINT: the same texts in every run
  std::vector<std::string> texts;
  for (int count = 0; count < 3000; ++count) {
    std::string text;
    for (std::size_t length = random() % 12; length > 0; --length)
      text += pieces[random() % pieces.size()];
    texts.push_back(text);
  }
  return texts;
}

std::vector<std::string> all_texts() {
  std::vector<std::string> texts = known_attacks();
  const std::vector<std::string> more = random_texts();
  texts.insert(texts.end(), more.begin(), more.end());
  return texts;
}

/// The result, or nothing if the style refuses the text.
std::optional<std::string> escaped(const Escaper& escaper, std::string_view text) {
  try {
    return escaper.escape(text, {});
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().id == "unprintable-text");
    return std::nullopt;
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const bool breaks = next.value == '\n' || next.value == '\r' || next.value == 0x85 ||
                        next.value == 0x2028 || next.value == 0x2029;
    if (breaks) {
      lines.emplace_back();
    } else {
      lines.back() += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return lines;
}

/// What Zorp makes of a text literal, written after the language's rules and not after the style;
/// fails the test if the literal ends early.
std::string read_zorp(std::string_view literal) {
  REQUIRE(literal.size() >= 2);
  REQUIRE(literal.front() == '|');
  REQUIRE(literal.back() == '|');
  literal = literal.substr(1, literal.size() - 2);
  std::string text;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    if (literal[at] != '|' && literal[at] != '~') {
      CHECK(static_cast<unsigned char>(literal[at]) >= 0x20);
      CHECK(static_cast<unsigned char>(literal[at]) < 0x7F);
      text += literal[at];
      continue;
    }
    REQUIRE(at + 1 < literal.size());
    const char mark = literal[at++];
    if (literal[at] == mark) {
      text += mark;
    } else if (mark == '~' && literal[at] == '/') {
      text += '\n';
    } else {
      REQUIRE(mark == '~');
      const std::size_t end = literal.find('.', at);
      REQUIRE(end != std::string_view::npos);
      text += encode_utf8(static_cast<char32_t>(
          std::stoul(std::string(literal.substr(at, end - at)), nullptr, 16)));
      at = end;
    }
  }
  return text;
}

/// CR LF and CR are written as the plain line break of a language.
std::string with_plain_breaks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    out += text[at] == '\r' ? '\n' : text[at];
  }
  return out;
}

const EscapingStyle& style_of(const Pack& pack, std::string_view name) {
  return *std::find_if(pack.escaping.begin(), pack.escaping.end(),
                       [&](const EscapingStyle& style) { return style.name == name; });
}

}  // namespace

TEST_CASE("hostile_strings: a text literal is read back as the text it was made of") {
  SourceFiles files;
  DiagnosticSink sink;
  PackSource source(files, {});
  source.add_directory(PLINTH_SOURCE_DIR "/tests/packs", sink);
  PackReader reader(source, sink);
  const Pack* pack = reader.read("zorp");
  CHECK(print_diagnostics(sink.sorted()) == "");
  REQUIRE(pack != nullptr);
  const Escaper escaper(style_of(*pack, "text"));
  for (const std::string& text : all_texts()) {
    CAPTURE(text);
    const std::optional<std::string> literal = escaped(escaper, text);
    REQUIRE(literal.has_value());
    CHECK(read_zorp(*literal) == with_plain_breaks(text));
  }
}

TEST_CASE("hostile_strings: a remark is a remark on all of its lines") {
  SourceFiles files;
  DiagnosticSink sink;
  PackSource source(files, {});
  source.add_directory(PLINTH_SOURCE_DIR "/tests/packs", sink);
  PackReader reader(source, sink);
  const Pack* pack = reader.read("zorp");
  CHECK(print_diagnostics(sink.sorted()) == "");
  REQUIRE(pack != nullptr);
  const Escaper escaper(style_of(*pack, "remark"));
  for (const std::string& text : all_texts()) {
    CAPTURE(text);
    const std::optional<std::string> remark = escaped(escaper, text);
    if (!remark) continue;  // a control character
    for (const std::string& line : lines_of(*remark)) CHECK(line.starts_with("%%"));
  }
}

TEST_CASE(
    "hostile_strings: every built-in style keeps its text on the lines and between its marks") {
  SourceFiles files;
  DiagnosticSink sink;
  const PackSource source(files, plinth::embedded_packs());
  PackReader reader(source, sink);
  const std::vector<std::string> texts = all_texts();
  for (const std::string& name : source.packs()) {
    const Pack* pack = reader.read(name);
    CHECK(print_diagnostics(sink.sorted()) == "");
    REQUIRE(pack != nullptr);
    for (const EscapingStyle& style : pack->escaping) {
      if (style.json) continue;
      CAPTURE(name);
      CAPTURE(style.name);
      const Escaper escaper(style);
      const bool one_line = style.line_breaks != EscapingStyle::LineBreaks::Keep &&
                            lines_of(style.before + style.after + style.line_break).size() == 1;
      for (const std::string& text : texts) {
        const std::optional<std::string> result = escaped(escaper, text);
        if (!result) continue;
        CHECK(result->size() >= style.before.size() + style.after.size());
        CHECK(result->starts_with(style.fence + style.before));
        CHECK(result->ends_with(style.after + style.fence));
        if (one_line) CHECK(lines_of(*result).size() == 1);
        if (style.line_prefix.empty()) continue;
        const std::vector<std::string> lines = lines_of(*result);
        for (std::size_t line = 1; line < lines.size(); ++line) {
          std::string prefix = style.line_prefix;
          while (prefix.ends_with(' ')) prefix.pop_back();
          CHECK(lines[line].starts_with(prefix));
        }
      }
    }
  }
}
