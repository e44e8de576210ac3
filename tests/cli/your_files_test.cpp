// What the user does with files besides editing them: renames what they are about, takes them over,
// has only some of them written, recovers, and watches.

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "cli/workshop.hpp"
#include "workspace/text_hash.hpp"

using plinth::text_hash;
using plinth::test::Run;
using plinth::test::RunningProgram;
using plinth::test::Workshop;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_CASE("was: a file of a renamed resource moves, with the user's edits") {
  const Workshop workshop;
  const std::string pack = workshop.read("packs/tiny/pack.yaml");
  workshop.write(
      "packs/tiny/pack.yaml",
      replaced(pack, "    template: thing.j2\n", "    template: thing.j2\n    ownership: merge\n"));
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/things/task.txt", workshop.read("out/things/task.txt") + "my line\n");
  const std::string description = Workshop::description("A list.");
  workshop.write("service.yaml", replaced(description, "  task:\n", "  errand:\n    was: task\n"));
  const Run run = workshop.generate({"--conflict=mark"});
  CHECK(contains(run.out, "moved  "));
  CHECK(workshop.read("out/things/errand.txt") == "Errand\nA list.\nmy line\n");
  CHECK_FALSE(workshop.exists("out/things/task.txt"));
  CHECK_FALSE(contains(workshop.generate({"--check"}).out, "things/"));
}

TEST_CASE("eject: a file that was taken over stays as it is, until that is undone") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const Run ejected = workshop.run({"eject", "out/things/task.txt"});
  CHECK(ejected.exit == 0);
  CHECK(ejected.out == "`out/things/task.txt` is yours now: later runs leave it alone\n");
  CHECK(workshop.run({"eject", "out/things/task.txt"}).out ==
        "`out/things/task.txt` was yours already\n");
  workshop.write("out/things/task.txt", "mine\n");
  workshop.write("service.yaml", Workshop::description("Another."));
  CHECK(workshop.generate().exit == 0);
  CHECK(workshop.read("out/things/task.txt") == "mine\n");
  CHECK(workshop.generate({"--check"}).exit == 0);
  CHECK(workshop.generate({"--check"}).exit == 0);
  CHECK(workshop.run({"eject", "--undo", "out/things/task.txt"}).exit == 0);
  CHECK(workshop.generate().exit == 1);
  boost::filesystem::remove(workshop.full("out/things/task.txt"));
  CHECK(workshop.generate().exit == 0);
  CHECK(workshop.read("out/things/task.txt") == "Task\nAnother.\n");
}

TEST_CASE("eject: what was not generated is exit status 3, as is a folder without a manifest") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const Run unknown = workshop.run({"eject", "out/things/taks.txt"});
  CHECK(unknown.exit == 3);
  CHECK(contains(unknown.error, "did you mean `"));
  CHECK(contains(workshop.run({"eject", "service.yaml"}).error, "[no-manifest]"));
  const Run json = workshop.run({"eject", "out/NOTES.txt", "--format", "json"});
  CHECK(nlohmann::json::parse(json.out).at("files").at(0).at("changed") == true);
}

TEST_CASE("eject: a folder is named in any way, and the generated one is all files in it") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  for (const char* const named : {"out/things/", "out/things/.", "out/./things", "out", "out/"}) {
    CAPTURE(named);
    const Run ejected = workshop.run({"eject", named});
    CHECK(ejected.exit == 0);
    CHECK(ejected.out == "`" + std::string(named) + "` is yours now: later runs leave it alone\n");
    CHECK(workshop.run({"eject", "--undo", named}).exit == 0);
  }
  CHECK(contains(workshop.run({"eject", "packs/"}).error,
                 "`packs/` is in no folder that plinth generated"));
}

TEST_CASE("eject and recover: a current folder that was removed is exit status 3, or no matter") {
  const Workshop workshop;
  workshop.write("gone/file", "x");
  const std::string gone = workshop.full("gone");
  const std::string program = PLINTH_PROGRAM;
  const auto exit_in_removed_folder = [&](const std::string& arguments) {
    const std::string script = "mkdir -p '" + gone + "' && cd '" + gone + "' && rm -r '" + gone +
                               "' && '" + program + "' " + arguments + " >/dev/null 2>&1";
    return WEXITSTATUS(std::system(script.c_str()));
  };
  CHECK(exit_in_removed_folder("eject file") == 3);
  CHECK(exit_in_removed_folder("recover") == 0);
  CHECK(exit_in_removed_folder("generate '" + workshop.full("service.yaml") + "' --out out") == 3);
}

