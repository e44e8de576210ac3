#pragma once

#include "design/design.hpp"

namespace plinth {

/// Fills Design::errors, by status and code, and Endpoint::errors with what each endpoint can
/// answer. On entry Design::errors holds the description's own codes (`resolve_errors`): one that
/// is also derived overrides its status, message and retry. Endpoints, schemas and rules are there.
void derive_errors(Design& design);

}  // namespace plinth
