#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// `500ms`, `30s`, `15m`, `24h`, `7d` in milliseconds; nothing if `text` is none, or is longer than
/// a hundred years.
std::optional<std::uint64_t> parse_duration(std::string_view text);

/// `P7D`, `PT24H`, `PT30M`, `PT0.500S`: the form of ISO 8601 in the largest unit that has no rest.
std::string iso_duration(std::uint64_t milliseconds);

}  // namespace plinth
