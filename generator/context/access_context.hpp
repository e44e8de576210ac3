#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// `[{role, membership, access}]`: what each role may do at `endpoint`, in the order of the roles.
jinja::Value access_value(const Design& design, const Endpoint& endpoint);

}  // namespace plinth
