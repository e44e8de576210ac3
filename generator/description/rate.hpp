#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// So many requests in so many seconds.
struct WrittenRate {
  std::uint64_t count = 0;
  std::uint64_t seconds = 1;
};

/// `100/s`, `100/min`, `100/h` or `100/day`, the count from 1 to 1,000,000,000; nothing for any
/// other text.
std::optional<WrittenRate> parse_rate(std::string_view text);

}  // namespace plinth
