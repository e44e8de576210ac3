#include "yaml/text_gate.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth::yaml {
namespace {

struct Gated {
  std::string text;
  bool readable = false;
  std::string message;  // of the first problem
};

Gated gate(const std::string& source) {
  const SourceFile file("f", source);
  DiagnosticSink sink;
  FileReport report(file, sink, 100);
  Gated gated{source, false, {}};
  gated.readable = check_text(gated.text, report);
  if (!sink.diagnostics().empty()) gated.message = sink.diagnostics()[0].message;
  return gated;
}

}  // namespace

TEST_CASE("text gate: text in any language passes unchanged") {
  for (const std::string text :
       {"", "a: b\r\n\tc\n", "é 日本 😀 \u200B \u0301", "a\u0085\u2028\u00A0"}) {
    CAPTURE(text);
    const Gated gated = gate(text);
    CHECK(gated.readable);
    CHECK(gated.text == text);
    CHECK(gated.message.empty());
  }
}

TEST_CASE("text gate: invalid bytes are told in hexadecimal with their offset") {
  CHECK(gate("a: \xFF").message == "invalid UTF-8: byte 0xff at offset 3");
  CHECK(gate("a: \xFF\xFE").message == "invalid UTF-8: bytes 0xff 0xfe at offset 3");
  CHECK(gate("abc def " + std::string(9, '\x80') + std::string(200, 'x')).message ==
        "invalid UTF-8: bytes 0x80 0x80 0x80 0x80 0x80 0x80 0x80 0x80 … at offset 8");
  CHECK_FALSE(gate("a: \xFF").readable);
}

TEST_CASE("text gate: refused characters become blanks of the same length") {
  const Gated gated = gate("a: \x1b\u202E.");
  CHECK(gated.readable);
  CHECK(gated.text == "a:     .");
  CHECK(gated.message == "control character `\\x1b` in the text");
}

TEST_CASE("text gate: a wide encoding is named") {
  CHECK(gate("\xFF\xFE"
             "a")
            .message == "the file is UTF-16, wanted UTF-8");
  CHECK(gate(std::string("\xFF\xFE\0\0", 4)).message == "the file is UTF-32, wanted UTF-8");
}

TEST_CASE("text gate: the lone carriage returns of a file are one problem") {
  CHECK(gate("a\rb\rc").message == "carriage return without a line feed behind it (and 1 more)");
}

TEST_CASE("text gate: a line of conflict markers without its other half is text") {
  CHECK(gate("a: |\n  x\n<<<<<<< y\n").readable);
  CHECK(gate("a: <<<<<<<\nb: >>>>>>>\n").readable);
  CHECK_FALSE(gate("<<<<<<< y\n>>>>>>> z").readable);
}

TEST_CASE("text gate: which characters no text may hold") {
  for (const char32_t value :
       {0x0U, 0x8U, 0xDU, 0x1BU, 0x7FU, 0x9BU, 0x202EU, 0xFFFEU, 0xFFFFU, 0x1FFFEU}) {
    CAPTURE(static_cast<unsigned>(value));
    CHECK(is_refused_character(value));
  }
  for (const char32_t value : {0x9U, 0xAU, 0x20U, 0x85U, 0xA0U, 0x200DU, 0x2028U, 0xFFFDU}) {
    CAPTURE(static_cast<unsigned>(value));
    CHECK_FALSE(is_refused_character(value));
  }
}

}  // namespace plinth::yaml
