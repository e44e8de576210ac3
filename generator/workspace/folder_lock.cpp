#include "workspace/folder_lock.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "workspace/failure.hpp"

namespace plinth {
namespace {

Diagnostic locked(const std::string& folder) {
  Diagnostic diagnostic;
  diagnostic.id = "locked";
  diagnostic.message = "another run is at work on `" + folder + "`";
  diagnostic.hint = "run the command again when it is done, or say `--wait`";
  return diagnostic;
}

[[noreturn]] void fail_to_lock(const std::string& folder, int reason) {
  fail("file-system", "`" + folder + "`: the folder cannot be locked: " + std::strerror(reason),
       "name a folder that is new or empty, or one of yours that plinth wrote to");
}

}  // namespace

FolderLocked::FolderLocked(const std::string& folder) : DiagnosticError(locked(folder)) {}

FolderLock::FolderLock(const std::string& folder, bool wait) {
  folder_ = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0 && errno == ENOENT) return;
  if (folder_ < 0) fail_to_lock(folder, errno);
  while (::flock(folder_, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    const int reason = errno;
    ::close(folder_);
    if (reason == EWOULDBLOCK) throw FolderLocked(folder);
    fail_to_lock(folder, reason);
  }
}

FolderLock::~FolderLock() {
  if (folder_ >= 0) ::close(folder_);
}

}  // namespace plinth
