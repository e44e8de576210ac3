#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "pack/pack.hpp"

namespace plinth {

/// What one pack.yaml says, without what the pack inherits.
struct WrittenPack {
  Pack pack;
  std::string base;  ///< the name of the pack that it extends; may be empty
  Span base_place;
};

/// Reads the pack.yaml of the folder `folder`. What is wrong goes into the sink; nothing if it is
/// no YAML. Text that does not stand in the manifest letter by letter is added to `files`.
std::optional<WrittenPack> read_manifest(const std::string& folder, const SourceFile& manifest,
                                         SourceFiles& files, DiagnosticSink& sink);

}  // namespace plinth
