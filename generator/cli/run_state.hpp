#pragma once

#include <optional>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/loaded_service.hpp"
#include "cli/text_report.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"
#include "pack/artifact_tree.hpp"
#include "pack/embedded_packs.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_renderer.hpp"
#include "pack/pack_source.hpp"

namespace plinth::cli {

/// Everything that one run makes, in the order in which it is made: what stands later borrows from
/// what stands before.
struct RunState {
  Stopwatch stopwatch;
  SourceFiles files;
  DiagnosticSink sink;
  PackSource packs{files, embedded_packs()};
  DiagnosticSink pack_sink;  ///< of reading packs, which may happen beside everything else
  PackReader pack_reader{packs, pack_sink};
  PackRenderer renderer{packs};
  std::optional<LoadedService> service;
  std::vector<const Pack*> selected;
  ArtifactTree tree;
};

/// From the description to the files in memory. With errors in `state.sink`, what could be made.
void make_artifacts(const DescriptionOptions& description, const PackOptions& packs,
                    RunState& state);

}  // namespace plinth::cli