TEST_CASE("generate: a merge without a folder for temporary files is exit status 3") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/NOTES.txt", "A list.\nmine\n");
  workshop.write("service.yaml", Workshop::description("Another."));
  const auto before = workshop.tree();
  const std::string script = "cd '" + workshop.full(".") + "' && TMPDIR=/nowhere '" +
                             PLINTH_PROGRAM +
                             "' generate service.yaml --out out --packs packs >/dev/null 2>&1";
  CHECK(WEXITSTATUS(std::system(script.c_str())) == 3);
  CHECK(workshop.tree() == before);
}

TEST_CASE("generate: what is not text cannot be merged, which every run says until it is settled") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const std::string wide("A\0 \0l\0", 6);
  workshop.write("out/NOTES.txt", wide);
  workshop.write("service.yaml", Workshop::description("Another."));
  for (const char* const choice : {"--conflict=mark", "--conflict=fail", "--conflict=mark"}) {
    const Run refused = workshop.generate({choice});
    CHECK(refused.exit == 1);
    CHECK(
        contains(refused.error, "`NOTES.txt` cannot be merged: it is not text [unmergeable-file]"));
  }
  CHECK(contains(workshop.generate({"--check"}).out,
                 "conflict  NOTES.txt  cannot be merged: it is not text"));
  CHECK(workshop.read("out/NOTES.txt") == wide);
  CHECK(workshop.read("out/things/task.txt") == "Task\nA list.\n");
  CHECK(workshop.generate({"--conflict=ours"}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == wide);
  CHECK(workshop.generate({"--check"}).exit == 0);
  workshop.write("service.yaml", Workshop::description("A third."));
  CHECK(workshop.generate().exit == 1);
  CHECK(workshop.generate({"--conflict=theirs"}).exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "A third.\n");
}

TEST_CASE("generate: a manifest that is missing is not taken for a folder of others") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  boost::filesystem::remove(workshop.full("out/.plinth/manifest.json"));
  const Run run = workshop.generate();
  CHECK(run.exit == 1);
  CHECK(contains(run.error,
                 "`out/.plinth/manifest.json` is missing, which says what plinth wrote here "
                 "[manifest-missing]"));
  CHECK(contains(run.error, "restore it from version control"));
  CHECK(workshop.generate({"--adopt"}).exit == 0);
}

TEST_CASE("generate: an edited generated file is told how to make it yours") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("out/things/task.txt", "mine\n");
  CHECK(contains(workshop.generate().error, "`plinth eject out/things/task.txt`"));
}

TEST_CASE("generate: --only leaves all other files alone") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  workshop.write("service.yaml", Workshop::description("Another."));
  const auto before = workshop.tree();
  CHECK(workshop.generate({"--only", "things"}).exit == 0);
  CHECK(workshop.read("out/things/task.txt") == "Task\nAnother.\n");
  CHECK(workshop.read("out/NOTES.txt") == before.at("NOTES.txt"));
  CHECK(workshop.generate({"--check"}).exit == 1);
  CHECK(workshop.generate({"--check", "--only", "things/*"}).exit == 0);
  CHECK(workshop.generate().exit == 0);
  CHECK(workshop.read("out/NOTES.txt") == "Another.\n");
  const Run none = workshop.generate({"--only", "thing"});
  CHECK(none.exit == 1);
  CHECK(contains(none.error, "[no-match]"));
}

TEST_CASE("generate: the folder of another service is refused, unless the service was renamed") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const auto before = workshop.tree();
  workshop.write("service.yaml",
                 replaced(Workshop::description("A list."), "service: todo", "service: jobs"));
  for (const char* option : {"--dry-run", "--check", "--wait"}) {
    const Run run = workshop.generate({option});
    CHECK(run.exit == 1);
    CHECK(contains(run.error, "[other-service]"));
  }
  CHECK(workshop.tree() == before);
  CHECK(workshop.generate({"--adopt"}).exit == 0);
  CHECK(workshop.generate().exit == 0);
}

