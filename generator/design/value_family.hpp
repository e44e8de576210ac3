#pragma once

#include <string>

#include "design/operation.hpp"

namespace plinth {

/// What a value is, as far as other values go with it.
enum class Family { Number, Text, Bool, Date, Time, Duration, Id, Unknown };

Family family(TypeKind kind);
/// Unknown of what could not be resolved, and of null.
Family family(const Operation& operation);

/// The type of a value in a report: in backticks.
std::string spoken_type(const Operation& operation);

}  // namespace plinth
