#include "description/percent.hpp"

#include <algorithm>
#include <array>

#include "description/duration.hpp"
#include "description/quantity.hpp"
#include "description/text_cursor.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t largest_growth = 100'000;

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_percent_up_to(std::string_view text, std::uint64_t largest) {
  const std::optional<Quantity> whole = parse_quantity(text, largest);
  if (!whole) return false;
  std::string_view rest = whole->unit;
  if (rest == "%") return true;
  if (!rest.starts_with('.') || !rest.ends_with('%')) return false;
  rest = rest.substr(1, rest.size() - 2);
  const bool digits =
      !rest.empty() && rest.size() <= 4 && std::all_of(rest.begin(), rest.end(), is_digit);
  const bool above =
      whole->number == largest && rest.find_first_not_of('0') != std::string_view::npos;
  return digits && !above;
}

}  // namespace

bool is_percent(std::string_view text) { return is_percent_up_to(text, 100); }

bool is_growth(std::string_view text) {
  constexpr std::array<std::string_view, 4> periods{"/week", "/month", "/quarter", "/year"};
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view period = text.substr(slash);
  const bool known = std::find(periods.begin(), periods.end(), period) != periods.end();
  return known && is_percent_up_to(text.substr(0, slash), largest_growth);
}

bool is_circuit_breaker(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  return is_percent(without_blanks(text.substr(0, slash))) &&
         parse_duration(without_blanks(text.substr(slash + 1))).value_or(0) > 0;
}

}  // namespace plinth
