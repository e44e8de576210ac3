// The files are looked at ten times a second. That works on every file system, also where no kernel
// tells of changes that were made elsewhere: network shares, folders of a container's host.

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/watched_files.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth::cli {
namespace {

constexpr std::chrono::milliseconds look_interval(100);

/// One run. Whatever is wrong is reported, and the next save may mend it. Gives what was read.
std::set<std::string> generate_once(const GenerateCommand& command, Terminal& terminal) {
  RunState state;
  try {
    generate(command, state, terminal);
  } catch (const DiagnosticError& error) {
    DiagnosticSink failure;
    failure.add(error.diagnostic());
    report_failure(ExitCode::Machine, failure, "the run was given up", Format::Text, terminal);
  }
  const std::vector<std::string> names = state.files.names();
  return {names.begin(), names.end()};
}

}  // namespace

ExitCode run_command(const WatchCommand& command, Terminal& terminal) {
  const DescriptionOptions& description = command.generate.description;
  const std::vector<std::string>& folders = command.generate.packs.directories;
  std::set<std::string> paths{description.path};
  const auto look = [&] { return FileStates(paths, folders); };
  terminal.write_message("watching `" + visible(description.path) + "`; Ctrl-C ends\n");
  while (!terminal.has_failed()) {
    // What is saved while the run is at work differs from the states of before it.
    FileStates known = look();
    const std::size_t count = paths.size();
    paths.merge(generate_once(command.generate, terminal));
    if (paths.size() > count) known = look();
    FileStates now = look();
    while (now == known) {
      std::this_thread::sleep_for(look_interval);
      now = look();
    }
    // Saving may take several steps: only when all is still again is it read.
    for (FileStates last = now;; last = now) {
      std::this_thread::sleep_for(look_interval);
      now = look();
      if (now == last) break;
    }
  }
  return ExitCode::Machine;
}

}  // namespace plinth::cli
