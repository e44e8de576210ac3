#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// What is wrong with `path` as the path of a generated file, or nothing if it is fine. Fine means:
/// relative, forward slashes, well-formed UTF-8, and a legal name on Linux, macOS and Windows
/// alike; not inside a folder that belongs to version control or to the tool itself. The answer
/// completes a sentence: "`path` …": `leads out of the folder`.
std::string problem_with_path(std::string_view path);

/// `path` as a file system that ignores case compares it. Folds the letters of the Latin, Greek and
/// Cyrillic blocks.
std::string case_folded(std::string_view path);

}  // namespace plinth
