#pragma once

#include <map>
#include <string>

#include "design/operation.hpp"

namespace plinth {

/// False if `condition` holds for every row whose fields have the words in `known` (snake name of
/// the field -> word of its enum), whatever the other fields hold. Null makes a rule hold.
bool can_be_broken(const Operation& condition, const std::map<std::string, std::string>& known);

/// False if `condition` holds for no such row.
bool can_hold(const Operation& condition, const std::map<std::string, std::string>& known);

}  // namespace plinth
