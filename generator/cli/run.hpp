#pragma once

#include "cli/exit_code.hpp"

namespace plinth::cli {

/// The whole program: from its arguments to its exit status. Writes to the standard streams.
ExitCode run(int count, const char* const* arguments);

}  // namespace plinth::cli
