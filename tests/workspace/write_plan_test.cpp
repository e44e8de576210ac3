#include "workspace/write_plan.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <doctest/doctest.h>

#include "workspace/in_memory_file_system.hpp"
#include "workspace/last_generated.hpp"
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
  if (last != absent) {
    manifest.files.push_back({"f", ownership, "pack/t", "", text_hash(last)});
    files.files[base_path(text_hash(last))] = last;
  }
  files.files[std::string(manifest_path)] = to_json(manifest);
  if (disk != absent) files.files["f"] = disk;
  std::vector<test::MadeFile> made;
  if (now != absent) made.push_back({"f", now, ownership});
  const ArtifactTree tree = made_tree(made);
  const WritePlan plan = plan_writes(tree, {}, files);
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
      {"x", "b", "n", "edited", "unchanged", "conflict", "immutable"},
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
  InMemoryFileSystem files;
  const ArtifactTree tree = made_tree({{"f", "a\n"}});
  files.files["f"] = "a\r\n";
  std::string manifest = to_json(plan_writes(tree, {}, files, {.adopt = true}).manifest);
  for (std::size_t at = 0; (at = manifest.find('\n', at)) != std::string::npos; at += 2) {
    manifest.insert(at, "\r");
  }
  files.files[std::string(manifest_path)] = manifest;
  CHECK_FALSE(plan_writes(tree, {}, files).writes());
}

TEST_CASE("write_plan: a folder with files of others is refused, an empty one is a first run") {
  InMemoryFileSystem files;
  const ArtifactTree tree = made_tree({{"f", "n"}});
  const WritePlan first = plan_writes(tree, {}, files);
  CHECK(first.first);
  CHECK(first.writes());
  CHECK_FALSE(first.is_refused());
  files.files["notes.txt"] = "mine";
  const WritePlan refused = plan_writes(tree, {}, files);
  CHECK(refused.foreign_folder);
  CHECK(refused.is_refused());
}

/// A folder with one file that is merged, `f`; what was generated last is "1\n2\n3\n4\n5\n".
class MergedFolder {
 public:
  static constexpr const char* base = "1\n2\n3\n4\n5\n";

  explicit MergedFolder(const std::string& text) {
    Manifest manifest;
    manifest.files.push_back({"f", Ownership::Merge, "pack/t", "", text_hash(base)});
    files[std::string(manifest_path)] = to_json(manifest);
    files["f"] = text;
    files[base_path(text_hash(base))] = base;
  }

  /// What becomes of `f`, and the text that is written: `merged 1|2|`.
  std::string generate(const std::string& now, const PlanOptions& options = {}) {
    const ArtifactTree tree = made_tree({{"f", now, Ownership::Merge}});
    disk.files = files;
    const WritePlan plan = plan_writes(tree, {}, disk, options);
    entry = plan.manifest.files.at(0);
    old_bases = plan.old_bases.size();
    new_bases = plan.new_bases.size();
    const PlannedFile& file = plan.files.at(0);
    std::string text(outcome_word(file.outcome));
    if (is_written(file.outcome)) text += " " + std::string(file.text());
    std::replace(text.begin(), text.end(), '\n', '|');
    return text;
  }

  std::map<std::string, std::string> files;
  InMemoryFileSystem disk;
  ManifestFile entry;
  std::size_t old_bases = 0, new_bases = 0;
};

TEST_CASE("write_plan: changes in different lines are merged, and the base moves on") {
  MergedFolder folder("one\n2\n3\n4\n5\n");
  CHECK(folder.generate("1\n2\n3\n4\nfive\n") == "merged one|2|3|4|five|");
  CHECK(folder.entry.hash == text_hash("1\n2\n3\n4\nfive\n"));
  CHECK(folder.entry.conflict.empty());
  CHECK(folder.new_bases == 1);
  CHECK(folder.old_bases == 1);
}

TEST_CASE("write_plan: a merge keeps the line ends of the disk") {
  MergedFolder folder("one\r\n2\r\n3\r\n4\r\n5\r\n");
  CHECK(folder.generate("1\n2\n3\n4\nfive\n") == "merged one\r|2\r|3\r|4\r|five\r|");
  MergedFolder untouched("1\r\n2\r\n3\r\n4\r\n5\r\n");
  CHECK(untouched.generate("1\n2\n") == "updated 1\r|2\r|");
}

