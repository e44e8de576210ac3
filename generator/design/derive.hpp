#pragma once

#include "description/description.hpp"
#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// What `description` means: names resolved, defaults filled in, and every deliverable derived.
/// Problems go to `sink`; with errors the design is what could be understood.
Design derive(const Description& description, DiagnosticSink& sink);

}  // namespace plinth
