#include "pack/escaping.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"

using plinth::CodePointSpelling;
using plinth::DiagnosticError;
using plinth::Escaper;
using plinth::EscapingStyle;
using LineBreaks = EscapingStyle::LineBreaks;
using Trim = EscapingStyle::Trim;

namespace {

struct Row {
  std::string_view text;
  std::string_view expected;
};

std::string escape(const EscapingStyle& style, std::string_view text) {
  return Escaper(style).escape(text, {});
}

/// The message of the error that `text` leads to.
std::string refusal(const EscapingStyle& style, std::string_view text) {
  try {
    escape(style, text);
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().id == "unprintable-text");
    return error.diagnostic().message;
  }
  return "not refused";
}

EscapingStyle style_named(std::string name) {
  EscapingStyle style;
  style.name = std::move(name);
  return style;
}

EscapingStyle sql_string() {
  EscapingStyle style = style_named("string");
  style.before = style.after = "'";
  style.replacements = {{"'", "''"}};
  style.line_breaks = LineBreaks::Keep;
  return style;
}

EscapingStyle double_quoted() {
  EscapingStyle style = style_named("literal");
  style.before = style.after = "\"";
  style.replacements = {{"\"", "\\\""}, {"\\", "\\\\"}};
  style.line_breaks = LineBreaks::Replace;
  style.line_break = "\\n";
  style.control = CodePointSpelling{"\\u", 4, "", false};
  return style;
}

}  // namespace

TEST_CASE("escaping: replacements are made in one pass, the longest first") {
  EscapingStyle style = style_named("x");
  style.replacements = {{"a", "b"}, {"b", "c"}, {"ab", "<ab>"}};
  for (const Row& row : {Row{"", ""}, Row{"a", "b"}, Row{"b", "c"}, Row{"ab", "<ab>"},
                         Row{"aab", "b<ab>"}, Row{"xay", "xby"}}) {
    CAPTURE(row.text);
    CHECK(escape(style, row.text) == row.expected);
  }
}

TEST_CASE("escaping: a quoted text cannot end early") {
  for (const Row& row :
       {Row{"it's", "'it''s'"}, Row{"x'); DROP TABLE canary; --", "'x''); DROP TABLE canary; --'"},
        Row{"a\nb", "'a\nb'"}, Row{"\\'", "'\\'''"}}) {
    CAPTURE(row.text);
    CHECK(escape(sql_string(), row.text) == row.expected);
  }
}

TEST_CASE("escaping: control characters are written by number, or refused") {
  CHECK(escape(double_quoted(),
               "a\x1b"
               "b\x7f\u0085") == R"("a\u001bb\u007f\u0085")");
  CHECK(escape(double_quoted(), "\t") == R"("\u0009")");
  CHECK(escape(double_quoted(), "x\u202Ey") == R"("x\u202ey")");
  CHECK(escape(double_quoted(), "\uFFFE\uFDD0") == R"("\ufffe\ufdd0")");
  CHECK(refusal(sql_string(), "a\x1b") == "the character U+001b cannot be written by `| string`");
  CHECK(refusal(sql_string(), "a\u2066") == "the character U+2066 cannot be written by `| string`");
  CHECK(escape(sql_string(), "a\tb") == "'a\tb'");
}

TEST_CASE("escaping: text that is not UTF-8 is refused") {
  for (const std::string_view text : {"\xff", "a\xc3", "\xed\xa0\x80"}) {
    CHECK(refusal(double_quoted(), text) ==
          "text that is not valid UTF-8 cannot be written by `| literal`");
  }
}