TEST_CASE("write_plan: the same change on both sides is nobody's to write") {
  MergedFolder folder("one\n2\n3\n4\n5\n");
  CHECK(folder.generate("one\n2\n3\n4\n5\n") == "unchanged");
  CHECK(folder.entry.hash == text_hash("one\n2\n3\n4\n5\n"));
}

TEST_CASE("write_plan: a conflict has both sides and the base in it, and the base waits") {
  MergedFolder folder("one\n2\n3\n4\n5\n");
  const std::string now = "eins\n2\n3\n4\n5\n";
  const std::string marked =
      "<<<<<<< yours|one|||||||| base|1|=======|eins|>>>>>>> generated|2|3|4|5|";
  CHECK(folder.generate(now) == "conflict " + marked);
  CHECK(folder.entry.hash == text_hash(MergedFolder::base));
  CHECK(folder.entry.conflict == text_hash(now));
  CHECK(folder.generate(now, {OnConflict::Ours}) == "unchanged");
  CHECK(folder.entry.hash == text_hash(now));
  CHECK(folder.generate(now, {OnConflict::Theirs}) == "merged eins|2|3|4|5|");
  CHECK(folder.generate(now, {OnConflict::Fail}) == "conflicting");
  CHECK(is_refusal(Outcome::Conflicting));
}

TEST_CASE("write_plan: marked conflicts are refused until they are resolved") {
  MergedFolder folder("<<<<<<< yours\none\n||||||| base\n1\n=======\neins\n>>>>>>> generated\n2\n");
  Manifest manifest;
  manifest.files.push_back(
      {"f", Ownership::Merge, "pack/t", "", text_hash(MergedFolder::base), text_hash("eins\n2\n")});
  folder.files[std::string(manifest_path)] = to_json(manifest);
  folder.files[base_path(text_hash("eins\n2\n"))] = "eins\n2\n";
  CHECK(folder.generate("eins\n2\n") == "unresolved");
  CHECK(folder.entry.conflict == text_hash("eins\n2\n"));
  folder.files["f"] = "resolved\n2\n";
  CHECK(folder.generate("eins\n2\n") == "unchanged");
  CHECK(folder.entry.hash == text_hash("eins\n2\n"));
  CHECK(folder.entry.conflict.empty());
  CHECK(folder.generate("eins\n2\nnew\n") == "merged resolved|2|new|");
}

TEST_CASE("write_plan: what is not text is refused, until one side is chosen") {
  const std::string wide("o\0n\0", 4);
  MergedFolder folder(wide);
  CHECK(folder.generate("eins\n") == "unmergeable");
  CHECK(folder.entry.hash == text_hash(MergedFolder::base));
  CHECK(folder.generate(MergedFolder::base) == "unchanged");
  CHECK(folder.generate("eins\n", {OnConflict::Ours}) == "unchanged");
  CHECK(folder.entry.hash == text_hash("eins\n"));
  CHECK(folder.generate("eins\n", {OnConflict::Theirs}) == "updated eins|");
  Manifest marked;
  marked.files.push_back(
      {"f", Ownership::Merge, "pack/t", "", text_hash(MergedFolder::base), text_hash("eins\n")});
  folder.files[std::string(manifest_path)] = to_json(marked);
  CHECK(folder.generate("eins\n") == "unmergeable");
}

TEST_CASE("write_plan: a base that is lost or wrong is a conflict, never a clean merge") {
  MergedFolder folder("one\n2\n3\n4\n5\n");
  folder.files[base_path(text_hash(MergedFolder::base))] = "something else\n";
  CHECK(folder.generate("1\n2\n3\n4\nfive\n").starts_with("conflict <<<<<<< yours|one|"));
  folder.files.erase(base_path(text_hash(MergedFolder::base)));
  CHECK(folder.generate("1\n2\n3\n4\nfive\n").starts_with("conflict <<<<<<< yours|one|"));
  folder.files["f"] = "";
  CHECK(folder.generate("1\n2\n3\n4\nfive\n") == "kept");
}

