#include "workspace/recovery.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>

#include <unistd.h>

#include "diagnostics/diagnostic.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/journal.hpp"

namespace plinth {
namespace {

std::string prefix_of(const std::string& name) { return "." + name + ".plinth-"; }

/// The process that named its folder so; 0 if none did.
pid_t owner_of(std::string_view entry, std::string_view prefix) {
  if (!entry.starts_with(prefix)) return 0;
  const std::string_view digits = entry.substr(prefix.size());
  pid_t owner = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), owner);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && owner > 0 ? owner : 0;
}

/// A process of another container does not show here, but its lock on the folder does.
bool is_abandoned(pid_t owner, const std::string& folder) {
  if (::kill(owner, 0) == 0 || errno != ESRCH) return false;
  try {
    const FolderLock lock(folder, false);
    return true;
  } catch (const FolderLocked&) {
    return false;
  }
}

void remove_tree(const std::string& folder, FileSystem& files) {
  for (const std::string& name : files.names(folder)) {
    const std::string path = folder + "/" + name;
    if (files.look_at(path) == EntryKind::Folder) {
      remove_tree(path, files);
    } else {
      files.remove_file(path);
    }
  }
  files.remove_folder_if_empty(folder);
}

}  // namespace

std::string first_run_folder(const std::string& name) {
  return prefix_of(name) + std::to_string(::getpid());
}

std::size_t remove_abandoned(const std::string& folder) {
  std::size_t removed = 0;
  try {
    const SplitFolder split = split_folder(absolute_path(folder));
    DiskFileSystem parent(split.parent);
    for (const std::string& entry : parent.names("")) {
      const pid_t owner = owner_of(entry, prefix_of(split.name));
      if (owner == 0 || parent.look_at(entry) != EntryKind::Folder) continue;
      if (!is_abandoned(owner, parent.display_name(entry))) continue;
      remove_tree(entry, parent);
      ++removed;
    }
  } catch (const DiagnosticError&) {
    return removed;  // a folder above that may not be read, say: nothing that a run depends on
  }
  return removed;
}

Recovery recover(const std::string& folder, bool discard) {
  Recovery recovery;
  recovery.abandoned = remove_abandoned(folder);
  DiskFileSystem files(folder);
  if (!files.exists() || !has_leftovers(files)) return recovery;
  const bool decided = is_unfinished(files);
  recovery.taken_away = !decided;
  recovery.finished = decided && !discard;
  recovery.discarded = decided && discard;
  if (recovery.discarded) discard_update(files);
  finish_update(files);
  return recovery;
}

}  // namespace plinth
