#pragma once

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/run_state.hpp"
#include "cli/terminal.hpp"

namespace plinth::cli {

// One function a command, each in a file of its own. What is wrong with the input is reported; a
// machine that fails is a DiagnosticError.

ExitCode run_command(const GenerateCommand& command, Terminal& terminal);
/// The same with the state of the run, which tells what was read.
ExitCode generate(const GenerateCommand& command, RunState& state, Terminal& terminal);

ExitCode run_command(const WatchCommand& command, Terminal& terminal);
ExitCode run_command(const EjectCommand& command, Terminal& terminal);
ExitCode run_command(const RecoverCommand& command, Terminal& terminal);
ExitCode run_command(const CheckCommand& command, Terminal& terminal);
ExitCode run_command(const ContextCommand& command, Terminal& terminal);
ExitCode run_command(const PackListCommand& command, Terminal& terminal);
ExitCode run_command(const PackShowCommand& command, Terminal& terminal);
ExitCode run_command(const RenderCommand& command, Terminal& terminal);

}  // namespace plinth::cli
