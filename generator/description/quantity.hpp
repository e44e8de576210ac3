#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// A whole number with the letters behind it: `500ms` is 500 and `ms`.
struct Quantity {
  std::uint64_t number = 0;
  std::string_view unit;
};

/// Digits without a leading zero (`0` alone is one) and at most `largest`, then the rest. Nothing
/// if `text` does not begin so.
std::optional<Quantity> parse_quantity(std::string_view text, std::uint64_t largest);

}  // namespace plinth
