#pragma once

#include <string>

#include "workspace/file_system.hpp"

namespace plinth {

/// What runs that were interrupted had left in a folder, or beside it.
struct Recovery {
  bool finished = false;      ///< an update that was decided: it is carried out now
  bool taken_away = false;    ///< what was staged, and never decided
  bool discarded = false;     ///< an update that was decided: the files stay as they are
  std::size_t abandoned = 0;  ///< folders of first runs beside the folder: removed
};

/// Deals with all of that. With `discard`, a journal is dropped instead of carried out: what was
/// replaced until then stays so. Other DiagnosticErrors as of `finish_update`.
Recovery recover(const std::string& folder, bool discard);

/// Removes the folders in which first runs into `folder` worked that are no longer alive. How many
/// there were.
std::size_t remove_abandoned(const std::string& folder);

/// The name of the folder, beside `folder`, in which this process makes a first generation.
std::string first_run_folder(const std::string& name);

}  // namespace plinth
