#include "cli/generation_diff.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "workspace/text_merge.hpp"

namespace plinth::cli {

std::string diff_of(const WritePlan& plan, FileSystem& files) {
  std::vector<ChangedText> changes;
  for (const PlannedFile& file : plan.files) {
    const bool written = is_written(file.outcome);
    if (!written && file.outcome != Outcome::Remove) continue;
    changes.push_back({file.path, files.read(file.path), std::nullopt});
    if (written) changes.back().after = std::string(file.text());
    if (!file.from.empty()) changes.push_back({file.from, files.read(file.from), std::nullopt});
  }
  return unified_diff(changes);
}

}  // namespace plinth::cli
