#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// Who wins where both sides changed the same lines; nobody: the lines of both stay, marked.
enum class Favor { Nobody, Ours, Theirs };

struct MergedText {
  std::string text;
  bool has_conflicts = false;  ///< then `text` has markers, the base among them (diff3)
};

/// False for what has no lines that could be merged: it has a NUL byte, as images and UTF-16 do.
bool is_text(std::string_view bytes);

/// Carries what changed from `base` to `theirs` over to `ours`, line by line: the result of
/// `git merge-file --diff3`. Lines end as those of `ours` do.
/// What git cannot merge, as one of them is not is_text, is a DiagnosticError `merge-failed`.
MergedText merge_texts(std::string_view base, std::string_view ours, std::string_view theirs,
                       Favor favor);

/// `text`, whose lines end with LF, with the line ends of `like`.
std::string with_line_ends_of(std::string_view like, std::string_view text);

/// True while a conflict that `merge_texts` marked is not resolved.
bool has_conflict_markers(std::string_view text);

/// A file before and after a change; nothing stands for no file.
struct ChangedText {
  std::string path;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

/// What changes, as `git diff` prints it, by path. Empty if nothing does.
std::string unified_diff(const std::vector<ChangedText>& changes);

}  // namespace plinth
