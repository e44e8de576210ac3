#include "workspace/text_merge.hpp"

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"

namespace plinth {
namespace {

/// Lines of a text, edited at random: the same for a seed on every machine.
class Edits {
 public:
  explicit Edits(std::uint32_t seed) : random_(seed) {}

  std::vector<std::string> lines(std::size_t count) {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back("line " + std::to_string(below(9)));
    return made;
  }

  std::vector<std::string> edited(std::vector<std::string> lines, const std::string& author) {
    for (std::size_t edits = below(4); edits > 0; --edits) {
      const std::size_t at = below(lines.size() + 1);
      const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
      switch (below(3)) {
        case 0:
          lines.insert(place, author + " " + std::to_string(below(100)));
          break;
        case 1:
          if (at < lines.size()) lines.erase(place);
          break;
        default:
          if (at < lines.size()) *place = author + " " + std::to_string(below(100));
      }
    }
    return lines;
  }

  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::mt19937 random_;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

bool has_line(std::string_view text, const std::string& line) {
  return ("\n" + std::string(text)).find("\n" + line + "\n") != std::string::npos;
}

TEST_CASE("text_merge: no line that a user wrote is ever lost") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Edits edits(seed);
    const std::vector<std::string> base = edits.lines(3 + edits.below(20));
    const std::vector<std::string> ours = edits.edited(base, "yours");
    const std::vector<std::string> theirs = edits.edited(base, "theirs");
    const MergedText merged =
        merge_texts(joined(base), joined(ours), joined(theirs), Favor::Nobody);
    CHECK(merged.has_conflicts == has_conflict_markers(merged.text));
    for (const std::string& line : ours) {
      if (line.starts_with("yours")) CHECK(has_line(merged.text, line));
    }
    for (const std::string& line : theirs) {
      if (line.starts_with("theirs")) CHECK(has_line(merged.text, line));
    }
    const MergedText taken = merge_texts(joined(base), joined(ours), joined(theirs), Favor::Ours);
    CHECK_FALSE(taken.has_conflicts);
    for (const std::string& line : ours) {
      if (line.starts_with("yours")) CHECK(has_line(taken.text, line));
    }
  }
}

TEST_CASE("text_merge: a side without changes takes those of the other") {
  const std::string base = "a\nb\n";
  const std::string other = "a\nc\nd";
  CHECK(merge_texts(base, base, other, Favor::Nobody).text == other);
  CHECK(merge_texts(base, other, base, Favor::Nobody).text == other);
}

TEST_CASE("text_merge: markers of a merge, not those that a document shows") {
  CHECK(has_conflict_markers("a\n<<<<<<< yours\n"));
  CHECK(has_conflict_markers(">>>>>>> generated\r\n"));
  CHECK_FALSE(has_conflict_markers("a\n=======\nb\n"));
  CHECK_FALSE(has_conflict_markers("  <<<<<<< yours\n"));
  CHECK_FALSE(has_conflict_markers("<<<<<<< HEAD\n"));
}

TEST_CASE("text_merge: without git, the report says so") {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  std::string id;
  try {
    merge_texts("a\n", "b\n", "c\n", Favor::Nobody);
  } catch (const DiagnosticError& error) {
    id = error.diagnostic().id;
  }
  ::setenv("PATH", path.c_str(), 1);
  CHECK(id == "git-missing");
}

TEST_CASE("text_merge: what is no text is not merged, and never a conflict without markers") {
  const std::string wide("b\0", 2);
  CHECK_FALSE(is_text(wide));
  CHECK(is_text("b\xff\n"));
  std::string id;
  try {
    merge_texts("a\n", wide, "c\n", Favor::Nobody);
  } catch (const DiagnosticError& error) {
    id = error.diagnostic().id;
  }
  CHECK(id == "merge-failed");
}

TEST_CASE("text_merge: a difference is told as git tells it") {
  const std::string diff = unified_diff({{"a.txt", "1\n2\n", "1\n3\n"},
                                         {"deep/new.txt", std::nullopt, "n\n"},
                                         {"gone.txt", "g\n", std::nullopt},
                                         {"same.txt", "s\n", "s\n"}});
  CHECK(diff.find("--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n") != std::string::npos);
  CHECK(diff.find("--- /dev/null\n+++ b/deep/new.txt\n@@ -0,0 +1 @@\n+n\n") != std::string::npos);
  CHECK(diff.find("--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-g\n") != std::string::npos);
  CHECK(diff.find("same.txt") == std::string::npos);
  CHECK(unified_diff({}).empty());
}

}  // namespace
}  // namespace plinth
