// The decision table of regeneration. What is on disk (D), what was generated last (B) and what is
// generated now (N) are compared by their hashes; who owns the file decides the rest.
//
//   D = N                nothing to do
//   D missing, B none    create
//   D missing, B known   generated and append: create again; merge and once: stay deleted
//   D = B                update; append: never changed once written; once: stays
//   N = B                stays as the user edited it
//   all differ           generated: refused; merge and once: kept
//   D there, B none      refused: it is not ours

#include "workspace/write_plan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "workspace/text_hash.hpp"

namespace plinth {
namespace {

bool has_same_text(std::string_view a, std::string_view b) {
  return a == b || (a.find('\r') != std::string_view::npos && text_hash(a) == text_hash(b));
}

struct Sides {
  std::optional<std::string> disk;     // D
  const ManifestFile* last = nullptr;  // B
  const Artifact* artifact = nullptr;  // N
};

Outcome of_missing(const Sides& sides) {
  const Ownership ownership = sides.artifact->ownership;
  const bool theirs = ownership == Ownership::Merge || ownership == Ownership::Once;
  return sides.last != nullptr && theirs ? Outcome::LeftDeleted : Outcome::Create;
}

Outcome of_present(const Sides& sides, const std::string& new_hash) {
  if (has_same_text(*sides.disk, sides.artifact->text())) return Outcome::Unchanged;
  if (sides.last == nullptr) return Outcome::Foreign;
  if (sides.artifact->ownership == Ownership::Once) return Outcome::Unchanged;
  if (sides.artifact->ownership == Ownership::Append) return Outcome::Immutable;
  if (text_hash(*sides.disk) == sides.last->hash) return Outcome::Update;
  if (sides.artifact->ownership == Ownership::Generated) return Outcome::Edited;
  return new_hash == sides.last->hash ? Outcome::Unchanged : Outcome::Keep;
}

/// What is no longer generated: removed if it is as it was written.
Outcome of_dropped(const ManifestFile& last, const std::optional<std::string>& disk) {
  if (!disk) return Outcome::Unchanged;
  const bool theirs = last.ownership == Ownership::Once || last.ownership == Ownership::Append;
  return !theirs && text_hash(*disk) == last.hash ? Outcome::Remove : Outcome::Orphan;
}

ManifestFile entry_of(const Artifact& artifact, std::string hash) {
  return {artifact.path, artifact.ownership, artifact.template_name, artifact.entity,
          std::move(hash)};
}

void plan_artifact(const Artifact& artifact, FileSystem& files, const Manifest& last, bool first,
                   WritePlan& plan) {
  const ManifestFile* known = last.find(artifact.path);
  std::string hash = text_hash(artifact.text());
  Sides sides{first ? std::nullopt : files.read(artifact.path), known, &artifact};
  const Outcome outcome = sides.disk ? of_present(sides, hash) : of_missing(sides);
  // What was not written keeps the hash of what was: the base that later runs compare with.
  const bool base_stays =
      outcome == Outcome::Keep || outcome == Outcome::Immutable ||
      outcome == Outcome::LeftDeleted || outcome == Outcome::Edited ||
      (outcome == Outcome::Unchanged && known != nullptr && artifact.ownership == Ownership::Once);
  plan.manifest.files.push_back(
      entry_of(artifact, base_stays && known ? known->hash : std::move(hash)));
  plan.files.push_back({artifact.path, outcome, &artifact});
}

void plan_dropped(FileSystem& files, const Manifest& last, WritePlan& plan) {
  for (const ManifestFile& file : last.files) {
    const auto same_path = [&](const PlannedFile& planned) { return planned.path == file.path; };
    const auto made = std::lower_bound(
        plan.files.begin(), plan.files.end(), file.path,
        [](const PlannedFile& planned, const std::string& path) { return planned.path < path; });
    if (made != plan.files.end() && same_path(*made)) continue;
    const Outcome outcome = of_dropped(file, files.read(file.path));
    if (outcome == Outcome::Unchanged) continue;
    plan.files.insert(made, {file.path, outcome, nullptr});
    if (outcome == Outcome::Orphan) plan.manifest.files.push_back(file);
  }
  std::sort(plan.manifest.files.begin(), plan.manifest.files.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
}

}  // namespace

std::string_view outcome_word(Outcome outcome) {
  constexpr std::array<std::string_view, 10> words{"created", "updated",  "unchanged", "removed",
                                                   "kept",    "orphaned", "deleted",   "immutable",
                                                   "edited",  "foreign"};
  return words[static_cast<std::size_t>(outcome)];
}

bool is_refusal(Outcome outcome) {
  return outcome == Outcome::Edited || outcome == Outcome::Foreign;
}

bool needs_attention(Outcome outcome) {
  return is_refusal(outcome) || outcome == Outcome::Keep || outcome == Outcome::Orphan ||
         outcome == Outcome::Immutable;
}

bool WritePlan::is_refused() const {
  return foreign_folder || std::any_of(files.begin(), files.end(), [](const PlannedFile& file) {
           return is_refusal(file.outcome);
         });
}

bool WritePlan::writes() const {
  return manifest_changes ||
         count(Outcome::Create) + count(Outcome::Update) + count(Outcome::Remove) > 0;
}

std::size_t WritePlan::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(),
                    [&](const PlannedFile& file) { return file.outcome == outcome; }));
}

WritePlan plan_writes(const ArtifactTree& tree, FileSystem& files) {
  WritePlan plan;
  const std::vector<std::string> names = files.names();
  plan.first = names.empty();
  Manifest last;
  const std::string path(manifest_path);
  const std::optional<std::string> manifest = plan.first ? std::nullopt : files.read(path);
  if (manifest) {
    last = read_manifest(*manifest, files.display_name(manifest_path));
  } else if (!plan.first) {
    plan.foreign_folder = true;
    return plan;
  }
  for (const Artifact& artifact : tree.artifacts()) {
    plan_artifact(artifact, files, last, plan.first, plan);
  }
  plan_dropped(files, last, plan);
  plan.manifest_changes = !manifest || to_json(plan.manifest) != *manifest;
  return plan;
}

}  // namespace plinth
