#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workspace/file_system.hpp"

namespace plinth {

/// Where the texts of the last run are kept of files that are merged.
inline constexpr std::string_view base_folder = ".plinth/base";

/// Where the text with this `text_hash` is kept: what was generated last of a file that is merged.
std::string base_path(std::string_view hash);

/// The kept text; nothing if it is missing, or is not the text that `hash` was made of.
std::optional<std::string> read_base(FileSystem& files, std::string_view hash);

}  // namespace plinth
