#pragma once

#include "design/design.hpp"

namespace plinth {

/// Puts the values of an example of a row in the order that its rules ask for, as far as they
/// compare two dates, times or numbers: a period ends after it begins. Members are called as on the
/// wire.
void keep_in_order(const Resource& resource, Constant::Object& example);

}  // namespace plinth
