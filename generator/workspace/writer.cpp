#include "workspace/writer.hpp"

#include <utility>
#include <vector>

#include <unistd.h>

#include "diagnostics/diagnostic.hpp"

namespace plinth {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

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

bool is_written(const PlannedFile& file) {
  return file.outcome == Outcome::Create || file.outcome == Outcome::Update;
}

/// No sync: nothing of anybody's can be lost here, and a tree that a power cut left torn differs
/// from its manifest, which the next run sees and mends.
void generate_first(const WritePlan& plan, const std::string& folder) {
  const SplitFolder split = split_folder(folder);
  DiskFileSystem parent(split.parent);
  const std::string staging = "." + split.name + ".plinth-" + std::to_string(::getpid());
  Traces traces(parent);
  try {
    traces.make_folder_of(staging + "/");
    for (const PlannedFile& file : plan.files) {
      if (!is_written(file)) continue;
      const std::string path = staging + "/" + file.path;
      traces.make_folder_of(path);
      traces.write(path, file.artifact->text(), file.artifact->executable);
    }
    const std::string manifest = staging + "/" + std::string(manifest_path);
    traces.make_folder_of(manifest);
    traces.write(manifest, to_json(plan.manifest), false);
    parent.rename(staging, split.name);
  } catch (const DiagnosticError&) {
    traces.remove();
    throw;
  }
}

std::string staged(const std::string& path) { return path + ".plinth-new"; }

void update(const WritePlan& plan, FileSystem& files) {
  Traces traces(files);
  const std::string manifest(manifest_path);
  try {
    for (const PlannedFile& file : plan.files) {
      if (!is_written(file)) continue;
      traces.make_folder_of(file.path);
      files.remove_file(staged(file.path));  // what a killed run may have left
      traces.write(staged(file.path), file.artifact->text(), file.artifact->executable);
    }
    traces.make_folder_of(manifest);
    files.remove_file(staged(manifest));
    traces.write(staged(manifest), to_json(plan.manifest), false);
  } catch (const DiagnosticError&) {
    traces.remove();
    throw;
  }
  for (const PlannedFile& file : plan.files) {
    if (is_written(file)) files.rename(staged(file.path), file.path);
    if (file.outcome == Outcome::Remove) {
      files.remove_file(file.path);
      for (std::string folder = folder_of(file.path); !folder.empty(); folder = folder_of(folder)) {
        files.remove_folder_if_empty(folder);
      }
    }
  }
  files.rename(staged(manifest), manifest);
}

}  // namespace

void apply_plan(const WritePlan& plan, const std::string& folder) {
  if (!plan.writes()) return;
  DiskFileSystem files(folder);
  if (!files.exists()) return generate_first(plan, folder);
  update(plan, files);
}

}  // namespace plinth
