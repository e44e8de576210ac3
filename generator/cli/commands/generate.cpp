#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/generation_diff.hpp"
#include "cli/generation_report.hpp"
#include "cli/input_digest.hpp"
#include "cli/report.hpp"
#include "cli/run_state.hpp"
#include "cli/signal_hold.hpp"
#include "workspace/file_system.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/journal.hpp"
#include "workspace/write_plan.hpp"
#include "workspace/writer.hpp"

namespace plinth::cli {
namespace {

Intent intent_of(const GenerateCommand& command) {
  if (command.check) return Intent::Compare;
  return command.dry_run || command.diff ? Intent::Rehearse : Intent::Write;
}

void write(const WritePlan& plan, const std::string& folder) {
  const SignalHold hold;
  apply_plan(plan, folder);
}

/// Whether nothing has to be made to know that nothing changes. A report as JSON says more of the
/// files than their manifest does.
std::optional<WritePlan> unchanged(const GenerateCommand& command, const std::string& inputs,
                                   FileSystem& disk) {
  if (!command.trusts_manifest || command.packs.format == Format::Json) return std::nullopt;
  if (!command.plan.only.empty()) return std::nullopt;  // it may match nothing
  if (inputs.empty() || has_leftovers(disk)) return std::nullopt;
  return plan_unchanged(inputs, disk);
}

Generation generation_of(const GenerateCommand& command, const RunState& state) {
  Generation generation;
  generation.intent = intent_of(command);
  generation.folder = command.out;
  generation.elapsed = state.stopwatch.elapsed();
  return generation;
}

/// Where all came from; which inputs that were is unknown if one of them changed meanwhile, or has
/// something wrong with it that every run has to say.
Provenance provenance_of(const GenerateCommand& command, const std::string& inputs,
                         const RunState& state) {
  const bool certain = state.sink.diagnostics().empty() &&
                       inputs == input_digest(command.description, command.packs);
  return {std::string(subject_of(state)), certain ? inputs : std::string()};
}

}  // namespace

ExitCode generate(const GenerateCommand& command, RunState& state, Terminal& terminal) {
  const Format format = command.packs.format;
  const Intent intent = intent_of(command);
  std::optional<FolderLock> lock;
  if (intent == Intent::Write) lock.emplace(command.out, command.wait);
  DiskFileSystem disk(command.out);
  const std::string inputs = input_digest(command.description, command.packs);
  if (const std::optional<WritePlan> plan = unchanged(command, inputs, disk)) {
    Generation generation = generation_of(command, state);
    if (command.diff) generation.diff = "";
    return report_generation(*plan, generation, state.sink, format, terminal);
  }
  make_artifacts(command.description, command.packs, state);
  if (state.sink.has_errors()) {
    return report_failure(ExitCode::Rejected, state.sink, "nothing was written", format, terminal);
  }
  // Another run has made the folder since the lock was asked for.
  if (lock && !lock->holds() && disk.exists()) throw FolderLocked(command.out);
  if (intent == Intent::Write) {
    const SignalHold hold;
    finish_update(disk);
  } else if (is_unfinished(disk)) {
    state.sink
        .error("unfinished-run", {},
               "a run on `" + command.out + "` was interrupted while it wrote")
        .hint("run `plinth generate` without `--check`, `--dry-run` or `--diff`: it finishes that");
    return report_failure(ExitCode::Found, state.sink, "nothing was compared", format, terminal);
  }
  const Provenance provenance = provenance_of(command, inputs, state);
  const WritePlan plan = plan_writes(state.tree, provenance, disk, command.plan);
  if (plan.is_refused() && (intent != Intent::Compare || plan.is_refused_as_whole())) {
    report_refusals(plan, command.out, state.sink);
    return report_failure(ExitCode::Found, state.sink, "nothing was written", format, terminal);
  }
  if (intent == Intent::Write) write(plan, command.out);
  Generation generation = generation_of(command, state);
  generation.service = provenance.service;
  generation.headline = headline(state);
  if (command.diff) generation.diff = diff_of(plan, disk);
  return report_generation(plan, generation, state.sink, format, terminal);
}

ExitCode run_command(const GenerateCommand& command, Terminal& terminal) {
  for (;;) {
    RunState& state = lasting_state();
    try {
      return generate(command, state, terminal);
    } catch (const FolderLocked&) {
      if (!command.wait) throw;
      // Of two first runs the other one has made the folder: now it can be waited for.
    }
  }
}

}  // namespace plinth::cli
