#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// `events`: what is told to others, who emits it and what it carries.
jinja::Value events_value(const Design& design);

/// `subscriptions`: events of others and the actions that they run.
jinja::Value subscriptions_value(const Design& design);

}  // namespace plinth
