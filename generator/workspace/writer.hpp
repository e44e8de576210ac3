#pragma once

#include <string>

#include "workspace/file_system.hpp"
#include "workspace/write_plan.hpp"

namespace plinth {

/// Makes `folder` hold what `plan` says, all of it or nothing. Where `folder` is absent,
/// everything is made in a folder beside it and put in place by one rename. Otherwise every new
/// text is written beside its target first, then renamed, the manifest last: until the first rename
/// nothing has changed, and whatever fails before it leaves no trace. A DiagnosticError says what
/// the machine refused. Requires: the plan is not refused.
void apply_plan(const WritePlan& plan, const std::string& folder);

}  // namespace plinth
