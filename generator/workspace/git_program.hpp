#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// A folder for git to work in, of this user alone; gone with its owner.
class GitScratch {
 public:
  /// A DiagnosticError `file-system` if it cannot be made.
  GitScratch();
  ~GitScratch();
  GitScratch(const GitScratch&) = delete;
  GitScratch& operator=(const GitScratch&) = delete;

  /// Writes a file, and the folders above it.
  void write(const std::string& path, std::string_view text) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct GitResult {
  int status = 0;  ///< what git ended with
  std::string output;
};

/// Runs the user's `git` with these arguments in `folder`, without their configuration: the same
/// output everywhere. A DiagnosticError `git-missing` if there is none.
GitResult run_git(const std::vector<std::string>& arguments, const std::string& folder);

}  // namespace plinth
