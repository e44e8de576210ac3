#pragma once

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace plinth::cli {

// One function a command, each in a file of its own. What is wrong with the input is reported; a
// machine that fails is a DiagnosticError.

ExitCode run_command(const GenerateCommand& command, Terminal& terminal);
ExitCode run_command(const CheckCommand& command, Terminal& terminal);
ExitCode run_command(const ContextCommand& command, Terminal& terminal);
ExitCode run_command(const PackListCommand& command, Terminal& terminal);
ExitCode run_command(const PackShowCommand& command, Terminal& terminal);
ExitCode run_command(const RenderCommand& command, Terminal& terminal);

}  // namespace plinth::cli
