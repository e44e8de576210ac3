#include "description/quantity.hpp"

#include <charconv>

namespace plinth {

std::optional<Quantity> parse_quantity(std::string_view text, std::uint64_t largest) {
  Quantity quantity;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), quantity.number);
  const auto digits = static_cast<std::size_t>(end.ptr - text.data());
  const bool leading_zero = digits > 1 && text.front() == '0';
  if (end.ec != std::errc{} || leading_zero || quantity.number > largest) return std::nullopt;
  quantity.unit = text.substr(digits);
  return quantity;
}

}  // namespace plinth
