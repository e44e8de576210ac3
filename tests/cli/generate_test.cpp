#include <map>
#include <string>
#include <thread>
#include <vector>

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/workshop.hpp"

using plinth::test::read_whole;
using plinth::test::Run;
using plinth::test::run_and_terminate;
using plinth::test::run_plinth;
using plinth::test::Workshop;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("generate: a first run writes everything and tells what, as a result") {
  const Workshop workshop;
  const Run run = workshop.generate();
  CHECK(run.error == "");
  CHECK(run.exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "A list.\n");
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list.\n");
  CHECK(workshop.exists("out/.plinth/manifest.json"));
  CHECK(run.out.starts_with("todo · 1 resource, "));
  CHECK(contains(run.out, " error codes · SQLite\n\n  created  "));
  CHECK(contains(run.out, " files created in "));
  CHECK(contains(
      run.out,
      "\nNext: read out/README.md; edit the description and run the same command again.\n"));
}

TEST_CASE("generate: a second run does nothing and leaves every time stamp") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  struct stat before {
  }, after{};
  REQUIRE(::stat(workshop.full("out/.plinth/manifest.json").c_str(), &before) == 0);
  const Run run = workshop.generate();
  CHECK(run.exit == 0);
  CHECK(run.error == "");
  CHECK(run.out.starts_with("nothing to do: "));
  CHECK(contains(run.out, " files are up to date ("));
  REQUIRE(::stat(workshop.full("out/.plinth/manifest.json").c_str(), &after) == 0);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(before.st_ino == after.st_ino);
}

TEST_CASE("generate: a changed description changes what follows from it") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("service.yaml", Workshop::description("Another list."));
  const Run run = workshop.generate();
  CHECK(run.exit == 0);
  CHECK(contains(run.out, "  updated  "));
  CHECK(contains(run.out, " updated in "));
  CHECK(workshop.read("out/things/task.txt") == "Task\nAnother list.\n");
  CHECK(workshop.read("out/NOTES.txt") == "Another list.\n");
}

TEST_CASE("generate: --check writes nothing and says whether the folder is up to date") {
  const Workshop workshop;
  const Run absent = workshop.generate({"--check"});
  CHECK(absent.exit == 1);
  CHECK(contains(absent.out, "  missing  "));
  CHECK_FALSE(workshop.exists("out"));
  REQUIRE(workshop.generate().exit == 0);
  CHECK(workshop.generate({"--check"}).exit == 0);
  const auto before = workshop.tree();
  workshop.write("service.yaml", Workshop::description("Another list."));
  const Run stale = workshop.generate({"--check"});
  CHECK(stale.exit == 1);
  CHECK(contains(stale.out, "  stale  "));
  CHECK(workshop.tree() == before);
}

TEST_CASE("generate: --dry-run writes nothing and tells what would be written") {
  const Workshop workshop;
  const Run run = workshop.generate({"--dry-run"});
  CHECK(run.exit == 0);
  CHECK(contains(run.out, "  create  "));
  CHECK(contains(run.out, "nothing was written ("));
  CHECK_FALSE(workshop.exists("out"));
}

TEST_CASE("generate: --set overrides the description for one run") {
  const Workshop workshop;
  CHECK(workshop.generate({"--set", "summary=Set."}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "Set.\n");
  const Run wrong = workshop.generate({"--set", "summry=Set."});
  CHECK(wrong.exit == 2);
  CHECK(contains(wrong.error, "--set:1:1: error: "));
}

TEST_CASE("generate: an edited generated file is refused by name, and nothing is written") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/things/task.txt", "mine\n");
  workshop.write("service.yaml", Workshop::description("Another list."));
  const auto before = workshop.tree();
  const Run run = workshop.generate();
  CHECK(run.exit == 1);
  CHECK(run.out == "");
  CHECK(
      contains(run.error, "error: `things/task.txt` is generated, but was edited [edited-file]\n"));
  CHECK(contains(run.error, "\n1 error; nothing was written\n"));
  CHECK(workshop.tree() == before);
  const Run check = workshop.generate({"--check"});
  CHECK(check.exit == 1);
  CHECK(contains(check.out, "  modified  "));
}

