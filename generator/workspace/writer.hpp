#pragma once

#include <string>

#include "workspace/file_system.hpp"
#include "workspace/write_plan.hpp"

namespace plinth {

/// Makes `folder` hold what `plan` says, all of it or nothing. Where `folder` is absent,
/// everything is made in a folder beside it and put in place by one rename; otherwise by
/// `update_folder`. A DiagnosticError says what the machine refused. Requires: the plan is not
/// refused.
void apply_plan(const WritePlan& plan, const std::string& folder);

/// Carries out `plan` in a folder that is there, with a journal (journal.hpp).
void update_folder(const WritePlan& plan, FileSystem& files);

}  // namespace plinth