TEST_CASE("generate: what is made of the same is not made again, but where CI checks it") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  const char* const ci = std::getenv("CI");
  const std::string before = ci == nullptr ? "" : ci;
  // A text that no run would make, with its hash in the manifest: only making it anew shows that.
  const std::string made = workshop.read("out/things/task.txt");
  workshop.write("out/things/task.txt", "forged\n");
  workshop.write("out/.plinth/manifest.json", replaced(workshop.read("out/.plinth/manifest.json"),
                                                       text_hash(made), text_hash("forged\n")));
  ::setenv("CI", "", 1);
  CHECK(workshop.generate({"--check"}).exit == 0);
  ::setenv("CI", "true", 1);
  CHECK(workshop.generate({"--check"}).exit == 1);
  ::setenv("CI", before.c_str(), 1);
  CHECK(workshop.generate({"--set", "title=Other"}).exit == 0);
  CHECK(workshop.read("out/things/task.txt") == made);
  workshop.write("packs/tiny/thing.j2", "other\n");
  CHECK(workshop.generate({"--check"}).exit == 1);
}

TEST_CASE("generate: warnings are told by every run") {
  const Workshop workshop;
  workshop.write("service.yaml", Workshop::description("A list.") + "types: {unused: string(3)}\n");
  const Run first = workshop.generate();
  REQUIRE(first.exit == 0);
  REQUIRE(contains(first.error, "warning"));
  CHECK(workshop.generate().error == first.error);
}

TEST_CASE("recover: finishes or gives up what an interrupted run left") {
  const Workshop workshop;
  REQUIRE(workshop.generate().exit == 0);
  CHECK(workshop.run({"recover", "out"}).out == "nothing to recover\n");
  workshop.write("out/.plinth/staged/0", "new\n");
  CHECK(contains(workshop.run({"recover", "out"}).out, "was taken away"));
  CHECK_FALSE(workshop.exists("out/.plinth/staged"));
  workshop.write("out/.plinth/journal.json", "[");
  const Run damaged = workshop.run({"recover", "out"});
  CHECK(damaged.exit == 3);
  CHECK(contains(damaged.error, "[journal-damaged]"));
  CHECK(contains(workshop.run({"recover", "out", "--discard"}).out, "was given up"));
  CHECK(workshop.generate({"--check"}).exit == 0);
  const Run json = workshop.run({"recover", "out", "--format", "json"});
  CHECK(nlohmann::json::parse(json.out).at("finished") == false);
}

/// Waits until `holds`, for at most ten seconds.
bool comes_true(const auto& holds) {
  for (int round = 0; round < 200; ++round) {
    if (holds()) return true;
    ::usleep(50'000);
  }
  return false;
}

TEST_CASE("watch: every save is generated, and a broken description waits for its repair") {
  const Workshop workshop;
  RunningProgram watching({"watch", "service.yaml", "--out", "out", "--packs", "packs"},
                          workshop.full("."));
  const auto notes = [&] {
    return workshop.exists("out/NOTES.txt") ? workshop.read("out/NOTES.txt") : "";
  };
  CHECK(comes_true([&] { return notes() == "A list.\n"; }));
  workshop.write("service.yaml", "service: [");
  ::usleep(400'000);
  CHECK(notes() == "A list.\n");
  workshop.write("service.yaml", Workshop::description("Another."));
  CHECK(comes_true([&] { return notes() == "Another.\n"; }));
  workshop.write("packs/tiny/notes.j2", "{{ service.summary | text }}!\n");
  CHECK(comes_true([&] { return notes() == "Another.!\n"; }));
  // As editors save: another file is put in its place.
  workshop.write("service.yaml.new", Workshop::description("A third."));
  boost::filesystem::rename(workshop.full("service.yaml.new"), workshop.full("service.yaml"));
  CHECK(comes_true([&] { return notes() == "A third.!\n"; }));
  CHECK(watching.end() == -SIGTERM);
}

}  // namespace
