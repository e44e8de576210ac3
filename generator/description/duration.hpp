#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// `500ms`, `30s`, `15m`, `24h`, `7d` in milliseconds; nothing if `text` is none, or is longer than
/// a hundred years.
std::optional<std::uint64_t> parse_duration(std::string_view text);

}  // namespace plinth
