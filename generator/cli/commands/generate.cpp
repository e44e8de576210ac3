#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/generation_diff.hpp"
#include "cli/generation_report.hpp"
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

ExitCode generate(const GenerateCommand& command, Terminal& terminal) {
  const Format format = command.packs.format;
  const Intent intent = intent_of(command);
  RunState state;
  make_artifacts(command.description, command.packs, state);
  if (state.sink.has_errors()) {
    return report_failure(ExitCode::Rejected, state.sink, "nothing was written", format, terminal);
  }
  std::optional<FolderLock> lock;
  if (intent == Intent::Write) lock.emplace(command.out, command.wait);
  DiskFileSystem disk(command.out);
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
  const WritePlan plan = plan_writes(state.tree, disk, command.plan);
  if (plan.is_refused() && (intent != Intent::Compare || plan.foreign_folder)) {
    report_refusals(plan, command.out, state.sink);
    return report_failure(ExitCode::Found, state.sink, "nothing was written", format, terminal);
  }
  if (intent == Intent::Write) write(plan, command.out);
  Generation generation{intent, std::string(subject_of(state)), headline(state), command.out,
                        state.stopwatch.elapsed()};
  if (command.diff) generation.diff = diff_of(plan, disk);
  return report_generation(plan, generation, state.sink, format, terminal);
}

}  // namespace

ExitCode run_command(const GenerateCommand& command, Terminal& terminal) {
  for (;;) {
    try {
      return generate(command, terminal);
    } catch (const FolderLocked&) {
      if (!command.wait) throw;
      // Of two first runs the other one has made the folder: now it can be waited for.
    }
  }
}

}  // namespace plinth::cli
