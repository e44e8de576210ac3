#include "jinja/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "jinja/letter_case.hpp"

namespace plinth::jinja {
namespace {

/// Takes away single underscores between digits; false if one stands elsewhere.
bool drop_underscores(std::string& digits) {
  const auto misplaced = [](const std::string& text) {
    return text.empty() || text.front() == '_' || text.back() == '_' ||
           text.find("__") != std::string::npos;
  };
  if (digits.find('_') == std::string::npos) return !digits.empty();
  if (misplaced(digits)) return false;
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  return true;
}

int prefix_base(std::string_view digits) {
  if (digits.size() < 3 || digits[0] != '0') return 0;
  switch (static_cast<char>(digits[1] | 0x20)) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text, int base) {
  std::string digits(trimmed(text));
  bool negative = false;
  if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
    negative = digits[0] == '-';
    digits.erase(0, 1);
  }
  const int prefixed = prefix_base(digits);
  if (prefixed != 0 && (base == 0 || base == prefixed)) {
    digits.erase(0, digits[2] == '_' ? 3 : 2);
    base = prefixed;
  }
  if (base == 0) base = 10;
  if (!drop_underscores(digits) || digits[0] == '-' || digits[0] == '+') return std::nullopt;
  if (negative) digits.insert(0, 1, '-');
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::optional<double> parse_real(std::string_view text) {
  std::string digits(trimmed(text));
  if (!drop_underscores(digits)) return std::nullopt;
  if (digits[0] == '+') digits.erase(0, 1);
  if (digits.empty() || digits.find_first_not_of("0123456789.eE+-") != std::string::npos) {
    return std::nullopt;
  }
  double number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace plinth::jinja
