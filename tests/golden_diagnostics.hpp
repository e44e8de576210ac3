#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace plinth {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Holds what `printed` makes of every `NAME.yaml` in `folder` (from the project's root) against
/// `NAME.txt` beside it. With PLINTH_UPDATE_GOLDEN in the environment the expected texts are
/// written anew, to be reviewed as a change of the files.
inline void check_golden_diagnostics(
    const std::string& folder, std::size_t least,
    const std::function<std::string(const std::string& text, const std::string& name)>& printed) {
  const std::filesystem::path root = std::filesystem::path(PLINTH_SOURCE_DIR) / folder;
  std::vector<std::filesystem::path> cases;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() == ".yaml") cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  CHECK(cases.size() >= least);
  const bool update = std::getenv("PLINTH_UPDATE_GOLDEN") != nullptr;
  for (std::filesystem::path path : cases) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const std::string actual = printed(file_text(path), name);
    path.replace_extension(".txt");
    if (update) std::ofstream(path, std::ios::binary) << actual;
    CHECK(actual == file_text(path));
    CHECK_FALSE(actual.empty());
  }
}

}  // namespace plinth
