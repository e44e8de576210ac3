#pragma once

#include "diagnostics/diagnostic.hpp"
#include "jinja/value.hpp"
#include "pack/artifact_tree.hpp"
#include "pack/pack.hpp"
#include "pack/pack_source.hpp"

namespace plinth {

/// Renders every file of `pack` whose `when` holds for `context` (a map) into `tree`. A template
/// that cannot be rendered is reported, with what was being made of it, and the next file is taken.
/// Only templates that are rendered are read.
void render_pack(const Pack& pack, const PackSource& source, const jinja::Value& context,
                 ArtifactTree& tree, DiagnosticSink& sink);

}  // namespace plinth
