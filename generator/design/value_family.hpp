#pragma once

#include <string>

#include "design/operation.hpp"

namespace plinth {

/// What a value is, as far as other values go with it.
enum class Family {
  Number,
  Text,  ///< also a word of an enum
  Bool,
  Date,  ///< a day or an instant
  Time,
  Duration,
  Id,
  List,
  Map,  ///< also an object
  File,
  Unknown,  ///< goes with everything: `null`, any JSON, a serial, what could not be resolved
};

Family family(TypeKind kind);
bool is_whole(TypeKind kind);  ///< int, long
Family family(const Operation& operation);

/// What could not be resolved, and was reported: goes with everything.
Operation unresolved();

/// The type of a value in a report: in backticks.
std::string spoken_type(const Operation& operation);

}  // namespace plinth
