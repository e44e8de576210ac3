#pragma once

#include <span>
#include <string>
#include <string_view>

namespace plinth {

/// The known word most like `word`, or empty if none is near enough to be meant: at most a third
/// of the letters differ (optimal string alignment distance, ASCII case ignored). The first of
/// equally near ones.
std::string nearest_word(std::string_view word, std::span<const std::string> known);

}  // namespace plinth
