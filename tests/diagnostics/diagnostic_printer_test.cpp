#include "diagnostics/diagnostic_printer.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace plinth {
namespace {

std::string print(const std::string& text, std::uint32_t begin, std::uint32_t end) {
  const SourceFile file("shop.yaml", text);
  return print_diagnostic({Severity::Error, "id", {&file, begin, end}, "wrong", {}, {}, {}});
}

std::string caret_line(const std::string& printed) {
  const std::size_t first = printed.find('\n');
  const std::size_t second = printed.find('\n', first + 1);
  return printed.substr(second + 1, printed.find('\n', second + 1) - second - 1);
}

}  // namespace

TEST_CASE("diagnostic printer: place, message, id, excerpt, caret, label, note and hint") {
  const SourceFile file("shop.yaml", "types:\n  a: Usr\n");
  const Diagnostic diagnostic{
      Severity::Error,       "unknown-type",
      {&file, 12, 15},       "unknown type `Usr`",
      "not declared",        {{{&file, 0, 5}, "types are declared here"}, {{}, "nowhere else"}},
      "did you mean\n  User"};
  CHECK(print_diagnostic(diagnostic) ==
        "shop.yaml:2:6: error: unknown type `Usr` [unknown-type]\n"
        "    2 |   a: Usr\n"
        "      |      ^^^ not declared\n"
        "  note: shop.yaml:1:1: types are declared here\n"
        "    1 | types:\n"
        "      | ^^^^^\n"
        "  note: nowhere else\n"
        "  hint: did you mean\n"
        "          User\n");
}

TEST_CASE("diagnostic printer: what has no place is printed without one") {
  CHECK(print_diagnostic({Severity::Warning, "odd", {}, "odd", {}, {}, {}}) ==
        "warning: odd [odd]\n");
}

TEST_CASE("diagnostic printer: the caret stands under its place") {
  struct Case {
    std::string text;
    std::uint32_t begin, end;
    std::string carets;
  };
  for (const Case& c : {
           Case{"a: b", 3, 4, "      |    ^"},
           Case{"\ta: b", 4, 5, "      | \t   ^"},
           Case{"é: b", 4, 5, "      |    ^"},
           Case{"日本: b", 8, 9, "      |       ^"},
           Case{"a: 日本", 3, 9, "      |    ^^^^"},
           Case{"e\xCC\x81: b", 5, 6, "      |    ^"},
           Case{"a\x1b: b", 4, 5, "      |        ^"},
           Case{"\xFF: b", 3, 4, "      |       ^"},
           Case{"a:\r\nb", 2, 2, "      |   ^"},
           Case{"a: b", 4, 4, "      |     ^"},
           Case{"ab\ncd", 1, 4, "      |  ^"},
           Case{"", 0, 0, "      | ^"},
       }) {
    CAPTURE(c.text);
    CHECK(caret_line(print(c.text, c.begin, c.end)) == c.carets);
  }
}

TEST_CASE("diagnostic printer: long lines are cut around the place") {
  const std::string text = std::string(5000, 'a') + "!" + std::string(5000, 'b');
  const std::string printed = print(text, 5000, 5001);
  CHECK(printed.find("shop.yaml:1:5001:") == 0);
  CHECK(printed.find("…" + std::string(80, 'a') + "!" + std::string(80, 'b') + "…\n") !=
        std::string::npos);
  CHECK(caret_line(printed) == "      | " + std::string(81, ' ') + "^");
}

TEST_CASE(
    "diagnostic printer: a long line is cut between characters, however many bytes they have") {
  for (const std::string letter : {"a", "é", "日", "😀", "\xFF"}) {
    std::string text, eighty;
    for (int i = 0; i < 3000; ++i) text += letter;
    for (int i = 0; i < 80; ++i) eighty += visible(letter);
    const auto at = static_cast<std::uint32_t>(text.size());
    CAPTURE(letter);
    const std::string printed = print(text + "!", at, at + 1);
    CHECK(printed.find(":1:3001:") != std::string::npos);
    CHECK(printed.find("| …" + eighty + "!\n") != std::string::npos);
  }
}

