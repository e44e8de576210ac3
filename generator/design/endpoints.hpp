#pragma once

#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Fills `Design::endpoints`, `parameters` and `schemas`: one endpoint for every operation that
/// somebody may use, every action, every upload, and the service's own sign-in. Two endpoints of
/// one id or one route, and two query parameters of one name, go to `sink`.
void derive_endpoints(Design& design, DiagnosticSink& sink);

}  // namespace plinth
