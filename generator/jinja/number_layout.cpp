#include "jinja/number_layout.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "jinja/letter_case.hpp"

namespace plinth::jinja {

std::string digits_of(std::int64_t number, int base, bool upper) {
  std::array<char, 66> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number, base);
  std::string digits(buffer.data(), end.ptr);
  if (number < 0) digits.erase(0, 1);
  return upper ? upper_case(digits) : digits;
}

std::string real_digits(double number, char kind, int precision, bool alternate) {
  const char lower = static_cast<char>(kind | 0x20);
  std::chars_format format = std::chars_format::fixed;
  if (lower == 'e') format = std::chars_format::scientific;
  if (lower == 'g') {
    format = std::chars_format::general;
    precision = std::max(precision, 1);
  }
  std::array<char, 700> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number, format, precision);
  std::string digits(buffer.data(), end.ptr);
  const bool finite = std::isfinite(number);
  if (alternate && finite && digits.find('.') == std::string::npos) {
    digits.insert(std::min(digits.find('e'), digits.size()), 1, '.');
  }
  return kind == lower ? digits : upper_case(digits);
}

}  // namespace plinth::jinja
