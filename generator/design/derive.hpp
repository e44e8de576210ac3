#pragma once

#include "description/description.hpp"
#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// What is written in `description`, with every name resolved, every default filled in and every
/// rule checked. Nothing is derived from it: what shows only there is not reported, which is
/// `endpoint-collision`, `parameter-collision` and `unknown-error`.
Design resolve(const Description& description, DiagnosticSink& sink);

/// What `description` means: names resolved, defaults filled in, and every deliverable derived.
/// Problems go to `sink`; with errors the design is what could be understood.
Design derive(const Description& description, DiagnosticSink& sink);

}  // namespace plinth
