#include "description/byte_size.hpp"

#include <array>

#include "description/quantity.hpp"

namespace plinth {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};

constexpr std::array units{Unit{"KB", 1ULL << 10U}, Unit{"MB", 1ULL << 20U},
                           Unit{"GB", 1ULL << 30U}};

constexpr std::uint64_t largest = 1ULL << 40U;

}  // namespace

std::optional<std::uint64_t> parse_byte_size(std::string_view text) {
  const std::optional<Quantity> quantity = parse_quantity(text, largest);
  if (!quantity || quantity->number == 0) return std::nullopt;
  for (const Unit& unit : units) {
    if (unit.name != quantity->unit) continue;
    if (quantity->number > largest / unit.bytes) return std::nullopt;
    return quantity->number * unit.bytes;
  }
  return std::nullopt;
}

}  // namespace plinth