TEST_CASE("escaping: each kind of line break follows line_breaks") {
  const std::string_view text = "a\nb\r\nc\rd\u0085e\u2028f\u2029g";
  EscapingStyle style = style_named("x");
  SUBCASE("like a control character") {
    style.control = CodePointSpelling{"<", 1, ">", false};
    CHECK(escape(style, text) == "a<a>b<d><a>c<d>d<85>e<2028>f<2029>g");
  }
  SUBCASE("which is refused by default") {
    CHECK(refusal(style, "a\nb") == "the character U+000a cannot be written by `| x`");
    CHECK(refusal(style, "a\u2028b") == "the character U+2028 cannot be written by `| x`");
  }
  SUBCASE("keep") {
    style.line_breaks = LineBreaks::Keep;
    CHECK(escape(style, text) == text);
  }
  SUBCASE("keep, with a prefix") {
    style.line_breaks = LineBreaks::Keep;
    style.line_prefix = "# ";
    CHECK(escape(style, text) == "a\n# b\n# c\n# d\n# e\n# f\n# g");
    CHECK(escape(style, "a \n\n  b") == "a\n#\n#   b");
  }
  SUBCASE("fold") {
    style.line_breaks = LineBreaks::Fold;
    CHECK(escape(style, text) == "a b c d e f g");
    CHECK(escape(style, "\n a  \n\n\t b\r\n") == "a b");
  }
  SUBCASE("replace") {
    style.line_breaks = LineBreaks::Replace;
    style.line_break = "<br>";
    CHECK(escape(style, text) == "a<br>b<br>c<br>d<br>e<br>f<br>g");
  }
  SUBCASE("replace, with separators by number") {
    CHECK(escape(double_quoted(), text) == R"("a\nb\nc\nd\u0085e\u2028f\u2029g")");
  }
}

TEST_CASE("escaping: a replacement comes before the rule for line breaks") {
  EscapingStyle style = double_quoted();
  style.replacements.push_back({"\r", "\\r"});
  CHECK(escape(style, "a\r\nb") == R"("a\r\nb")");
}

TEST_CASE("escaping: sequences at the start of a line are replaced there only") {
  EscapingStyle style = style_named("doc");
  style.line_breaks = LineBreaks::Keep;
  style.line_starts = {{"@", "&#64;"}};
  for (const Row& row : {Row{"@a @b", "&#64;a @b"}, Row{"x\n@a", "x\n&#64;a"},
                         Row{"x\n  @a", "x\n  &#64;a"}, Row{"x @a", "x @a"}}) {
    CAPTURE(row.text);
    CHECK(escape(style, row.text) == row.expected);
  }
}

TEST_CASE("escaping: beyond ASCII, characters are written by number where asked") {
  EscapingStyle style = style_named("ascii");
  style.non_ascii = CodePointSpelling{"\\U", 8, "", false};
  CHECK(escape(style, "é😀") == "\\U000000e9\\U0001f600");
  style.non_ascii = CodePointSpelling{"\\u", 4, "", true};
  CHECK(escape(style, "é😀") == "\\u00e9\\ud83d\\ude00");
  style.non_ascii = CodePointSpelling{"\\u{", 1, "}", false};
  CHECK(escape(style, "é😀") == "\\u{e9}\\u{1f600}");
}

TEST_CASE("escaping: a fence is longer than any run of its character in the text") {
  EscapingStyle style = style_named("code");
  style.line_breaks = LineBreaks::Keep;
  style.fence = "```";
  style.before = "text\n";
  style.after = "\n";
  for (const Row& row :
       {Row{"x", "```text\nx\n```"}, Row{"``", "```text\n``\n```"},
        Row{"```", "````text\n```\n````"}, Row{"a `````b`", "``````text\na `````b`\n``````"}}) {
    CAPTURE(row.text);
    CHECK(escape(style, row.text) == row.expected);
  }
}

TEST_CASE("escaping: a forbidden sequence is refused where it stands in the result") {
  EscapingStyle style = style_named("dollar");
  style.refused = {"$$", "*/"};
  CHECK(refusal(style, "a $$ b") == "text with `$$` cannot be written by `| dollar`");
  style.replacements = {{"*/", "* /"}};
  CHECK(escape(style, "a */ b") == "a * / b");
}

TEST_CASE("escaping: trim takes blanks off the text, or off each line") {
  EscapingStyle style = style_named("x");
  style.line_breaks = LineBreaks::Keep;
  const std::string_view text = "\n  a  \n    b\t\n";
  style.trim = Trim::Text;
  CHECK(escape(style, text) == "a  \n    b");
  style.trim = Trim::Lines;
  CHECK(escape(style, text) == "a\nb");
}
