// Every step goes through descriptors (openat, O_NOFOLLOW), one name at a time: a symbolic link
// that is planted in the way, even while the program runs, is refused instead of followed.

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostics/diagnostic.hpp"
#include "workspace/failure.hpp"
#include "workspace/file_system.hpp"

namespace plinth {
namespace {

constexpr int open_folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

int retried(auto call) {
  int result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// Opens the folder `name` in the one that is open; -1 with the reason in errno, ELOOP for a link.
int open_folder(int in, const std::string& name) {
  const int opened = retried([&] { return ::openat(in, name.c_str(), open_folder_flags); });
  if (opened >= 0 || errno != ENOTDIR) return opened;
  // Linux says ENOTDIR for a link that O_DIRECTORY and O_NOFOLLOW refuse.
  struct stat status {};
  const bool looked = ::fstatat(in, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  errno = looked && S_ISLNK(status.st_mode) ? ELOOP : ENOTDIR;
  return -1;
}

/// Gives the file `name` in the open folder `in` a mode. Best effort: not every disk has modes.
void change_mode(int in, const std::string& name, mode_t mode) {
  const int file = retried(
      [&] { return ::openat(in, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); });
  if (file < 0) return;
  ::fchmod(file, mode & 0777U);
  ::close(file);
}

/// Why no file can be moved from the open folder `from` to `to`; 0 if it can.
int reason_against(int from, int to) {
  if (::faccessat(to, ".", W_OK | X_OK, 0) != 0) return errno;
  struct stat source {};
  struct stat target {};
  if (::fstat(from, &source) != 0 || ::fstat(to, &target) != 0) return errno;
  return source.st_dev == target.st_dev ? 0 : EXDEV;
}

/// What a person can do about it.
std::string_view hint_for(int reason) {
  switch (reason) {
    case ELOOP:
      return "remove the link: what it leads to is not plinth's to read or to write";
    case ENOSPC:
    case EDQUOT:
      return "make room, and run the command again";
    case EACCES:
    case EPERM:
      return "see who owns it and may write to it, or run the command as its owner";
    case EXDEV:
      return "it is another disk than that of the folder that is written to: unmount it";
    case EROFS:
      return "the disk is mounted for reading only";
    case EISDIR:
    case EINVAL:
      return "move it to another place: a file belongs there";
    case ENOTDIR:
      return "move it to another place: a folder belongs there";
    default:
      return "see whether the disk and the folder are in order, and run the command again";
  }
}

}  // namespace

/// A descriptor that is closed with its owner, unless it is borrowed.
class DiskFileSystem::OpenFolder {
 public:
  OpenFolder(int descriptor, bool borrowed) : descriptor_(descriptor), borrowed_(borrowed) {}
  OpenFolder(OpenFolder&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), borrowed_(other.borrowed_) {}
  OpenFolder& operator=(OpenFolder&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(borrowed_, other.borrowed_);
    return *this;
  }
  ~OpenFolder() {
    if (descriptor_ >= 0 && !borrowed_) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
  bool borrowed_;
};

struct DiskFileSystem::Place {
  OpenFolder folder;
  std::string name;
};

DiskFileSystem::DiskFileSystem(std::string folder) : folder_(std::move(folder)) {
  if (folder_.empty()) folder_ = ".";
  open_root();
}

DiskFileSystem::~DiskFileSystem() {
  if (root_ >= 0) ::close(root_);
}

bool DiskFileSystem::open_root() {
  if (root_ >= 0) return true;
  // The folder itself may be reached through links: the user named it.
  root_ = retried([&] { return ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (root_ < 0 && errno != ENOENT) fail("", "the folder cannot be opened", errno);
  return root_ >= 0;
}

std::string DiskFileSystem::display_name(std::string_view path) const {
  return plinth::display_name(folder_, path);
}

void DiskFileSystem::fail(std::string_view path, std::string_view what, int reason) const {
  Diagnostic diagnostic;
  const bool link = reason == ELOOP;
  diagnostic.id = link ? "symbolic-link" : "file-system";
  diagnostic.message =
      "`" + display_name(path) + "`: " + std::string(what) + ": " +
      (link ? std::string("a symbolic link is in the way") : std::string(std::strerror(reason)));
  diagnostic.hint = hint_for(reason);
  throw DiagnosticError(std::move(diagnostic));
}

std::optional<DiskFileSystem::Place> DiskFileSystem::place_of(const std::string& path) {
  if (root_ < 0) return std::nullopt;
  OpenFolder folder(root_, true);
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', begin)) {
    const std::string name = path.substr(begin, slash - begin);
    const int next = open_folder(folder.descriptor(), name);
    if (next < 0 && errno == ENOENT) return std::nullopt;
    if (next < 0) fail(path.substr(0, slash), "the folder cannot be opened", errno);
    folder = OpenFolder(next, false);
    begin = slash + 1;
  }
  return Place{std::move(folder), path.substr(begin)};
}

EntryKind DiskFileSystem::look_at(const std::string& path) {
  const std::optional<Place> place = place_of(path);
  if (!place) return EntryKind::Missing;
  struct stat status {};
  if (::fstatat(place->folder.descriptor(), place->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) !=
      0) {
    if (errno == ENOENT) return EntryKind::Missing;
    fail(path, "it cannot be examined", errno);
  }
  if (S_ISREG(status.st_mode)) return EntryKind::File;
  return S_ISDIR(status.st_mode) ? EntryKind::Folder : EntryKind::Other;
}

std::vector<std::string> DiskFileSystem::names(const std::string& path) {
  std::vector<std::string> names;
  const std::optional<Place> place = place_of(path.empty() ? "." : path);
  if (!place) return names;
  const int copy = open_folder(place->folder.descriptor(), place->name);
  if (copy < 0 && errno == ENOENT) return names;
  if (copy < 0) fail(path, "the folder cannot be listed", errno);
  DIR* const listing = ::fdopendir(copy);
  if (listing == nullptr) fail(path, "the folder cannot be listed", errno);
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(listing);
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> DiskFileSystem::read(const std::string& path) {
  const std::optional<Place> place = place_of(path);
  if (!place) return std::nullopt;
  // O_NONBLOCK: a pipe planted here must not hang the program.
  const int file = retried([&] {
    return ::openat(place->folder.descriptor(), place->name.c_str(),
                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  });
  if (file < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail(path, "it cannot be read", errno);
  }
  const OpenFolder closes(file, false);
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    fail(path, "it cannot be read", S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
  }
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const ssize_t got = ::read(file, text.data() + filled, text.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, "it cannot be read", errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  text.resize(filled);
  return text;
}

std::vector<std::string> DiskFileSystem::make_folders(const std::string& path) {
  std::vector<std::string> made;
  if (!open_root()) {
    boost::system::error_code error;
    boost::filesystem::create_directories(folder_, error);
    if (error || !open_root()) fail("", "the folder cannot be made", error.value());
    made.emplace_back();
  }
  const auto give_up = [&](std::string_view at, std::string_view what, int reason) {
    for (auto last = made.rbegin(); last != made.rend(); ++last) remove_folder_if_empty(*last);
    fail(at, what, reason);
  };
  OpenFolder folder(root_, true);
  for (std::size_t end = 0; end < path.size();) {
    const std::size_t begin = end == 0 ? 0 : end + 1;
    end = std::min(path.find('/', begin), path.size());
    const std::string name = path.substr(begin, end - begin);
    const std::string so_far = path.substr(0, end);
    int next = open_folder(folder.descriptor(), name);
    if (next < 0 && errno == ENOENT) {
      if (::mkdirat(folder.descriptor(), name.c_str(), 0777) != 0) {
        give_up(so_far, "the folder cannot be made", errno);
      }
      made.push_back(so_far);
      next = open_folder(folder.descriptor(), name);
    }
    if (next < 0) give_up(so_far, "the folder cannot be opened", errno);
    folder = OpenFolder(next, false);
  }
  if (const int reason = reason_against(root_, folder.descriptor()); reason != 0) {
    give_up(path, "no file can be put into the folder", reason);
  }
  return made;
}

void DiskFileSystem::write_new(const std::string& path, std::string_view text, bool executable) {
  const std::optional<Place> place = place_of(path);
  if (!place) fail(path, "it cannot be written", ENOENT);
  const int file = retried([&] {
    return ::openat(place->folder.descriptor(), place->name.c_str(),
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, executable ? 0777 : 0666);
  });
  if (file < 0) fail(path, "it cannot be written", errno);
  std::string_view rest = text;
  int reason = 0;
  while (!rest.empty() && reason == 0) {
    const ssize_t written = ::write(file, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) reason = errno;
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0 && reason == 0) reason = errno;
  if (reason != 0) {
    ::unlinkat(place->folder.descriptor(), place->name.c_str(), 0);
    fail(path, "it cannot be written", reason);
  }
}

void DiskFileSystem::rename(const std::string& from, const std::string& to) {
  const std::optional<Place> source = place_of(from);
  const std::optional<Place> target = place_of(to);
  if (!source || !target) fail(to, "it cannot be put in place", ENOENT);
  struct stat replaced {};
  const bool replaces = ::fstatat(target->folder.descriptor(), target->name.c_str(), &replaced,
                                  AT_SYMLINK_NOFOLLOW) == 0;
  if (replaces && S_ISREG(replaced.st_mode)) {
    change_mode(source->folder.descriptor(), source->name, replaced.st_mode);
  }
  if (::renameat(source->folder.descriptor(), source->name.c_str(), target->folder.descriptor(),
                 target->name.c_str()) != 0) {
    fail(to, "it cannot be put in place", errno);
  }
}

void DiskFileSystem::remove_file(const std::string& path) {
  const std::optional<Place> place = place_of(path);
  if (!place) return;
  if (::unlinkat(place->folder.descriptor(), place->name.c_str(), 0) != 0 && errno != ENOENT) {
    fail(path, "it cannot be removed", errno);
  }
}

void DiskFileSystem::sync() {
  if (root_ >= 0 && ::syncfs(root_) != 0) fail("", "it cannot be written to the disk", errno);
}

void DiskFileSystem::remove_folder_if_empty(const std::string& path) {
  const std::optional<Place> place = place_of(path);
  if (place) ::unlinkat(place->folder.descriptor(), place->name.c_str(), AT_REMOVEDIR);
}

std::string display_name(const std::string& folder, std::string_view path) {
  if (path.empty()) return folder;
  if (folder.empty() || folder == ".") return std::string(path);
  return folder + (folder.ends_with("/") ? "" : "/") + std::string(path);
}

std::string absolute_path(const std::string& path) {
  boost::system::error_code error;
  const boost::filesystem::path current = boost::filesystem::current_path(error);
  if (error) {
    plinth::fail("file-system", "the current folder cannot be told: " + error.message(),
                 "change to a folder that is there");
  }
  return boost::filesystem::absolute(path, current).lexically_normal().string();
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

SplitFolder split_folder(const std::string& folder) {
  boost::filesystem::path path(folder.empty() ? "." : folder);
  path = path.lexically_normal();
  if (path.filename() == "." || path.filename().empty()) path = path.parent_path();
  std::string parent = path.parent_path().string();
  return {parent.empty() ? "." : std::move(parent), path.filename().string()};
}

}  // namespace plinth
