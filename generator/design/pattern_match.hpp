#pragma once

#include <optional>
#include <string_view>

namespace plinth {

/// Whether `pattern` (an ECMAScript regular expression) matches somewhere in `text`, both UTF-8, in
/// time linear in the text. Nothing where that cannot be told: of look-around, back references and
/// what else is no regular language, and of what RE2 spells in another way.
std::optional<bool> matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace plinth
