#pragma once

#include <string>

#include "cli/command_line.hpp"

namespace plinth::cli {

/// SHA-256 of everything that decides what is generated: the program with its packs, the packs of
/// `--packs`, the description (with its line ends as LF) and `--set`. The same on every machine.
/// Empty where that is not known before all is read: of a system, or if a file cannot be read.
std::string input_digest(const DescriptionOptions& description, const PackOptions& packs);

}  // namespace plinth::cli
