// The decision table of regeneration. What is on disk (D), what was generated last (B) and what is
// generated now (N) are compared by their hashes; who owns the file decides the rest.
//
//   D = N                nothing to do
//   D missing, B none    create
//   D missing, B known   generated and append: create again; merge and once: stay deleted
//   D = B                update; append: never changed once written; once: stays
//   N = B                stays as the user edited it
//   all differ           generated: refused; merge: both changes, line by line; once: kept
//                        merge, and D is not text: refused, unless one side was chosen
//   D there, B none      refused: it is not ours
//
// What the user took over (ejected) is `once`, whatever its pack says.
// A file whose path changed, but not what it is made of (template and entity), takes D along.

#include "workspace/write_plan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fnmatch.h>

#include "threads/processors.hpp"
#include "workspace/last_generated.hpp"
#include "workspace/text_hash.hpp"
#include "workspace/text_merge.hpp"

namespace plinth {
namespace {

bool has_same_text(std::string_view a, std::string_view b) {
  return a == b || (a.find('\r') != std::string_view::npos && text_hash(a) == text_hash(b));
}

bool path_matches(const std::string& path, const std::string& pattern) {
  const std::string folder = pattern + (pattern.ends_with('/') ? "" : "/");
  return path.starts_with(folder) || ::fnmatch(pattern.c_str(), path.c_str(), 0) == 0;
}

/// Plans one run, file by file.
class Planner {
 public:
  Planner(const ArtifactTree& tree, const Provenance& provenance, FileSystem& files,
          const PlanOptions& options)
      : tree_(tree), provenance_(provenance), files_(files), options_(options) {}

  WritePlan plan() {
    plan_.makes_folder = !files_.exists();
    plan_.first = files_.names("").empty();
    const std::string path(manifest_path);
    const std::optional<std::string> manifest = plan_.first ? std::nullopt : files_.read(path);
    if (manifest) {
      last_ = read_manifest(*manifest, files_.display_name(manifest_path));
    } else if (!plan_.first && !options_.adopt) {
      plan_.lost_manifest = !files_.names(std::string(base_folder)).empty();
      plan_.foreign_folder = !plan_.lost_manifest;
      return std::move(plan_);
    }
    const std::string& service = last_.provenance.service;
    if (!service.empty() && service != provenance_.service && !options_.adopt) {
      plan_.other_service = service;
      return std::move(plan_);
    }
    find_moves();
    const std::vector<Artifact>& artifacts = tree_.artifacts();
    std::vector<std::string> hashes(artifacts.size());
    on_all_processors(artifacts.size(),
                      [&](std::size_t at) { hashes[at] = text_hash(artifacts[at].text()); });
    for (std::size_t at = 0; at < artifacts.size(); ++at) {
      plan_artifact(artifacts[at], std::move(hashes[at]));
    }
    plan_dropped();
    find_only_without_match();
    plan_bases();
    plan_.manifest.provenance.service = provenance_.service;
    if (!partial_) plan_.manifest.provenance.inputs = provenance_.inputs;
    plan_.manifest_changes = !manifest || provenance_.service != last_.provenance.service ||
                             plan_.manifest.files != last_.files;
    plan_.inputs_change = plan_.manifest.provenance.inputs != last_.provenance.inputs;
    return std::move(plan_);
  }

 private:
  using Identity = std::pair<std::string_view, std::string_view>;  // template, entity

  /// One file that is generated: the sides of its decision, and what comes of them.
  struct Sides {
    const Artifact& artifact;  // N
    Ownership ownership;
    const ManifestFile* last;         // B
    std::optional<std::string> disk;  // D
    std::string base;                 // hash of B
    std::string now;                  // hash of N
    PlannedFile planned;
    bool base_stays = false;  // N was not taken over: later runs compare with B again
    bool conflicts = false;   // markers are left in the file

    Outcome& outcome() { return planned.outcome; }
  };

  static Identity former_identity(const Artifact& artifact) {
    return {artifact.template_name, artifact.former_entity};
  }

  bool takes_part(const std::string& path) {
    if (options_.only.empty()) return true;
    bool matches = false;
    for (const std::string& pattern : options_.only) {
      if (!path_matches(path, pattern)) continue;
      matches = true;
      matched_.insert(pattern);
    }
    return matches;
  }

  void find_only_without_match() {
    for (const std::string& pattern : options_.only) {
      if (!matched_.contains(pattern)) plan_.without_match.push_back(pattern);
    }
  }

