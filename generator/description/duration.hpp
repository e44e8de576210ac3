#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// Milliseconds of `500ms`, `30s`, `15m`, `24h` or `7d`; nothing for any other text, or where they
/// do not fit 63 bits. Zero is a duration.
std::optional<std::uint64_t> parse_duration(std::string_view text);

}  // namespace plinth
