#pragma once

#include <string>

#include "workspace/file_system.hpp"
#include "workspace/write_plan.hpp"

namespace plinth::cli {

/// What carrying out `plan` would change in `files`, as `git diff` prints it, in the order of the
/// paths.
std::string diff_of(const WritePlan& plan, FileSystem& files);

}  // namespace plinth::cli
