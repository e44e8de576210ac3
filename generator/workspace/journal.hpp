#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workspace/file_system.hpp"

namespace plinth {

/// One step of an update.
struct JournalStep {
  std::string from;  ///< the staged file that is put at `to`; empty: `to` is removed
  std::string to;
  std::string was;  ///< `text_hash` of what is at `to` before; empty: nothing
};

/// The new texts of an update, and what is done with them. Everything is staged in
/// `.plinth/staged/` and synced before the journal is put in place, which is the moment of
/// decision: what ends the program before leaves the old tree, what ends it later leaves a journal
/// that the next run carries out. Nobody sees a mixture of both for longer than that.
class Update {
 public:
  explicit Update(FileSystem& files) : files_(files) {}

  /// Stages `text` to be put at `path`.
  void put(const std::string& path, std::string_view text, bool executable);
  /// Removes the file at `path`, and the folders that are empty then.
  void remove(const std::string& path);
  /// Carries out everything, in the order in which it was said.
  void commit();
  /// After a DiagnosticError of the others: takes away what was staged, unless it was decided.
  void give_up();

 private:
  void make_folders(const std::string& path);
  std::string hash_at(const std::string& path);

  FileSystem& files_;
  std::vector<JournalStep> steps_;
  std::vector<std::string> made_folders_;
  std::string last_folder_ = "/";  // no relative path is in it
  bool committed_ = false;
};

/// Whether a run was ended in the middle of an update.
bool is_unfinished(FileSystem& files);

/// Whether there is something of an interrupted run for `finish_update` to do.
bool has_leftovers(FileSystem& files);

/// Finishes the update of a run that was ended in the middle of it, and takes away what one staged
/// that was ended before. A journal that cannot be trusted (`journal-damaged`), or a file that was
/// edited since (`edited-since`), is a DiagnosticError; nothing is changed then.
void finish_update(FileSystem& files);

/// Drops the journal of such a run: what it replaced stays replaced, the rest stays as it was.
void discard_update(FileSystem& files);

}  // namespace plinth
