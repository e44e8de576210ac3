#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace plinth {

/// One code point and how many bytes it takes. An ill-formed sequence is one byte, not valid.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t length = 1;
  bool valid = false;
};

/// The first code point of `text`, which is not empty. Well-formed means Unicode 15, table 3-7:
/// no overlong form, no surrogate, nothing above U+10FFFF.
CodePoint decode_utf8(std::string_view text);

/// `value` as UTF-8. `value` is a Unicode scalar value.
std::string encode_utf8(char32_t value);

/// Number of code points in `text`; an ill-formed byte counts as one.
std::size_t code_point_count(std::string_view text);

/// The longest beginning of `text` with at most `count` code points.
std::string_view first_code_points(std::string_view text, std::size_t count);

/// C0, DEL and C1 controls; a tab and line ends are controls too.
bool is_control(char32_t value);

/// The characters that reorder text around them: U+061C, U+200E, U+200F, U+202A..E, U+2066..9
/// (CVE-2021-42574).
bool is_bidi_control(char32_t value);

/// Characters that print nothing: zero-width ones and the byte order mark.
bool is_invisible(char32_t value);

/// Columns that a terminal gives to a character: 2 for ideographs, Hangul, kana, full-width forms
/// and emoji, 0 for combining marks and what prints nothing, 1 for the rest.
std::size_t display_width(char32_t value);

/// Sum of the display widths of a text; an ill-formed byte counts as one column.
std::size_t display_width(std::string_view text);

/// `prefix` and the value in lower-case hexadecimal with at least `digits` digits: `\x1b`.
std::string escape_code_point(std::string_view prefix, char32_t value, std::size_t digits);

}  // namespace plinth
