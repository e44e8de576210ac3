#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// Bytes of `64KB`, `5MB` or `2GB` (units of 1024), at least 1; nothing for any other text, or
/// where they do not fit 63 bits.
std::optional<std::uint64_t> parse_byte_size(std::string_view text);

}  // namespace plinth
