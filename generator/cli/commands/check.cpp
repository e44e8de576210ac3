#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/run_state.hpp"

namespace plinth::cli {

ExitCode run_command(const CheckCommand& command, Terminal& terminal) {
  RunState& state = lasting_state();
  make_artifacts(command.description, command.packs, state);
  if (state.sink.has_errors()) {
    return report_failure(ExitCode::Rejected, state.sink, "nothing was written",
                          command.packs.format, terminal);
  }
  return report_checked(headline(state), state.stopwatch.elapsed(), state.sink,
                        command.packs.format, terminal);
}

}  // namespace plinth::cli