  /// Files that were written under another path, by what they are made of. Where two files are
  /// made of the same, neither is followed.
  void find_moves() {
    std::map<Identity, int> made;
    for (const Artifact& artifact : tree_.artifacts()) {
      ++made[{artifact.template_name, artifact.entity}];
      if (!artifact.former_entity.empty()) ++made[former_identity(artifact)];
      if (last_.find(artifact.path) == nullptr) new_paths_.insert(artifact.path);
    }
    std::set<std::string_view> present;
    for (const Artifact& artifact : tree_.artifacts()) present.insert(artifact.path);
    std::map<Identity, int> gone;
    for (const ManifestFile& file : last_.files) {
      if (!present.contains(file.path)) ++gone[{file.template_name, file.entity}];
    }
    for (const ManifestFile& file : last_.files) {
      const Identity identity{file.template_name, file.entity};
      const bool follows = is_editable(file.owner());
      const bool only = !present.contains(file.path) && gone[identity] == 1;
      if (follows && only && made.contains(identity) && made[identity] == 1) {
        moved_.emplace(identity, &file);
      }
    }
  }

  /// The file that this one was until now, if it stands in another place.
  const ManifestFile* former(const Artifact& artifact) const {
    if (!new_paths_.contains(artifact.path)) return nullptr;
    auto found = moved_.find({artifact.template_name, artifact.entity});
    const bool renamed = found == moved_.end() && !artifact.former_entity.empty();
    if (renamed) found = moved_.find(former_identity(artifact));
    return found == moved_.end() || found->second->ownership != artifact.ownership ? nullptr
                                                                                   : found->second;
  }

  /// A file that does not take part stays in the manifest as it was.
  void pass_over(const Artifact& artifact) {
    partial_ = true;
    const ManifestFile* last = last_.find(artifact.path);
    if (last == nullptr) last = former(artifact);
    if (last == nullptr) return;
    plan_.manifest.files.push_back(*last);
    passed_over_.insert(last->path);
  }

  void plan_artifact(const Artifact& artifact, std::string hash) {
    if (!takes_part(artifact.path)) return pass_over(artifact);
    Sides sides{artifact,
                artifact.ownership,
                last_.find(artifact.path),
                std::nullopt,
                "",
                std::move(hash),
                {artifact.path, Outcome::Unchanged, &artifact}};
    if (!plan_.first) sides.disk = files_.read(artifact.path);
    const ManifestFile* const before = sides.disk ? nullptr : former(artifact);
    if (before != nullptr) {
      if (std::optional<std::string> there = files_.read(before->path)) {
        sides.last = before;
        sides.disk = std::move(there);
        sides.planned.from = before->path;
        taken_along_.insert(before->path);
      }
    }
    if (sides.last != nullptr) {
      sides.base = sides.last->hash;
      if (sides.last->ejected) sides.ownership = sides.last->owner();
    }
    if (sides.disk) {
      decide_present(sides);
    } else {
      decide_missing(sides);
    }
    if (!sides.planned.from.empty()) decide_move(sides);
    record(std::move(sides));
  }

  void decide_missing(Sides& sides) const {
    const bool left = sides.last != nullptr && is_editable(sides.ownership) && !options_.restore;
    sides.outcome() = left ? Outcome::LeftDeleted : Outcome::Create;
    sides.base_stays = left;
  }

  void decide_present(Sides& sides) {
    const Ownership ownership = sides.ownership;
    if (has_same_text(*sides.disk, sides.artifact.text())) return;
    if (sides.last == nullptr) return decide_foreign(sides);
    if (!sides.last->conflict.empty()) {
      if (has_conflict_markers(*sides.disk)) {
        sides.outcome() = Outcome::Unresolved;
        sides.base_stays = sides.conflicts = true;
        return;
      }
      // What the user resolved has both sides in it. Of what is not text nobody can tell.
      if (is_text(*sides.disk)) sides.base = sides.last->conflict;
    }
    sides.base_stays = ownership == Ownership::Once || ownership == Ownership::Append;
    if (ownership == Ownership::Once) return;
    if (ownership == Ownership::Append) {
      sides.outcome() = Outcome::Immutable;
    } else if (text_hash(*sides.disk) == sides.base) {
      sides.outcome() = Outcome::Update;
      if (ownership == Ownership::Merge) {
        sides.planned.merged = with_line_ends_of(*sides.disk, sides.artifact.text());
      }
    } else if (ownership == Ownership::Generated) {
      sides.outcome() = Outcome::Edited;
      sides.base_stays = true;
    } else if (sides.now != sides.base) {
      merge(sides);
    }
  }

