#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// The schemas by name.
jinja::Value schemas_value(const Design& design);

}  // namespace plinth