TEST_CASE("write_plan: what was deleted comes back where that is asked for") {
  MergedFolder folder("");
  folder.files.erase("f");
  CHECK(folder.generate("n\n") == "deleted");
  CHECK(folder.entry.hash == text_hash(MergedFolder::base));
  PlanOptions options;
  options.restore = true;
  CHECK(folder.generate("n\n", options) == "created n|");
}

TEST_CASE("write_plan: files that were there before may become the user's") {
  InMemoryFileSystem files;
  files.files["mine"] = "x\n";
  files.files["readme"] = "x\n";
  const ArtifactTree tree =
      made_tree({{"code", "n\n", Ownership::Generated}, {"readme", "n\n", Ownership::Merge}});
  CHECK(plan_writes(tree, {}, files).foreign_folder);
  PlanOptions options;
  options.adopt = true;
  const WritePlan plan = plan_writes(tree, {}, files, options);
  CHECK_FALSE(plan.is_refused());
  CHECK(plan.files[0].outcome == Outcome::Create);
  CHECK(plan.files[1].outcome == Outcome::Adopt);
  CHECK(plan.manifest.files[1].hash == text_hash("n\n"));
  files.files["code"] = "x\n";
  CHECK(plan_writes(tree, {}, files, options).files[0].outcome == Outcome::Foreign);
}

TEST_CASE("write_plan: a file whose path changed takes the user's edits along") {
  InMemoryFileSystem files;
  Manifest manifest;
  const std::string base = "1\n2\n3\n";
  manifest.files.push_back({"old", Ownership::Merge, "pack/t", "", text_hash(base)});
  files.files[std::string(manifest_path)] = to_json(manifest);
  files.files["old"] = "one\n2\n3\n";
  files.files[base_path(text_hash(base))] = base;
  const ArtifactTree tree = made_tree({{"new", "1\n2\nthree\n", Ownership::Merge}});
  const WritePlan plan = plan_writes(tree, {}, files);
  REQUIRE(plan.files.size() == 1);
  CHECK(plan.files[0].outcome == Outcome::Move);
  CHECK(plan.files[0].path == "new");
  CHECK(plan.files[0].from == "old");
  CHECK(plan.files[0].text() == "one\n2\nthree\n");
  CHECK(plan.manifest.files.size() == 1);
}

TEST_CASE("write_plan: what is kept is compared with the same base again") {
  InMemoryFileSystem files;
  Manifest manifest;
  manifest.files.push_back({"f", Ownership::Merge, "pack/t", "", text_hash("b")});
  files.files[std::string(manifest_path)] = to_json(manifest);
  const ArtifactTree tree = made_tree({{"f", "n", Ownership::Merge}});
  files.files["f"] = "";  // without a base nobody can say who emptied it
  const WritePlan plan = plan_writes(tree, {}, files);
  CHECK(plan.manifest.files[0].hash == text_hash("b"));
  CHECK_FALSE(plan.writes());
  CHECK(needs_attention(plan.files[0].outcome));
}

/// A folder with these files as the last run wrote them.
InMemoryFileSystem generated_folder(const Manifest& manifest,
                                    const std::map<std::string, std::string>& texts) {
  InMemoryFileSystem files;
  files.files = texts;
  files.files[std::string(manifest_path)] = to_json(manifest);
  return files;
}

TEST_CASE("write_plan: a file of something that was renamed takes the user's edits along") {
  using enum Ownership;
  struct Row {
    Ownership ownership;
    bool ejected;
    const char* outcomes;
  };
  for (const Row& row : {Row{Once, false, "moved new.txt from old.txt; "},
                         Row{Merge, false, "moved new.txt from old.txt; "},
                         Row{Generated, true, "moved new.txt from old.txt; "},
                         Row{Generated, false, "created new.txt; orphaned old.txt; "}}) {
    Manifest manifest;
    manifest.files.push_back({"old.txt", row.ownership, "pack/t", "order", text_hash("b\n")});
    manifest.files[0].ejected = row.ejected;
    InMemoryFileSystem files = generated_folder(manifest, {{"old.txt", "mine\n"}});
    files.files[base_path(text_hash("b\n"))] = "b\n";
    const ArtifactTree tree =
        made_tree({{"new.txt", "b\n", row.ownership, false, "purchase", "order"}});
    const WritePlan plan = plan_writes(tree, {}, files);
    std::string outcomes;
    for (const PlannedFile& file : plan.files) {
      outcomes += std::string(outcome_word(file.outcome)) + " " + file.path +
                  (file.from.empty() ? "" : " from " + file.from) + "; ";
    }
    CHECK(outcomes == row.outcomes);
    CHECK(plan.manifest.find("new.txt")->entity == "purchase");
    CHECK(plan.manifest.find("new.txt")->ejected == row.ejected);
  }
}