  /// A file that was there before plinth: equal ones are ours, others the user's at most.
  void decide_foreign(Sides& sides) const {
    const bool adoptable = options_.adopt && is_editable(sides.ownership);
    sides.outcome() = adoptable ? Outcome::Adopt : Outcome::Foreign;
  }

  /// Lines of it cannot be taken: the file stays or is replaced, as its user says.
  void choose_whole(Sides& sides) const {
    if (options_.on_conflict == OnConflict::Ours) return;
    const bool replaced = options_.on_conflict == OnConflict::Theirs;
    sides.outcome() = replaced ? Outcome::Update : Outcome::Unmergeable;
    sides.base_stays = !replaced;
  }

  void merge(Sides& sides) {
    if (!is_text(*sides.disk)) return choose_whole(sides);
    const std::optional<std::string> base = read_base(files_, sides.base);
    const Favor favor = options_.on_conflict == OnConflict::Ours     ? Favor::Ours
                        : options_.on_conflict == OnConflict::Theirs ? Favor::Theirs
                                                                     : Favor::Nobody;
    MergedText merged = merge_texts(base.value_or(""), *sides.disk, sides.artifact.text(), favor);
    if (!base && !merged.has_conflicts) {
      // Without a base nobody can tell whose the differences are.
      sides.outcome() = Outcome::Keep;
      sides.base_stays = true;
      return;
    }
    if (!merged.has_conflicts) {
      sides.outcome() = merged.text == *sides.disk ? Outcome::Unchanged : Outcome::Merge;
      sides.planned.merged = std::move(merged.text);
      return;
    }
    sides.base_stays = true;
    if (options_.on_conflict == OnConflict::Fail) {
      sides.outcome() = Outcome::Conflicting;
      return;
    }
    sides.outcome() = Outcome::Conflict;
    sides.conflicts = true;
    sides.planned.merged = std::move(merged.text);
  }

  /// The text that the file would have had in its place goes to the new one.
  static void decide_move(Sides& sides) {
    const Outcome outcome = sides.outcome();
    if (is_refusal(outcome) || outcome == Outcome::Conflict) return;
    if (outcome != Outcome::Update && !sides.planned.merged) sides.planned.merged = sides.disk;
    sides.outcome() = Outcome::Move;
  }

  void record(Sides&& sides) {
    const Artifact& artifact = sides.artifact;
    ManifestFile entry{artifact.path, artifact.ownership, artifact.template_name, artifact.entity,
                       sides.now};
    entry.ejected = sides.last != nullptr && sides.last->ejected;
    if (sides.base_stays && sides.last != nullptr) entry.hash = sides.base;
    if (sides.conflicts) {
      const bool again = sides.outcome() == Outcome::Unresolved;
      entry.conflict = again ? sides.last->conflict : sides.now;
      if (again) entry.hash = sides.last->hash;
    }
    const bool taken_over = entry.hash == sides.now && entry.conflict.empty();
    if (sides.ownership != Ownership::Once && !taken_over) partial_ = true;
    if (artifact.ownership == Ownership::Merge) {
      known_texts_.emplace(sides.now, artifact.text());
      const bool is_base = sides.disk && text_hash(*sides.disk) == entry.hash;
      if (is_base) known_texts_.emplace(entry.hash, *sides.disk);
    }
    plan_.manifest.files.push_back(std::move(entry));
    plan_.files.push_back(std::move(sides.planned));
  }

