#include "description/rate.hpp"

#include <array>

#include "description/quantity.hpp"

namespace plinth {
namespace {

struct Unit {
  std::string_view name;
  std::uint32_t seconds;
};

constexpr std::array units{Unit{"/s", 1}, Unit{"/min", 60}, Unit{"/h", 3600}, Unit{"/day", 86400}};

constexpr std::uint64_t largest_count = 1'000'000'000;

}  // namespace

std::optional<Rate> parse_rate(std::string_view text) {
  const std::optional<Quantity> quantity = parse_quantity(text, largest_count);
  if (!quantity || quantity->number == 0) return std::nullopt;
  for (const Unit& unit : units) {
    if (unit.name == quantity->unit)
      return Rate{static_cast<std::uint32_t>(quantity->number), unit.seconds};
  }
  return std::nullopt;
}

}  // namespace plinth
