#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack/artifact_tree.hpp"

namespace plinth {

inline constexpr std::string_view manifest_path = ".plinth/manifest.json";

/// What the tool once wrote at a path.
struct ManifestFile {
  std::string path;
  Ownership ownership = Ownership::Generated;
  std::string template_name;  ///< with `entity`, the identity of the file
  std::string entity;
  std::string hash;  ///< `text_hash` of what was generated last: the base of later merges
  /// `text_hash` of what was generated when conflicts were left in the file; becomes `hash` when
  /// they are gone. Empty: there are none.
  std::string conflict{};
  /// The user took the file over: it is theirs as if the pack had said `once`.
  bool ejected = false;

  /// Whose the file is now.
  Ownership owner() const { return ejected ? Ownership::Once : ownership; }
  bool operator==(const ManifestFile&) const = default;
};

/// What all files of a run came from.
struct Provenance {
  std::string service;  ///< the name of the service or system; empty: unknown
  /// A digest of everything that decides what is generated. Where it is the same again, so is what
  /// is generated. Empty: unknown, or not all of what is generated was taken over.
  std::string inputs;
};

/// What the last run left behind: `.plinth/manifest.json`, which belongs into version control.
/// Holds no time, no host and no absolute path; files are sorted by path.
struct Manifest {
  Provenance provenance{};
  std::vector<ManifestFile> files{};

  const ManifestFile* find(std::string_view path) const;
};

std::string to_json(const Manifest& manifest);

/// Reads `text`, which anybody may have written: every path is checked, every member typed. What
/// is wrong (`manifest-damaged`, `manifest-newer`) is a DiagnosticError that names `display_name`.
Manifest read_manifest(std::string_view text, const std::string& display_name);

}  // namespace plinth
