#pragma once

#include "context/errors_context.hpp"
#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// The endpoints in their order; endpoints of one path stand together.
jinja::Value endpoints_value(const Design& design, const ErrorResponses& responses);

/// The parameters by id.
jinja::Value parameters_value(const Design& design);

/// The tags by name, each once, with the resource that it stands for.
jinja::Value tags_value(const Design& design);

}  // namespace plinth
