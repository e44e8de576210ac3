#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// So many in so many seconds.
struct Rate {
  std::uint32_t count = 0;
  std::uint32_t seconds = 0;
};

/// `100/s`, `100/min`, `100/h`, `100/day`; nothing if `text` is no such rate. The count is at least
/// 1 and at most a thousand million.
std::optional<Rate> parse_rate(std::string_view text);

}  // namespace plinth
