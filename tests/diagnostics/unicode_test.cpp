#include "diagnostics/unicode.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("unicode: well-formed UTF-8 is decoded and encoded again") {
  for (const char32_t value : {0x0U, 0x41U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU,
                               0x10000U, 0x10FFFFU}) {
    CAPTURE(static_cast<unsigned>(value));
    const std::string text = encode_utf8(value);
    const CodePoint decoded = decode_utf8(text + "x");
    CHECK(decoded.valid);
    CHECK(decoded.value == value);
    CHECK(decoded.length == text.size());
  }
}

TEST_CASE("unicode: ill-formed UTF-8 is one invalid byte") {
  for (const std::string text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3",
        "\xE2\x82", "\xF0\x9F\x98",
        "\xC3"
        "A"}) {
    CAPTURE(text.size());
    const CodePoint decoded = decode_utf8(text);
    CHECK_FALSE(decoded.valid);
    CHECK(decoded.length == 1);
  }
}

TEST_CASE("unicode: code points are counted and cut whole") {
  CHECK(code_point_count("aé日😀") == 4);
  CHECK(code_point_count("\xFF\xFE") == 2);
  CHECK(code_point_count("") == 0);
  CHECK(first_code_points("aé日😀", 2) == "aé");
  CHECK(first_code_points("ab", 9) == "ab");
  CHECK(first_code_points("ab", 0).empty());
}

TEST_CASE("unicode: characters that act on a terminal or on the order of text are known") {
  struct Case {
    char32_t value;
    bool control, bidi, invisible;
  };
  for (const Case& c : {Case{'a', false, false, false}, Case{'\t', true, false, false},
                        Case{0x1B, true, false, false}, Case{0x7F, true, false, false},
                        Case{0x85, true, false, false}, Case{0xA0, false, false, false},
                        Case{0x202E, false, true, false}, Case{0x2067, false, true, false},
                        Case{0x61C, false, true, false}, Case{0x200B, false, false, true},
                        Case{0xFEFF, false, false, true}, Case{0x2028, false, false, false}}) {
    CAPTURE(static_cast<unsigned>(c.value));
    CHECK(is_control(c.value) == c.control);
    CHECK(is_bidi_control(c.value) == c.bidi);
    CHECK(is_invisible(c.value) == c.invisible);
  }
}

TEST_CASE("unicode: a terminal gives no, one or two columns to a character") {
  CHECK(display_width(U'a') == 1);
  CHECK(display_width(U'é') == 1);
  CHECK(display_width(U'日') == 2);
  CHECK(display_width(U'한') == 2);
  CHECK(display_width(U'😀') == 2);
  CHECK(display_width(U'\u0301') == 0);
  CHECK(display_width(U'\u200B') == 0);
  CHECK(display_width("e\u0301日\xFF") == 4);
}

TEST_CASE("unicode: a code point is escaped with at least so many digits") {
  CHECK(escape_code_point("\\x", 0x7, 2) == "\\x07");
  CHECK(escape_code_point("\\u", 0x202E, 4) == "\\u202e");
  CHECK(escape_code_point("\\u", 0x1F600, 4) == "\\u1f600");
}

}  // namespace plinth