TEST_CASE("write_plan: a former name that another one has now is followed by that one") {
  Manifest manifest;
  manifest.files.push_back({"old.txt", Ownership::Once, "pack/t", "order", text_hash("b\n")});
  InMemoryFileSystem files = generated_folder(manifest, {{"old.txt", "mine\n"}});
  const ArtifactTree tree =
      made_tree({{"a.txt", "b\n", Ownership::Once, false, "order", ""},
                 {"b.txt", "b\n", Ownership::Once, false, "purchase", "order"}});
  const WritePlan plan = plan_writes(tree, {}, files);
  CHECK(plan.count(Outcome::Move) == 0);  // two are made of what one was: nobody can tell
  CHECK(plan.count(Outcome::Orphan) == 1);
}

TEST_CASE("write_plan: what the user took over is never written again, however it is generated") {
  Manifest manifest;
  manifest.files.push_back({"code", Ownership::Generated, "pack/t", "", text_hash("b\n")});
  manifest.files[0].ejected = true;
  InMemoryFileSystem files = generated_folder(manifest, {{"code", "mine\n"}});
  const ArtifactTree tree = made_tree({{"code", "n\n", Ownership::Generated}});
  const WritePlan plan = plan_writes(tree, {}, files);
  CHECK(plan.files.at(0).outcome == Outcome::Unchanged);
  CHECK(plan.manifest.files.at(0).ejected);
  files.files.erase("code");
  CHECK(plan_writes(tree, {}, files).files.at(0).outcome == Outcome::LeftDeleted);
  files.files["code"] = "mine\n";
  CHECK(plan_writes(ArtifactTree{}, {}, files).files.at(0).outcome == Outcome::Orphan);
}

TEST_CASE("write_plan: files of another service are refused, unless it was renamed") {
  Manifest manifest;
  manifest.provenance.service = "shop";
  manifest.files.push_back({"f", Ownership::Generated, "pack/t", "", text_hash("b")});
  InMemoryFileSystem files = generated_folder(manifest, {{"f", "b"}});
  const ArtifactTree tree = made_tree({{"f", "n"}});
  CHECK_FALSE(plan_writes(tree, {"shop", ""}, files).is_refused());
  const WritePlan refused = plan_writes(tree, {"todo", ""}, files);
  CHECK(refused.other_service == "shop");
  CHECK(refused.is_refused());
  CHECK(refused.is_refused_as_whole());
  PlanOptions options;
  options.adopt = true;
  const WritePlan renamed = plan_writes(tree, {"todo", ""}, files, options);
  CHECK_FALSE(renamed.is_refused());
  CHECK(renamed.manifest.provenance.service == "todo");
}

