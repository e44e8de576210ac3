#include "description/duration.hpp"

#include <array>

#include "description/quantity.hpp"

namespace plinth {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t milliseconds;
};

constexpr std::uint64_t day = 24ULL * 60 * 60 * 1000;
constexpr std::uint64_t longest = 36525 * day;

constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                           Unit{"d", day}};

}  // namespace

std::optional<std::uint64_t> parse_duration(std::string_view text) {
  const std::optional<Quantity> quantity = parse_quantity(text, longest);
  if (!quantity) return std::nullopt;
  for (const Unit& unit : units) {
    if (unit.name != quantity->unit) continue;
    if (quantity->number > longest / unit.milliseconds) return std::nullopt;
    return quantity->number * unit.milliseconds;
  }
  return std::nullopt;
}

std::string iso_duration(std::uint64_t milliseconds) {
  const auto in = [&](std::uint64_t unit) { return std::to_string(milliseconds / unit); };
  if (milliseconds % 1000 != 0) {
    std::string fraction = std::to_string(1000 + milliseconds % 1000);
    fraction.front() = '.';
    return "PT" + in(1000) + fraction + "S";
  }
  if (milliseconds == 0 || milliseconds % 60'000 != 0) return "PT" + in(1000) + "S";
  if (milliseconds % 3'600'000 != 0) return "PT" + in(60'000) + "M";
  if (milliseconds % day != 0) return "PT" + in(3'600'000) + "H";
  return "P" + in(day) + "D";
}

}  // namespace plinth
