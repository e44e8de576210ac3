#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// `[{kind, integration, settings: [{name, kind, type, fallback, required, secret, minimum,
/// maximum, words, resource, operation, storage, who}]}]`
jinja::Value environment_value(const Design& design);

}  // namespace plinth
