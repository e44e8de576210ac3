#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace plinth::cli {

/// How files are at one moment, without reading them. Two are equal if no file was saved between:
/// an editor writes a file anew, or puts another in its place.
class FileStates {
 public:
  /// Of the files at `paths` and of all in `folders`, which need not be there.
  FileStates(const std::set<std::string>& paths, const std::vector<std::string>& folders);

  bool operator==(const FileStates&) const = default;

 private:
  void add(const std::string& path);

  /// Path, identity, size, and time of the last change in nanoseconds.
  using State = std::tuple<std::string, std::uint64_t, std::uint64_t, std::int64_t>;
  std::vector<State> states_;
};

}  // namespace plinth::cli
