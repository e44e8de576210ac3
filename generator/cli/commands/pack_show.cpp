#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/run_state.hpp"

namespace plinth::cli {

ExitCode run_command(const PackShowCommand& command, Terminal& terminal) {
  RunState state;
  for (const std::string& directory : command.packs.directories) {
    state.packs.add_directory(directory, state.sink);
  }
  const Pack* pack = state.pack_reader.read(command.name);
  state.sink.add_all(state.pack_sink);
  if (pack == nullptr || state.sink.has_errors()) {
    return report_failure(ExitCode::Rejected, state.sink, "there is nothing to show",
                          command.packs.format, terminal);
  }
  return report_pack(*pack, state.sink, command.packs.format, terminal);
}

}  // namespace plinth::cli