  /// What is no longer generated: removed if it is as it was written.
  void plan_dropped() {
    for (const ManifestFile& file : last_.files) {
      const auto made = std::lower_bound(
          plan_.files.begin(), plan_.files.end(), file.path,
          [](const PlannedFile& planned, const std::string& path) { return planned.path < path; });
      if (made != plan_.files.end() && made->path == file.path) continue;
      if (taken_along_.contains(file.path) || passed_over_.contains(file.path)) continue;
      partial_ = partial_ || !takes_part(file.path);
      if (!takes_part(file.path)) {
        plan_.manifest.files.push_back(file);
        continue;
      }
      const std::optional<std::string> disk = files_.read(file.path);
      if (!disk) continue;
      const bool theirs = file.owner() == Ownership::Once || file.owner() == Ownership::Append;
      const bool removed = !theirs && text_hash(*disk) == file.hash;
      plan_.files.insert(made, {file.path, removed ? Outcome::Remove : Outcome::Orphan, nullptr});
      if (removed) continue;
      partial_ = true;
      plan_.manifest.files.push_back(file);
    }
    std::sort(plan_.manifest.files.begin(), plan_.manifest.files.end(),
              [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
  }

  /// Which texts later merges need, and which no longer.
  void plan_bases() {
    std::set<std::string_view> needed;
    for (const ManifestFile& file : plan_.manifest.files) {
      if (file.ownership != Ownership::Merge) continue;
      needed.insert(file.hash);
      if (!file.conflict.empty()) needed.insert(file.conflict);
    }
    for (const std::string_view hash : needed) {
      const auto text = known_texts_.find(std::string(hash));
      if (text == known_texts_.end()) continue;  // not generated now: kept by an earlier run
      if (plan_.first || !read_base(files_, hash)) plan_.new_bases.emplace_back(text->second);
    }
    for (const ManifestFile& file : last_.files) {
      for (const std::string& hash : {file.hash, file.conflict}) {
        const bool kept = file.ownership == Ownership::Merge && !hash.empty();
        if (kept && !needed.contains(hash)) plan_.old_bases.push_back(hash);
      }
    }
  }

  const ArtifactTree& tree_;
  const Provenance& provenance_;
  FileSystem& files_;
  const PlanOptions& options_;
  Manifest last_;
  WritePlan plan_;
  std::set<std::string_view> new_paths_;  // that the manifest does not know
  std::map<Identity, const ManifestFile*> moved_;
  std::set<std::string_view> taken_along_;  // former paths of files that moved
  std::set<std::string_view> passed_over_;  // paths of files that do not take part
  bool partial_ =
      false;  // not all that is generated is taken over: the same inputs may change more
  std::set<std::string_view> matched_;              // of the patterns that say what takes part
  std::map<std::string, std::string> known_texts_;  // of files that are merged, by their hash
};

}  // namespace

std::string_view outcome_word(Outcome outcome) {
  constexpr std::array<std::string_view, 17> words{
      "created",    "updated",     "merged",      "moved",    "unchanged", "removed",
      "adopted",    "conflict",    "kept",        "orphaned", "deleted",   "immutable",
      "unresolved", "conflicting", "unmergeable", "edited",   "foreign"};
  return words[static_cast<std::size_t>(outcome)];
}

bool is_refusal(Outcome outcome) {
  return outcome == Outcome::Edited || outcome == Outcome::Foreign ||
         outcome == Outcome::Unresolved || outcome == Outcome::Conflicting ||
         outcome == Outcome::Unmergeable;
}

bool is_written(Outcome outcome) {
  return outcome == Outcome::Create || outcome == Outcome::Update || outcome == Outcome::Merge ||
         outcome == Outcome::Move || outcome == Outcome::Conflict;
}

bool needs_attention(Outcome outcome) {
  return is_refusal(outcome) || outcome == Outcome::Keep || outcome == Outcome::Orphan ||
         outcome == Outcome::Immutable || outcome == Outcome::Conflict;
}

bool WritePlan::is_refused_as_whole() const {
  return foreign_folder || lost_manifest || !other_service.empty() || !without_match.empty();
}

bool WritePlan::is_refused() const {
  return is_refused_as_whole() ||
         std::any_of(files.begin(), files.end(),
                     [](const PlannedFile& file) { return is_refusal(file.outcome); });
}

bool WritePlan::is_behind() const {
  return manifest_changes || !new_bases.empty() ||
         std::any_of(files.begin(), files.end(), [](const PlannedFile& file) {
           return is_written(file.outcome) || file.outcome == Outcome::Remove;
         });
}

std::size_t WritePlan::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(),
                    [&](const PlannedFile& file) { return file.outcome == outcome; }));
}

WritePlan plan_writes(const ArtifactTree& tree, const Provenance& provenance, FileSystem& files,
                      const PlanOptions& options) {
  return Planner(tree, provenance, files, options).plan();
}

std::optional<WritePlan> plan_unchanged(const std::string& inputs, FileSystem& files) {
  const std::optional<std::string> text = files.read(std::string(manifest_path));
  if (!text) return std::nullopt;
  WritePlan plan;
  plan.manifest = read_manifest(*text, files.display_name(manifest_path));
  if (inputs.empty() || plan.manifest.provenance.inputs != inputs) return std::nullopt;
  for (const ManifestFile& file : plan.manifest.files) {
    const std::optional<std::string> disk = files.read(file.path);
    if (!disk) return std::nullopt;
    if (!is_editable(file.owner()) && text_hash(*disk) != file.hash) return std::nullopt;
    const bool is_merged = file.ownership == Ownership::Merge;
    if (is_merged && files.look_at(base_path(file.hash)) != EntryKind::File) return std::nullopt;
    plan.files.push_back({file.path, Outcome::Unchanged});
  }
  return plan;
}

}  // namespace plinth
