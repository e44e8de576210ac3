#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// A short text that `pattern` (an ECMAScript regular expression) matches as a whole, with
/// `min_length` to `max_length` code points: classes, groups, alternatives and quantifiers are
/// understood. Nothing for look-around, back references and other things that cannot be followed,
/// or where no such text was found.
std::optional<std::string> sample_of_pattern(std::string_view pattern, std::uint64_t min_length,
                                             std::uint64_t max_length);

}  // namespace plinth
