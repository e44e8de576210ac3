#pragma once

#include <string>

#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Another run is at work on the folder.
class FolderLocked : public DiagnosticError {
 public:
  explicit FolderLocked(const std::string& folder);
};

/// Keeps other runs from writing to a folder for as long as this lives: an advisory lock (flock) on
/// the folder itself, which leaves nothing behind, whatever ends the program. A folder that is not
/// there has nothing to keep.
class FolderLock {
 public:
  /// Waits for another run if `wait`; otherwise one is FolderLocked. A DiagnosticError
  /// `file-system` if the folder cannot be opened.
  FolderLock(const std::string& folder, bool wait);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  /// False if the folder was not there.
  bool holds() const { return folder_ >= 0; }

 private:
  int folder_ = -1;  // descriptor; -1: there is none
};

}  // namespace plinth
