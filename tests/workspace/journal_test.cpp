#include "workspace/journal.hpp"

#include <map>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "workspace/in_memory_file_system.hpp"
#include "workspace/made_tree.hpp"
#include "workspace/writer.hpp"

namespace plinth {
namespace {

using test::InMemoryFileSystem;
using test::made_tree;

struct Killed {};

/// Ends the run at a change: that one and all later ones do not happen.
class MortalFileSystem : public InMemoryFileSystem {
 public:
  int left = 1'000'000;  ///< changes until then

  void write_new(const std::string& path, std::string_view text, bool executable) override {
    live();
    InMemoryFileSystem::write_new(path, text, executable);
  }
  void rename(const std::string& from, const std::string& to) override {
    live();
    InMemoryFileSystem::rename(from, to);
  }
  void remove_file(const std::string& path) override {
    live();
    InMemoryFileSystem::remove_file(path);
  }
  void sync() override { live(); }

 private:
  void live() {
    if (--left < 0) throw Killed{};
  }
};

ArtifactTree old_tree() {
  return made_tree({{"a", "a\n"}, {"b", "b\n"}, {"deep/c", "c\n", Ownership::Merge}});
}
ArtifactTree new_tree() {
  return made_tree({{"a", "A\n"}, {"deep/c", "C\n", Ownership::Merge}, {"new/d", "d\n"}});
}

std::map<std::string, std::string> generated(const ArtifactTree& tree, InMemoryFileSystem files) {
  update_folder(plan_writes(tree, {}, files), files);
  return files.files;
}

std::string failure(FileSystem& files) {
  try {
    finish_update(files);
  } catch (const DiagnosticError& error) {
    return error.diagnostic().id;
  }
  return "";
}

/// The folder of the old tree after an update to the new one that ended at change number `end`.
MortalFileSystem ended_at(int end) {
  MortalFileSystem files;
  files.files = generated(old_tree(), {});
  const ArtifactTree tree = new_tree();
  const WritePlan plan = plan_writes(tree, {}, files);
  files.left = end;
  CHECK_THROWS_AS(update_folder(plan, files), Killed);
  files.left = 1'000'000;
  return files;
}

int changes_of_an_update() {
  MortalFileSystem files;
  files.files = generated(old_tree(), {});
  const ArtifactTree tree = new_tree();
  update_folder(plan_writes(tree, {}, files), files);
  return 1'000'000 - files.left;
}

TEST_CASE("journal: an update that is ended anywhere is finished, or never was") {
  InMemoryFileSystem before;
  before.files = generated(old_tree(), {});
  const std::map<std::string, std::string> after = generated(new_tree(), before);
  const int changes = changes_of_an_update();
  REQUIRE(changes > 15);
  int old = 0, finished = 0;
  for (int end = 0; end < changes; ++end) {
    CAPTURE(end);
    MortalFileSystem files = ended_at(end);
    const bool decided = is_unfinished(files);
    finish_update(files);
    CHECK_FALSE(is_unfinished(files));
    const bool is_new = files.files == after;
    CHECK((is_new || files.files == before.files));
    if (decided) CHECK(is_new);
    ++(is_new ? finished : old);
  }
  CHECK(old > 5);
  CHECK(finished > 5);
}

TEST_CASE("journal: finishing that is ended anywhere is finished by the next run") {
  InMemoryFileSystem before;
  before.files = generated(old_tree(), {});
  const std::map<std::string, std::string> after = generated(new_tree(), before);
  int decided = 0;
  while (!is_unfinished(*std::make_unique<MortalFileSystem>(ended_at(decided)))) ++decided;
  for (int end = 0; end < 30; ++end) {
    CAPTURE(end);
    MortalFileSystem files = ended_at(decided);
    files.left = end;
    try {
      finish_update(files);
    } catch (const Killed&) {
      files.left = 1'000'000;
      finish_update(files);
    }
    CHECK(files.files == after);
  }
}

TEST_CASE("journal: what a person edited before it was finished is not overwritten") {
  int decided = 0;
  while (!is_unfinished(*std::make_unique<MortalFileSystem>(ended_at(decided)))) ++decided;
  MortalFileSystem files = ended_at(decided);
  files.files["a"] = "mine\n";
  const std::map<std::string, std::string> before = files.files;
  CHECK(failure(files) == "edited-since");
  CHECK(files.files == before);
}

TEST_CASE("journal: one that leads elsewhere is refused") {
  const std::string entry = R"([{"from": "FROM", "to": "TO", "was": ""}])";
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string json = entry;
    json.replace(json.find("FROM"), 4, from);
    json.replace(json.find("TO"), 2, to);
    InMemoryFileSystem files;
    files.files[".plinth/journal.json"] = json;
    files.files["secret"] = "s";
    return failure(files);
  };
  CHECK(with(".plinth/staged/0", "a") == "");
  CHECK(with(".plinth/staged/0", "../a") == "journal-damaged");
  CHECK(with(".plinth/staged/0", "/etc/passwd") == "journal-damaged");
  CHECK(with(".plinth/staged/../../secret", "a") == "journal-damaged");
  CHECK(with("secret", "a") == "journal-damaged");
  CHECK(with("", ".plinth/base/../../../x") == "journal-damaged");
  CHECK(with("", ".git/config") == "journal-damaged");
  InMemoryFileSystem files;
  for (const char* const text :
       {"", "{", "{}", "[1]", "[{}]", R"([{"from": 1, "to": "a", "was": ""}])"}) {
    CAPTURE(text);
    files.files[".plinth/journal.json"] = text;
    CHECK(failure(files) == "journal-damaged");
  }
}

}  // namespace
}  // namespace plinth