TEST_CASE("generate: a folder with other people's files is refused") {
  const Workshop workshop;
  workshop.write("out/thesis.txt", "mine\n");
  const Run run = workshop.generate();
  CHECK(run.exit == 1);
  CHECK(run.out == "");
  CHECK(contains(run.error, "[foreign-folder]"));
  CHECK(workshop.tree() == std::map<std::string, std::string>{{"thesis.txt", "mine\n"}});
}

TEST_CASE("generate: with a mistake in the description or in a pack, nothing is written") {
  const Workshop workshop;
  workshop.write("packs/tiny/thing.j2", "{{ resource.nme }}\n");
  const Run pack = workshop.generate();
  CHECK(pack.exit == 2);
  CHECK(pack.out == "");
  CHECK(contains(pack.error, "packs/tiny/thing.j2:1:"));
  CHECK(contains(pack.error, "note: packs/tiny/pack.yaml:"));
  CHECK(contains(pack.error, "while rendering `things/task.txt` for `task`"));
  workshop.write(
      "service.yaml",
      "service: todo\nresources:\n  task: {fields: {title: strin}, access: {all: public}}\n");
  const Run description = workshop.generate();
  CHECK(description.exit == 2);
  CHECK(contains(description.error, "service.yaml:3:26: error: "));
  CHECK(contains(description.error, "; nothing was written\n"));
  CHECK_FALSE(workshop.exists("out"));
}

TEST_CASE("generate: a machine that refuses is exit status 3, and leaves what was there") {
  if (::geteuid() == 0) return;  // root may write everywhere
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("service.yaml", Workshop::description("Another list."));
  const auto before = workshop.tree();
  REQUIRE(::chmod(workshop.full("out/things").c_str(), 0500) == 0);
  const Run run = workshop.generate();
  CHECK(run.exit == 3);
  CHECK(contains(run.error, "[file-system]"));
  REQUIRE(::chmod(workshop.full("out/things").c_str(), 0700) == 0);
  CHECK(workshop.tree() == before);
}

TEST_CASE("generate: edits of both sides are merged, or marked and waited for") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/NOTES.txt", "A list.\nMine.\n");
  workshop.write("service.yaml", Workshop::description("A long list."));
  const Run failed = workshop.generate({"--conflict=fail"});
  CHECK(failed.exit == 1);
  CHECK(contains(failed.error, "[merge-conflict]"));
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list.\n");

  const Run marked = workshop.generate({"--conflict=mark"});
  CHECK(marked.exit == 1);
  CHECK(contains(marked.out, "conflict  NOTES.txt"));
  CHECK(workshop.read("out/things/task.txt") == "Task\nA long list.\n");
  CHECK(workshop.read("out/NOTES.txt") ==
        "<<<<<<< yours\nA list.\nMine.\n||||||| base\nA list.\n=======\nA long list.\n"
        ">>>>>>> generated\n");
  const Run waits = workshop.generate();
  CHECK(waits.exit == 1);
  CHECK(contains(waits.error, "[unresolved-conflict]"));
  CHECK(workshop.generate({"--check"}).exit == 1);

  workshop.write("out/NOTES.txt", "A long list.\nMine.\n");
  CHECK(workshop.generate().exit == 0);
  CHECK(workshop.generate({"--check"}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "A long list.\nMine.\n");
}

TEST_CASE("generate: --diff prints what would change, and changes nothing") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("service.yaml", Workshop::description("Another."));
  const auto before = workshop.tree();
  const Run run = workshop.generate({"--diff"});
  CHECK(run.exit == 0);
  CHECK(contains(run.out, "--- a/NOTES.txt\n+++ b/NOTES.txt\n@@ -1 +1 @@\n-A list.\n+Another.\n"));
  CHECK(workshop.tree() == before);
  const nlohmann::json report =
      nlohmann::json::parse(workshop.generate({"--diff", "--format", "json"}).out);
  CHECK(report.at("diff") == run.out);
}

