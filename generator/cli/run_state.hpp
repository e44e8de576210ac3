#pragma once

#include <optional>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/loaded_system.hpp"
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
  std::optional<Design> service;
  std::optional<LoadedSystem> system;  ///< instead of `service`
  jinja::Value context;                ///< of `service`
  std::vector<const Pack*> selected;
  ArtifactTree tree;
};

/// A state that is there until the program ends: taking apart piece by piece what the system takes
/// back as a whole would be a good part of a short run.
RunState& lasting_state();

/// From the description, of a service or of a system, to the files in memory. With errors in
/// `state.sink`, what could be made.
void make_artifacts(const DescriptionOptions& description, const PackOptions& packs,
                    RunState& state);

/// What the run was about: its name, and a line that sums it up.
std::string_view subject_of(const RunState& state);
std::string headline(const RunState& state);

}  // namespace plinth::cli
