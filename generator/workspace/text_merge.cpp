#include "workspace/text_merge.hpp"

#include <utility>
#include <vector>

#include "workspace/failure.hpp"
#include "workspace/git_program.hpp"

namespace plinth {
namespace {

bool has_windows_line_ends(std::string_view text) {
  const std::size_t first = text.find('\n');
  return first != std::string_view::npos && first > 0 && text[first - 1] == '\r';
}

std::string with_lf(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!pair) out += text[i];
  }
  return out;
}

std::string with_cr_lf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

MergedText merge_lines(std::string_view base, std::string_view ours, std::string_view theirs,
                       Favor favor) {
  const GitScratch scratch;
  scratch.write("yours", ours);
  scratch.write("base", base);
  scratch.write("generated", theirs);
  std::vector<std::string> arguments{"merge-file", "-p", "--diff3"};
  if (favor == Favor::Ours) arguments.emplace_back("--ours");
  if (favor == Favor::Theirs) arguments.emplace_back("--theirs");
  arguments.insert(arguments.end(), {"yours", "base", "generated"});
  GitResult merged = run_git(arguments, scratch.path());
  // The number of conflicts, at most 127; more is a failure.
  if (merged.status > 127) fail("merge-failed", "`git merge-file` cannot merge the texts");
  return {std::move(merged.output), merged.status > 0};
}

bool begins_line(std::string_view text, std::string_view start) {
  for (std::size_t at = text.find(start); at != std::string_view::npos;
       at = text.find(start, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return true;
  }
  return false;
}

}  // namespace

bool is_text(std::string_view bytes) { return bytes.find('\0') == std::string_view::npos; }

MergedText merge_texts(std::string_view base, std::string_view ours, std::string_view theirs,
                       Favor favor) {
  if (!has_windows_line_ends(ours)) return merge_lines(with_lf(base), ours, theirs, favor);
  MergedText merged = merge_lines(with_lf(base), with_lf(ours), theirs, favor);
  merged.text = with_line_ends_of(ours, merged.text);
  return merged;
}

std::string with_line_ends_of(std::string_view like, std::string_view text) {
  return has_windows_line_ends(like) ? with_cr_lf(text) : std::string(text);
}

bool has_conflict_markers(std::string_view text) {
  return begins_line(text, "<<<<<<< yours") || begins_line(text, "||||||| base") ||
         begins_line(text, ">>>>>>> generated");
}

std::string unified_diff(const std::vector<ChangedText>& changes) {
  if (changes.empty()) return {};
  const GitScratch scratch;
  scratch.write("a/.plinth", "");  // both folders are there, whatever changes
  scratch.write("b/.plinth", "");
  for (const ChangedText& change : changes) {
    if (change.before) scratch.write("a/" + change.path, *change.before);
    if (change.after) scratch.write("b/" + change.path, *change.after);
  }
  return run_git({"diff", "--no-index", "--no-color", "--no-renames", "--no-prefix", "a", "b"},
                 scratch.path())
      .output;
}

}  // namespace plinth
