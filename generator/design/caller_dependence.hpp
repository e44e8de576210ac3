#pragma once

#include "design/design.hpp"

// What who asks has to do with what is answered.

namespace plinth {

/// Whether the endpoint looks at the credentials of a call: also one that everybody may call may
/// know who calls, and refuses a token that is none.
bool takes_credentials(const Design& design, const Endpoint& endpoint);

/// Whether everybody may call and gets the same answer, so that it may be kept for all: no field of
/// it is for some only (`read(…)`), none is worked out from `me`, and nothing is expanded that not
/// everybody may see.
bool answers_all_alike(const Design& design, const Endpoint& endpoint);

}  // namespace plinth
