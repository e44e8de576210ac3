#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// The list `tables` that templates see; its shape is that of `design/table.hpp`.
jinja::Value tables_value(const Design& design);

}  // namespace plinth
