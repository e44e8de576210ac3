#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// SHA-256 (FIPS 180-4) of `text` with its line ends as LF, in 64 hexadecimal digits: a checkout
/// that turned LF into CR LF is no edit.
std::string text_hash(std::string_view text);

}  // namespace plinth
