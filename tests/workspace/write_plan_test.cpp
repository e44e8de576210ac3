#include "workspace/write_plan.hpp"

#include <doctest/doctest.h>

#include "workspace/in_memory_file_system.hpp"
#include "workspace/made_tree.hpp"
#include "workspace/text_hash.hpp"

namespace plinth {
namespace {

using test::InMemoryFileSystem;
using test::made_tree;

constexpr const char* absent = nullptr;

/// The outcome for one file: `disk`, `last` and `now` are its texts, or absent.
std::string outcome(Ownership ownership, const char* disk, const char* last, const char* now) {
  InMemoryFileSystem files;
  Manifest manifest;
  files.files["other"] = "x";
  if (last != absent) manifest.files.push_back({"f", ownership, "pack/t", "", text_hash(last)});
  files.files[std::string(manifest_path)] = to_json(manifest);
  if (disk != absent) files.files["f"] = disk;
  std::vector<test::MadeFile> made;
  if (now != absent) made.push_back({"f", now, ownership});
  const ArtifactTree tree = made_tree(made);
  const WritePlan plan = plan_writes(tree, files);
  return plan.files.empty() ? "nothing" : std::string(outcome_word(plan.files[0].outcome));
}

TEST_CASE("write_plan: the whole decision table") {
  using enum Ownership;
  struct Row {
    const char* disk;
    const char* last;
    const char* now;
    const char* generated;
    const char* once;
    const char* merge;
    const char* append;
  };
  const Row rows[] = {
      // disk   last    now      generated    once         merge        append
      {absent, absent, "n", "created", "created", "created", "created"},
      {"n", absent, "n", "unchanged", "unchanged", "unchanged", "unchanged"},
      {"x", absent, "n", "foreign", "foreign", "foreign", "foreign"},
      {absent, "b", "n", "created", "deleted", "deleted", "created"},
      {"b", "b", "b", "unchanged", "unchanged", "unchanged", "unchanged"},
      {"b", "b", "n", "updated", "unchanged", "updated", "immutable"},
      {"n", "b", "n", "unchanged", "unchanged", "unchanged", "unchanged"},
      {"x", "b", "b", "edited", "unchanged", "unchanged", "immutable"},
      {"x", "b", "n", "edited", "unchanged", "kept", "immutable"},
      {absent, "b", absent, "nothing", "nothing", "nothing", "nothing"},
      {"b", "b", absent, "removed", "orphaned", "removed", "orphaned"},
      {"x", "b", absent, "orphaned", "orphaned", "orphaned", "orphaned"},
  };
  for (const Row& row : rows) {
    const auto shown = [](const char* text) { return std::string(text == absent ? "-" : text); };
    const std::string sides = shown(row.disk) + " " + shown(row.last) + " " + shown(row.now);
    CAPTURE(sides);
    CHECK(outcome(Generated, row.disk, row.last, row.now) == row.generated);
    CHECK(outcome(Once, row.disk, row.last, row.now) == row.once);
    CHECK(outcome(Merge, row.disk, row.last, row.now) == row.merge);
    CHECK(outcome(Append, row.disk, row.last, row.now) == row.append);
  }
}

TEST_CASE("write_plan: a checkout with CR LF is no edit") {
  CHECK(outcome(Ownership::Generated, "a\r\nb\r\n", "a\nb\n", "a\nb\n") == "unchanged");
  CHECK(outcome(Ownership::Generated, "a\r\nb\r\n", "a\nb\n", "a\nc\n") == "updated");
}

TEST_CASE("write_plan: a folder with files of others is refused, an empty one is a first run") {
  InMemoryFileSystem files;
  const ArtifactTree tree = made_tree({{"f", "n"}});
  const WritePlan first = plan_writes(tree, files);
  CHECK(first.first);
  CHECK(first.writes());
  CHECK_FALSE(first.is_refused());
  files.files["notes.txt"] = "mine";
  const WritePlan refused = plan_writes(tree, files);
  CHECK(refused.foreign_folder);
  CHECK(refused.is_refused());
}

TEST_CASE("write_plan: what is kept is compared with the same base again") {
  InMemoryFileSystem files;
  Manifest manifest;
  manifest.files.push_back({"f", Ownership::Merge, "pack/t", "", text_hash("b")});
  files.files[std::string(manifest_path)] = to_json(manifest);
  files.files["f"] = "x";
  const ArtifactTree tree = made_tree({{"f", "n", Ownership::Merge}});
  const WritePlan plan = plan_writes(tree, files);
  CHECK(plan.manifest.files[0].hash == text_hash("b"));
  CHECK_FALSE(plan.writes());
  CHECK(needs_attention(plan.files[0].outcome));
}

}  // namespace
}  // namespace plinth
