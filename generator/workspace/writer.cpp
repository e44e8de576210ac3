#include "workspace/writer.hpp"

#include <utility>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/journal.hpp"
#include "workspace/last_generated.hpp"
#include "workspace/recovery.hpp"
#include "workspace/text_hash.hpp"

namespace plinth {
namespace {

/// What was made so far, so that it can be taken away again.
class Traces {
 public:
  explicit Traces(FileSystem& files) : files_(files) {}

  void make_folder_of(const std::string& path) {
    const std::string folder = folder_of(path);
    if (folder == last_folder_) return;
    for (std::string& made : files_.make_folders(folder)) folders_.push_back(std::move(made));
    last_folder_ = folder;
  }

  void write(const std::string& path, std::string_view text, bool executable) {
    files_.write_new(path, text, executable);
    written_.push_back(path);
  }

  /// Best effort: the first failure is the one that is reported.
  void remove() {
    for (const std::string& path : written_) attempt([&] { files_.remove_file(path); });
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) {
      attempt([&] { files_.remove_folder_if_empty(*folder); });
    }
  }

 private:
  static void attempt(auto step) {
    try {
      step();
    } catch (const DiagnosticError&) {
      return;
    }
  }

  FileSystem& files_;
  std::string last_folder_ = "/";  // no relative path is in it
  std::vector<std::string> folders_;
  std::vector<std::string> written_;
};

/// No sync: nothing of anybody's can be lost here, and a tree that a power cut left torn differs
/// from its manifest, which the next run sees and mends.
void generate_first(const WritePlan& plan, const std::string& folder) {
  remove_abandoned(folder);
  const SplitFolder split = split_folder(folder);
  DiskFileSystem parent(split.parent);
  const std::string staging = first_run_folder(split.name);
  Traces traces(parent);
  try {
    traces.make_folder_of(staging + "/");
    const FolderLock lock(parent.display_name(staging), false);
    for (const PlannedFile& file : plan.files) {
      if (!is_written(file.outcome)) continue;
      const std::string path = staging + "/" + file.path;
      traces.make_folder_of(path);
      traces.write(path, file.text(), file.artifact->executable);
    }
    for (const std::string& text : plan.new_bases) {
      const std::string path = staging + "/" + base_path(text_hash(text));
      traces.make_folder_of(path);
      traces.write(path, text, false);
    }
    const std::string manifest = staging + "/" + std::string(manifest_path);
    traces.make_folder_of(manifest);
    traces.write(manifest, to_json(plan.manifest), false);
    parent.rename(staging, split.name);
  } catch (const DiagnosticError&) {
    traces.remove();
    if (parent.look_at(split.name) == EntryKind::Folder) throw FolderLocked(folder);  // meanwhile
    throw;
  }
}

/// Bases first, the manifest last of what is written.
void say_steps(const WritePlan& plan, Update& update) {
  for (const std::string& text : plan.new_bases) {
    update.put(base_path(text_hash(text)), text, false);
  }
  for (const PlannedFile& file : plan.files) {
    const bool written = is_written(file.outcome);
    if (written) update.put(file.path, file.text(), file.artifact->executable);
    if (file.outcome == Outcome::Remove) update.remove(file.path);
    if (written && !file.from.empty()) update.remove(file.from);
  }
  for (const std::string& hash : plan.old_bases) update.remove(base_path(hash));
  update.put(std::string(manifest_path), to_json(plan.manifest), false);
}

}  // namespace

void update_folder(const WritePlan& plan, FileSystem& files) {
  Update update(files);
  try {
    say_steps(plan, update);
    update.commit();
  } catch (const DiagnosticError&) {
    update.give_up();
    throw;
  }
}

void apply_plan(const WritePlan& plan, const std::string& folder) {
  if (!plan.writes()) return;
  if (plan.makes_folder) return generate_first(plan, folder);
  DiskFileSystem files(folder);
  update_folder(plan, files);
}

}  // namespace plinth