TEST_CASE("generate: what was there before is the user's, where they say so") {
  const Workshop workshop;
  workshop.write("out/NOTES.txt", "Mine.\n");
  CHECK(workshop.generate().exit == 1);
  CHECK(workshop.generate({"--adopt"}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "Mine.\n");
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list.\n");
  CHECK(workshop.generate({"--check"}).exit == 0);
  boost::filesystem::remove(workshop.full("out/NOTES.txt"));
  CHECK(workshop.generate().exit == 0);
  CHECK_FALSE(workshop.exists("out/NOTES.txt"));
  CHECK(workshop.generate({"--restore"}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "A list.\n");
}

TEST_CASE("generate: a folder that another run is at work on is exit status 4, or waited for") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const int folder = ::open(workshop.full("out").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(folder, LOCK_EX) == 0);
  const Run locked = workshop.generate();
  CHECK(locked.exit == 4);
  CHECK(contains(locked.error, "[locked]"));
  CHECK(workshop.generate({"--check"}).exit == 0);
  std::thread other([folder] {
    ::usleep(300'000);
    ::close(folder);
  });
  CHECK(workshop.generate({"--wait"}).exit == 0);
  other.join();
}

TEST_CASE("generate: an update that was interrupted is told by --check, and finished by a run") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/.plinth/staged/0", "Task\nA list, whole.\n");
  std::string was;
  const nlohmann::json manifest = nlohmann::json::parse(workshop.read("out/.plinth/manifest.json"));
  for (const auto& file : manifest.at("files")) {
    if (file.at("path") == "things/task.txt") was = file.at("sha256");
  }
  workshop.write(
      "out/.plinth/journal.json",
      R"([{"from": ".plinth/staged/0", "to": "things/task.txt", "was": ")" + was + "\"}]");
  const Run check = workshop.generate({"--check"});
  CHECK(check.exit == 1);
  CHECK(contains(check.error, "[unfinished-run]"));
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list.\n");
  const Run finished = workshop.generate();
  CAPTURE(finished.error);
  CHECK(contains(finished.error, "`things/task.txt` is generated, but was edited"));
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list, whole.\n");
  CHECK_FALSE(workshop.exists("out/.plinth/journal.json"));
  CHECK_FALSE(workshop.exists("out/.plinth/staged"));
}

TEST_CASE("generate: a damaged manifest is exit status 3") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/.plinth/manifest.json", "{");
  const Run run = workshop.generate();
  CHECK(run.exit == 3);
  CHECK(contains(run.error, "[manifest-damaged]"));
}

TEST_CASE("generate: the report as JSON is one document with an outcome for each file") {
  const Workshop workshop;
  const Run run = workshop.generate({"--format", "json"});
  CHECK(run.exit == 0);
  CHECK(run.error == "");
  const nlohmann::json report = nlohmann::json::parse(run.out);
  CHECK(report.at("exit") == 0);
  CHECK(report.at("service") == "todo");
  CHECK(report.at("written") == true);
  CHECK(report.at("diagnostics").is_array());
  bool found = false;
  for (const auto& file : report.at("files")) {
    if (file.at("path") != "things/task.txt") continue;
    found = true;
    CHECK(file.at("outcome") == "created");
    CHECK(file.at("template") == "tiny/thing.j2");
    CHECK(file.at("entity") == "task");
    CHECK(file.at("lines") == 2);
  }
  CHECK(found);
  const nlohmann::json second = nlohmann::json::parse(workshop.generate({"--format", "json"}).out);
  CHECK(second.at("written") == false);
  CHECK(second.at("files").at(0).at("outcome") == "unchanged");
}

TEST_CASE("generate: the same input gives the same bytes, wherever it is run") {
  const Workshop one;
  const Workshop two;
  REQUIRE(one.generate().exit == 0);
  REQUIRE(two.generate().exit == 0);
  CHECK(one.tree() == two.tree());
  CHECK(one.tree().size() > 2);
}

TEST_CASE("generate: a run that is told to end leaves all files or none, and nothing else") {
  for (unsigned milliseconds = 1; milliseconds < 2000; milliseconds = milliseconds * 3 / 2 + 1) {
    CAPTURE(milliseconds);
    const Workshop workshop;
    const int exit =
        run_and_terminate({"generate", "service.yaml", "--out", "out", "--packs", "packs"},
                          workshop.full("."), milliseconds);
    CHECK((exit == 0 || exit == -SIGTERM));
    if (workshop.exists("out")) CHECK(workshop.generate({"--check"}).exit == 0);
    for (const auto& entry : boost::filesystem::directory_iterator(workshop.full("."))) {
      const std::string name = entry.path().filename().string();
      CAPTURE(name);
      CHECK((name == "service.yaml" || name == "packs" || name == "out"));
    }
  }
}
