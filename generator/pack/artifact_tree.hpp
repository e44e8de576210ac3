#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "jinja/rendered_text.hpp"

namespace plinth {

/// Who may change a generated file once it is there.
enum class Ownership {
  Generated,  ///< the tool's: rewritten as long as nobody edited it
  Once,       ///< the user's from birth: never touched again
  Merge,      ///< of both: changes of both sides are merged line by line
  Append,     ///< immutable once written (migrations): later runs add files beside it
};

/// `generated`, `once`, `merge`, `append`: as a pack and a manifest write it.
std::string_view ownership_word(Ownership ownership);

/// Whether a file is the user's to edit, and to delete: `once` and `merge`.
inline bool is_editable(Ownership ownership) {
  return ownership == Ownership::Once || ownership == Ownership::Merge;
}

/// One file in memory. Its text comes out of a template and from nowhere else.
struct Artifact {
  std::string path;  ///< relative, forward slashes; in a tree: valid on every file system
  Ownership ownership = Ownership::Generated;
  std::string template_name;  ///< `pack/template`; with `entity`, the identity of the file
  std::string entity;         ///< what it was made for (`product`); empty: the whole service
  std::string former_entity;  ///< `entity` under the former name of that, where it was renamed
  bool executable = false;
  jinja::RenderedText rendered;

  std::string_view text() const { return rendered.str(); }
};

/// All files of a run, in memory. Keeps: every path is valid, and no two are the same file, or a
/// file and a folder, on a file system that ignores case.
class ArtifactTree {
 public:
  /// Adds `artifact`, or reports at `place` (where its path was written) why that cannot be:
  /// `artifact-path`, `artifact-collision`. True if it was added.
  bool add(Artifact artifact, const Span& place, DiagnosticSink& sink);

  /// Sorted by path, byte by byte.
  const std::vector<Artifact>& artifacts() const;

  bool empty() const { return artifacts_.empty(); }

 private:
  /// A file, or a folder that some file needs, by its case-folded path.
  struct Taken {
    std::string path;
    bool is_file = false;
    Span place;
  };

  bool is_free(std::string_view path, const Span& place, DiagnosticSink& sink) const;

  std::unordered_map<std::string, Taken> taken_;
  mutable std::vector<Artifact> artifacts_;
  mutable bool sorted_ = true;
};

}  // namespace plinth
