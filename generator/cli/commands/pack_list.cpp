#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/run_state.hpp"

namespace plinth::cli {

ExitCode run_command(const PackListCommand& command, Terminal& terminal) {
  RunState state;
  for (const std::string& directory : command.packs.directories) {
    state.packs.add_directory(directory, state.sink);
  }
  std::vector<const Pack*> packs;
  for (const std::string& name : state.packs.packs()) {
    if (const Pack* pack = state.pack_reader.read(name)) packs.push_back(pack);
  }
  state.sink.add_all(state.pack_sink);
  return report_packs(packs, state.sink, command.packs.format, terminal);
}

}  // namespace plinth::cli