TEST_CASE("diagnostic printer: a place as wide as a book is cut") {
  const std::string printed = print(std::string(5000, 'a'), 0, 5000);
  CHECK(caret_line(printed) == "      | " + std::string(160, '^'));
}

TEST_CASE("diagnostic printer: nothing of the input reaches the terminal raw") {
  const SourceFile file("a\x1b[2J.yaml", "x\x1b[31m\xE2\x80\xAEy\n");
  const std::string printed = print_diagnostic({Severity::Error,
                                                "id",
                                                {&file, 0, 1},
                                                "wrong \x07",
                                                "label \x1b",
                                                {{{&file, 1, 2}, "note \x1b"}},
                                                "hint \x1b\nnext \xE2\x80\xAE"});
  for (const char* raw : {"\x1b", "\x07", "\xE2\x80\xAE"}) {
    CAPTURE(raw);
    CHECK(printed.find(raw) == std::string::npos);
  }
  CHECK(printed.find("x\\x1b[31m\\u202ey") != std::string::npos);
}

TEST_CASE("diagnostic printer: colours only where they were asked for") {
  const SourceFile file("f", "a");
  const Diagnostic diagnostic{Severity::Error, "id", {&file, 0, 1}, "wrong", {}, {{{}, "n"}}, "h"};
  CHECK(print_diagnostic(diagnostic, Colour::Off).find('\x1b') == std::string::npos);
  const std::string coloured = print_diagnostic(diagnostic, Colour::On);
  CHECK(coloured.find("\x1b[1;31merror:\x1b[0m wrong") != std::string::npos);
  CHECK(coloured.find("\x1b[1;36mnote:\x1b[0m n") != std::string::npos);
  CHECK(coloured.find("\x1b[1;32mhint:\x1b[0m h") != std::string::npos);
}

TEST_CASE("diagnostic printer: several diagnostics stand apart") {
  const std::vector<Diagnostic> both{{Severity::Error, "a", {}, "one", {}, {}, {}},
                                     {Severity::Error, "b", {}, "two", {}, {}, {}}};
  CHECK(print_diagnostics(both) == "error: one [a]\n\nerror: two [b]\n");
}

TEST_CASE("diagnostic printer: machines get the same facts as JSON") {
  const SourceFile file("f\xFF.yaml", "ab\ncd");
  const std::vector<Diagnostic> all{{Severity::Error,
                                     "id",
                                     {&file, 1, 4},
                                     "wrong",
                                     "here",
                                     {{{&file, 0, 1}, "see"}, {{}, "so"}},
                                     "try"},
                                    {Severity::Warning, "odd", {}, "odd", {}, {}, {}}};
  const nlohmann::json parsed = nlohmann::json::parse(diagnostics_as_json(all));
  REQUIRE(parsed.size() == 2);
  CHECK(parsed[0]["severity"] == "error");
  CHECK(parsed[0]["id"] == "id");
  CHECK(parsed[0]["line"] == 1);
  CHECK(parsed[0]["column"] == 2);
  CHECK(parsed[0]["end_line"] == 2);
  CHECK(parsed[0]["end_column"] == 2);
  CHECK(parsed[0]["notes"][0]["line"] == 1);
  CHECK(parsed[0]["notes"][1]["message"] == "so");
  CHECK(parsed[0]["hint"] == "try");
  CHECK(parsed[1]["severity"] == "warning");
  CHECK_FALSE(parsed[1].contains("line"));
}

TEST_CASE("diagnostic printer: no diagnostics are an empty list") {
  CHECK(diagnostics_as_json({}) == "[]\n");
  CHECK(print_diagnostics({}).empty());
}

TEST_CASE("diagnostic printer: what could act on a terminal is made visible") {
  CHECK(visible("a\tb") == "a\tb");
  CHECK(visible("a\nb") == "a\\x0ab");
  CHECK(visible("\x1b[0m") == "\\x1b[0m");
  CHECK(visible("\x7f") == "\\x7f");
  CHECK(visible("\xC2\x9B") == "\\x9b");
  CHECK(visible("\xFFz") == "\\xffz");
  CHECK(visible("\xE2\x80\x8B") == "\\u200b");
  CHECK(visible("é日😀") == "é日😀");
}

}  // namespace plinth
