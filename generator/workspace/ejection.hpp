#pragma once

#include <string>
#include <vector>

#include "workspace/file_system.hpp"

namespace plinth {

/// Whose a file is from now on: the user's, whatever its pack says, or as its pack says again.
enum class Ejection { Eject, Undo };

/// Says so of the files at `paths`, and of those below them, in the manifest of the folder; an
/// empty path is the folder itself. Gives the paths for which that is new. A path that is not of
/// the manifest (`not-generated`) or a folder without one (`no-manifest`) is a DiagnosticError;
/// nothing is changed then.
std::vector<std::string> eject(const std::vector<std::string>& paths, Ejection ejection,
                               FileSystem& files);

}  // namespace plinth
