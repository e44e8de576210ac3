#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// What is wrong with `pattern` as a regular expression of ECMAScript (ECMA-262, 22.2.1), in words;
/// empty if nothing is that JavaScript and the databases would stumble over.
std::string mistake_in_pattern(std::string_view pattern);

}  // namespace plinth
