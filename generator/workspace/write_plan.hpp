#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack/artifact_tree.hpp"
#include "workspace/file_system.hpp"
#include "workspace/manifest.hpp"

namespace plinth {

/// What becomes of one file. `D` is what is on disk, `B` what was generated last, `N` the new text.
enum class Outcome {
  Create,       ///< nothing there: N is written
  Update,       ///< D is B: N is written
  Merge,        ///< D and N both differ from B, in different lines: the changes of both
  Move,         ///< the path changed: what the user made of the file goes along
  Unchanged,    ///< D is N, or N is B and the file is the user's to edit
  Remove,       ///< no longer generated, and D is B
  Adopt,        ///< was there before plinth, and is the user's from now on: D stays
  Conflict,     ///< D and N differ from B in the same lines: both, with markers
  Keep,         ///< edited by the user, and theirs to keep: D stays although N differs
  Orphan,       ///< edited, and no longer generated: stays
  LeftDeleted,  ///< deleted by the user, and theirs to delete
  Immutable,    ///< a written migration would change: stays
  Unresolved,   ///< has the markers of an earlier conflict: refused
  Conflicting,  ///< as Conflict, where conflicts were not to be written: refused
  Unmergeable,  ///< D and N differ from B, and D is no text that could be merged: refused
  Edited,       ///< generated, but edited: refused
  Foreign,      ///< another file is in the way: refused
};

/// `created`, `updated`, `unchanged` …, as reports say it.
std::string_view outcome_word(Outcome outcome);

/// True for outcomes that stop the run before anything is written.
bool is_refusal(Outcome outcome);

/// True for outcomes that put a text on the disk.
bool is_written(Outcome outcome);

/// True for outcomes that a person has to look at.
bool needs_attention(Outcome outcome);

struct PlannedFile {
  std::string path;
  Outcome outcome = Outcome::Unchanged;
  const Artifact* artifact = nullptr;   ///< null where nothing is generated any more
  std::optional<std::string> merged{};  ///< what is written instead of the artifact's text
  std::string from{};                   ///< the path that it had until now; empty: the same

  /// What is written. Requires: is_written(outcome).
  std::string_view text() const { return merged ? std::string_view(*merged) : artifact->text(); }
};

/// What happens where the user and the generator changed the same lines.
enum class OnConflict { Mark, Ours, Theirs, Fail };

struct PlanOptions {
  OnConflict on_conflict = OnConflict::Mark;
  bool restore = false;  ///< what the user deleted comes back
  bool adopt = false;    ///< files that were there before become the user's
  /// Only these take part: paths, folders, or patterns as of a shell, whose `*` goes through
  /// folders. Empty: all.
  std::vector<std::string> only{};
};

/// What a run will do, decided before anything is written. Borrows the tree.
struct WritePlan {
  bool first = false;           ///< the folder is empty or absent
  bool makes_folder = false;    ///< it is absent
  bool foreign_folder = false;  ///< it has files, and none of them is ours: refused
  bool lost_manifest = false;   ///< it was written by a run, but nobody knows what: refused
  std::string other_service;    ///< whose files they are, if not of this service: refused
  std::vector<std::string> without_match;  ///< of `only`: refused
  std::vector<PlannedFile> files;          ///< by path
  Manifest manifest;                       ///< as it will be
  bool manifest_changes = false;           ///< in what it says of the service and its files
  bool inputs_change = false;
  std::vector<std::string> new_bases;  ///< texts to keep for later merges
  std::vector<std::string> old_bases;  ///< hashes of texts that no merge needs any more

  bool is_refused() const;
  /// Refused, whatever would become of the files one by one.
  bool is_refused_as_whole() const;
  /// True if anything on disk is not as it would be generated now.
  bool is_behind() const;
  /// True if anything on disk would change.
  bool writes() const { return is_behind() || inputs_change; }
  std::size_t count(Outcome outcome) const;
};

/// Decides by `tree`, which came from `provenance`, what is on disk and what the manifest says of
/// the last run. Reads only. A damaged manifest is a DiagnosticError.
WritePlan plan_writes(const ArtifactTree& tree, const Provenance& provenance, FileSystem& files,
                      const PlanOptions& options = {});

/// The plan where nothing has to be generated to know that nothing changes: the last run had the
/// same `inputs`, and every file is as it was written, or as its user is free to change it. Nothing
/// where that cannot be told.
std::optional<WritePlan> plan_unchanged(const std::string& inputs, FileSystem& files);

}  // namespace plinth
