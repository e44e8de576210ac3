#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// What stands at a path. A symbolic link is `Other`: it is never followed.
enum class EntryKind { Missing, File, Folder, Other };

/// The file system below one folder. Paths are relative to it, with forward slashes, and never lead
/// out of it, nor through a symbolic link. Everything that the machine refuses is a DiagnosticError
/// with the path and the system's reason.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// What a report calls the file at `path`: the path with its folder in front.
  virtual std::string display_name(std::string_view path) const = 0;

  /// Whether the folder itself is there.
  virtual bool exists() = 0;

  virtual EntryKind look_at(const std::string& path) = 0;

  /// The names in the folder at `path` (empty: the folder itself), sorted; none if it does not
  /// exist.
  virtual std::vector<std::string> names(const std::string& path) = 0;

  /// The bytes of the file at `path`, or nothing if there is no file.
  virtual std::optional<std::string> read(const std::string& path) = 0;

  /// Makes the folder at `path` and those above it, where they are missing. Gives those it made,
  /// the outermost first. A folder that no file can be renamed into is a DiagnosticError, too.
  virtual std::vector<std::string> make_folders(const std::string& path) = 0;

  /// Writes a file that must not exist yet; its folder must. Mode 0644, or 0755 if `executable`,
  /// less the umask.
  virtual void write_new(const std::string& path, std::string_view text, bool executable) = 0;

  /// Puts the file or folder at `from` where `to` is, in one step; a file there is replaced, and
  /// its mode kept; a folder there must be empty.
  virtual void rename(const std::string& from, const std::string& to) = 0;

  virtual void remove_file(const std::string& path) = 0;

  /// Removes the folder at `path` if it is empty; otherwise nothing happens.
  virtual void remove_folder_if_empty(const std::string& path) = 0;

  /// Returns when all that was written here is on the disk.
  virtual void sync() = 0;
};

/// The real file system below `folder`, which need not exist: then it does not for as long as this
/// lives, unless it is made here. What a plan is made of may not change with what others do.
class DiskFileSystem : public FileSystem {
 public:
  explicit DiskFileSystem(std::string folder);
  ~DiskFileSystem() override;
  DiskFileSystem(const DiskFileSystem&) = delete;
  DiskFileSystem& operator=(const DiskFileSystem&) = delete;

  std::string display_name(std::string_view path) const override;
  bool exists() override { return root_ >= 0; }
  EntryKind look_at(const std::string& path) override;
  std::vector<std::string> names(const std::string& path) override;
  std::optional<std::string> read(const std::string& path) override;
  std::vector<std::string> make_folders(const std::string& path) override;
  void write_new(const std::string& path, std::string_view text, bool executable) override;
  void rename(const std::string& from, const std::string& to) override;
  void remove_file(const std::string& path) override;
  void remove_folder_if_empty(const std::string& path) override;
  void sync() override;

 private:
  class OpenFolder;
  struct Place;
  /// The open folder that holds `path`, reached without following a link, and the last name.
  std::optional<Place> place_of(const std::string& path);
  [[noreturn]] void fail(std::string_view path, std::string_view what, int reason) const;

  std::string folder_;
  int root_ = -1;  // descriptor of the folder; -1: it does not exist (yet)
  bool open_root();
};

/// `path` with its `folder` in front, as a person would name it.
std::string display_name(const std::string& folder, std::string_view path);

/// `path` from the root, without `.` and `..`. A DiagnosticError `file-system` if it cannot be
/// told, as the current folder was removed.
std::string absolute_path(const std::string& path);

/// The folder that a path leads into; empty if that is the folder of the file system itself.
std::string folder_of(const std::string& path);

/// The parent of `folder` and its last name; the parent of a bare name is `.`.
struct SplitFolder {
  std::string parent;
  std::string name;
};
SplitFolder split_folder(const std::string& folder);

}  // namespace plinth
