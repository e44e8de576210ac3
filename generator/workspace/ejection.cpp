#include "workspace/ejection.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/nearest_word.hpp"
#include "workspace/failure.hpp"
#include "workspace/journal.hpp"
#include "workspace/manifest.hpp"

namespace plinth {
namespace {

/// The file at `path`, or all below it; all there are below an empty one.
std::vector<ManifestFile*> entries_at(const std::string& path, Manifest& manifest,
                                      const FileSystem& files) {
  std::vector<ManifestFile*> found;
  for (ManifestFile& file : manifest.files) {
    if (path.empty() || file.path == path || file.path.starts_with(path + "/"))
      found.push_back(&file);
  }
  if (!found.empty() || path.empty()) return found;
  std::vector<std::string> known;
  for (const ManifestFile& file : manifest.files) known.push_back(file.path);
  const std::string near = nearest_word(path, known);
  fail("not-generated", "`" + files.display_name(path) + "` is no file that plinth generated",
       near.empty() ? "it is yours anyway" : "did you mean `" + files.display_name(near) + "`?");
}

}  // namespace

std::vector<std::string> eject(const std::vector<std::string>& paths, Ejection ejection,
                               FileSystem& files) {
  const std::optional<std::string> text = files.read(std::string(manifest_path));
  if (!text) {
    fail("no-manifest", "`" + files.display_name("") + "` has no files that plinth generated",
         "name a file in a folder that `plinth generate` wrote");
  }
  Manifest manifest = read_manifest(*text, files.display_name(manifest_path));
  std::vector<std::string> changed;
  for (const std::string& path : paths) {
    for (ManifestFile* const entry : entries_at(path, manifest, files)) {
      const bool ejected = ejection == Ejection::Eject;
      if (entry->ejected == ejected) continue;
      entry->ejected = ejected;
      entry->conflict.clear();  // nothing is merged any more
      if (changed.empty() || changed.back() != path) changed.push_back(path);
    }
  }
  if (changed.empty()) return changed;
  manifest.provenance.inputs.clear();  // the same inputs do other things now
  Update update(files);
  try {
    update.put(std::string(manifest_path), to_json(manifest), false);
    update.commit();
  } catch (const DiagnosticError&) {
    update.give_up();
    throw;
  }
  return changed;
}

}  // namespace plinth
