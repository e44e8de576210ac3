#include "diagnostics/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace plinth {

CodePoint decode_utf8(std::string_view text) {
  const auto byte = [&text](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07U;
  } else {
    return {};
  }
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(at) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || surrogate || value > 0x10FFFF) return {};
  return {value, length, true};
}

std::string encode_utf8(char32_t value) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  const auto tail = [&](unsigned shift) { return byte(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) return {byte(value)};
  if (value < 0x800) return {byte(0xC0U | (value >> 6U)), tail(0)};
  if (value < 0x10000) return {byte(0xE0U | (value >> 12U)), tail(6), tail(0)};
  return {byte(0xF0U | (value >> 18U)), tail(12), tail(6), tail(0)};
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(decode_utf8(text).length);
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) rest.remove_prefix(decode_utf8(rest).length);
  return text.substr(0, text.size() - rest.size());
}

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value <= 0x9F); }

bool is_bidi_control(char32_t value) {
  return value == 0x61C || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_invisible(char32_t value) {
  return value == 0xAD || (value >= 0x200B && value <= 0x200D) || value == 0x2060 ||
         value == 0xFEFF || value == 0x180E;
}

std::size_t display_width(char32_t value) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 6> combining{{{0x300, 0x36F},
                                            {0x483, 0x489},
                                            {0x1AB0, 0x1AFF},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F}}};
  constexpr std::array<Range, 11> wide{{{0x1100, 0x115F},
                                        {0x2E80, 0x303E},
                                        {0x3041, 0xA4CF},
                                        {0xAC00, 0xD7A3},
                                        {0xF900, 0xFAFF},
                                        {0xFE30, 0xFE6F},
                                        {0xFF01, 0xFF60},
                                        {0xFFE0, 0xFFE6},
                                        {0x1F300, 0x1F64F},
                                        {0x1F680, 0x1F9FF},
                                        {0x20000, 0x3FFFD}}};
  const auto holds = [value](const Range& range) {
    return value >= range.first && value <= range.last;
  };
  if (value < 0x300) return 1;
  if (is_invisible(value) || std::any_of(combining.begin(), combining.end(), holds)) return 0;
  return std::any_of(wide.begin(), wide.end(), holds) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    width += next.valid ? display_width(next.value) : 1;
    text.remove_prefix(next.length);
  }
  return width;
}

std::string escape_code_point(std::string_view prefix, char32_t value, std::size_t digits) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 static_cast<std::uint32_t>(value), 16);
  const std::string number(buffer.data(), end.ptr);
  std::string out(prefix);
  if (number.size() < digits) out.append(digits - number.size(), '0');
  return out + number;
}

}  // namespace plinth
