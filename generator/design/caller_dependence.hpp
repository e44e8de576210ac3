#pragma once

#include "design/design.hpp"

// What who asks has to do with what is answered.

namespace plinth {

/// Whether the field is worked out from `me`: for each caller anew, so that no column holds it.
bool is_worked_out_for_caller(const Field& field);

/// Whether the field is for some callers only (`read(…)`), or says something else to each.
bool depends_on_caller(const Field& field);

/// Fills `credentials` and `alike` of each endpoint.
void derive_caller_dependence(Design& design);

}  // namespace plinth
