#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// Names of the folders in `directory` that have a pack.yaml, sorted; nothing if `directory`
/// cannot be read.
std::optional<std::vector<std::string>> packs_in(const std::string& directory);

/// Paths of all regular files below `folder`, relative, with forward slashes, sorted.
std::vector<std::string> files_in(const std::string& folder);

/// The bytes of the regular file `path` below `folder`; nothing if there is none, if it cannot be
/// read, or if `path` leads out of the folder, be it by `..` or through a symbolic link.
std::optional<std::string> read_inside(const std::string& folder, std::string_view path);

}  // namespace plinth
