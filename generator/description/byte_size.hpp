#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth {

/// `64KB`, `2MB`, `1GB` in bytes, counted by 1024; nothing if `text` is none, is 0 or more than a
/// tebibyte.
std::optional<std::uint64_t> parse_byte_size(std::string_view text);

}  // namespace plinth
