#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

jinja::Value resources_value(const Design& design);
jinja::Value limits_value(const std::vector<Limit>& limits);

}  // namespace plinth