TEST_CASE("write_plan: only what was named takes part; all else stays as it is") {
  Manifest manifest;
  for (const char* path : {"api/a.yaml", "api/b/c.yaml", "docs/gone.md", "README.md"}) {
    manifest.files.push_back({path, Ownership::Generated, "pack/t", path, text_hash("b")});
  }
  std::sort(manifest.files.begin(), manifest.files.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
  InMemoryFileSystem files = generated_folder(
      manifest,
      {{"api/a.yaml", "b"}, {"api/b/c.yaml", "b"}, {"docs/gone.md", "b"}, {"README.md", "b"}});
  const ArtifactTree tree = made_tree({{"api/a.yaml", "n", Ownership::Generated, false, "a"},
                                       {"api/b/c.yaml", "n", Ownership::Generated, false, "c"},
                                       {"api/new.yaml", "n", Ownership::Generated, false, "new"},
                                       {"README.md", "n", Ownership::Generated, false, "r"}});
  const auto written = [&](const std::vector<std::string>& only) {
    PlanOptions options;
    options.only = only;
    const WritePlan plan = plan_writes(tree, {"s", "digest"}, files, options);
    CHECK(plan.manifest.provenance.inputs.empty());  // more would change of the same inputs
    std::string paths;
    for (const PlannedFile& file : plan.files) paths += file.path + " ";
    for (const std::string& pattern : plan.without_match) paths += "?" + pattern + " ";
    for (const char* path : {"api/a.yaml", "docs/gone.md", "README.md"}) {
      const bool takes_part = paths.find(path) != std::string::npos;
      if (!takes_part) CHECK(*plan.manifest.find(path) == *manifest.find(path));
    }
    return paths;
  };
  CHECK(written({"api"}) == "api/a.yaml api/b/c.yaml api/new.yaml ");
  CHECK(written({"api/b/"}) == "api/b/c.yaml ");
  CHECK(written({"*.yaml"}) == "api/a.yaml api/b/c.yaml api/new.yaml ");
  CHECK(written({"api/?.yaml", "README.md"}) == "README.md api/a.yaml ");
  CHECK(written({"docs"}) == "docs/gone.md ");
  CHECK(written({"ap"}) == "?ap ");
}

TEST_CASE("write_plan: the same inputs need no second look, unless something is not as it was") {
  InMemoryFileSystem files;
  const Provenance provenance{"todo", "digest"};
  const ArtifactTree tree = made_tree({{"code", "n\n", Ownership::Generated, false, "code"},
                                       {"once", "n\n", Ownership::Once, false, "once"},
                                       {"readme", "n\n", Ownership::Merge, false, "readme"}});
  const WritePlan first = plan_writes(tree, provenance, files);
  CHECK(first.manifest.provenance.inputs == "digest");
  const std::string base = base_path(text_hash("n\n"));
  const std::map<std::string, std::string> fresh{
      {"code", "n\n"}, {"once", "n\n"}, {"readme", "n\n"}, {base, "n\n"}};
  const auto is_unchanged = [&](const std::string& path, const char* text) {
    InMemoryFileSystem edited = generated_folder(first.manifest, fresh);
    if (text == absent) {
      edited.files.erase(path);
    } else {
      edited.files[path] = text;
    }
    const std::optional<WritePlan> plan = plan_unchanged("digest", edited);
    if (plan) CHECK_FALSE(plan->writes());
    return plan.has_value();
  };
  CHECK(is_unchanged("other", "x"));
  CHECK(is_unchanged("code", "n\r\n"));
  CHECK(is_unchanged("once", "mine\n"));
  CHECK(is_unchanged("readme", "mine\n"));
  CHECK_FALSE(is_unchanged("code", "mine\n"));
  CHECK_FALSE(is_unchanged("code", absent));
  CHECK_FALSE(is_unchanged("readme", absent));
  CHECK_FALSE(is_unchanged(base, absent));
  CHECK_FALSE(is_unchanged(std::string(manifest_path), absent));
  InMemoryFileSystem same = generated_folder(first.manifest, fresh);
  CHECK_FALSE(plan_unchanged("another", same).has_value());
  CHECK_FALSE(plan_unchanged("", same).has_value());
}

TEST_CASE("write_plan: inputs are known only where all that they make was taken over") {
  MergedFolder folder("one\n2\n3\n4\n5\n");
  const auto inputs = [&](const std::string& now) {
    const ArtifactTree tree = made_tree({{"f", now, Ownership::Merge}});
    folder.disk.files = folder.files;
    return plan_writes(tree, {"s", "digest"}, folder.disk).manifest.provenance.inputs;
  };
  CHECK(inputs("1\n2\n3\n4\nfive\n") == "digest");
  CHECK(inputs("eins\n2\n3\n4\n5\n").empty());
}

TEST_CASE("write_plan: other inputs that make the same files are no drift") {
  Manifest manifest;
  manifest.provenance = {"s", "old"};
  manifest.files.push_back({"f", Ownership::Generated, "pack/t", "", text_hash("n")});
  InMemoryFileSystem files = generated_folder(manifest, {{"f", "n"}});
  const WritePlan plan = plan_writes(made_tree({{"f", "n"}}), {"s", "new"}, files);
  CHECK_FALSE(plan.is_behind());
  CHECK(plan.writes());
}

}  // namespace
}  // namespace plinth
