#include "workspace/writer.hpp"

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostics/diagnostic.hpp"
#include "pack/scratch_folder.hpp"
#include "workspace/last_generated.hpp"
#include "workspace/made_tree.hpp"
#include "workspace/text_hash.hpp"

namespace plinth {
namespace {

namespace fs = boost::filesystem;
using test::made_tree;
using test::ScratchFolder;

void generate(const ArtifactTree& tree, const std::string& folder) {
  DiskFileSystem files(folder);
  const WritePlan plan = plan_writes(tree, {}, files);
  REQUIRE_FALSE(plan.is_refused());
  apply_plan(plan, folder);
}

std::string text_of(const std::string& folder, const std::string& path) {
  return DiskFileSystem(folder).read(path).value_or("(missing)");
}

/// Every path below `folder`, sorted, in one line.
std::string listing(const std::string& folder) {
  std::vector<std::string> paths;
  for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
    if (!fs::is_directory(at->path())) paths.push_back(fs::relative(at->path(), folder).string());
  }
  std::sort(paths.begin(), paths.end());
  std::string out;
  for (const std::string& path : paths) out += (out.empty() ? "" : " ") + path;
  return out;
}

std::string failure(const ArtifactTree& tree, const std::string& folder) {
  try {
    DiskFileSystem files(folder);
    apply_plan(plan_writes(tree, {}, files), folder);
  } catch (const DiagnosticError& error) {
    return error.diagnostic().id + ": " + error.diagnostic().message;
  }
  return "";
}

TEST_CASE("writer: a first run makes the folder, and nothing beside it stays") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/deep/er/out";
  generate(made_tree({{"a/b/c.txt", "c\n"}, {"run", "r\n", Ownership::Merge, true}}), folder);
  CHECK(listing(scratch.path()) ==
        "deep/er/out/" + base_path(text_hash("r\n")) +
            " deep/er/out/.plinth/manifest.json deep/er/out/a/b/c.txt deep/er/out/run");
  CHECK(text_of(folder, "a/b/c.txt") == "c\n");
  struct stat status {};
  REQUIRE(::stat((folder + "/run").c_str(), &status) == 0);
  CHECK((status.st_mode & 0111U) != 0);
  REQUIRE(::stat((folder + "/a/b/c.txt").c_str(), &status) == 0);
  CHECK((status.st_mode & 0111U) == 0);
}

TEST_CASE("writer: an empty folder that is there is filled in place") {
  const ScratchFolder scratch;
  generate(made_tree({{"f", "1\n"}}), scratch.path());
  CHECK(listing(scratch.path()) == ".plinth/manifest.json f");
}

TEST_CASE("writer: a second run updates what changed, removes what is gone and leaves the rest") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  generate(made_tree({{"a/gone", "g\n"}, {"changed", "1\n"}, {"same", "s\n"}}), folder);
  const auto time_of = [&](const char* path) {
    struct stat status {};
    ::stat((folder + "/" + path).c_str(), &status);
    return std::pair(status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  };
  const auto before = time_of("same");
  generate(made_tree({{"changed", "2\n"}, {"new", "n\n"}, {"same", "s\n"}}), folder);
  CHECK(listing(folder) == ".plinth/manifest.json changed new same");
  CHECK(text_of(folder, "changed") == "2\n");
  CHECK(time_of("same") == before);
  CHECK_FALSE(fs::exists(folder + "/a"));
}

TEST_CASE("writer: an update keeps the mode that the user gave a file") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  generate(made_tree({{"f", "1\n"}}), folder);
  REQUIRE(::chmod((folder + "/f").c_str(), 0640) == 0);
  generate(made_tree({{"f", "2\n"}}), folder);
  struct stat status {};
  REQUIRE(::stat((folder + "/f").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0640);
  CHECK(text_of(folder, "f") == "2\n");
}

TEST_CASE("writer: a run with nothing new writes nothing") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  const ArtifactTree tree = made_tree({{"f", "1\n"}});
  generate(tree, folder);
  DiskFileSystem files(folder);
  CHECK_FALSE(plan_writes(tree, {}, files).writes());
}

TEST_CASE("writer: a symbolic link in the way is named and not followed") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  const std::string outside = scratch.path() + "/outside";
  fs::create_directory(outside);
  generate(made_tree({{"a/f", "1\n"}}), folder);
  fs::remove_all(folder + "/a");
  fs::create_symlink(outside, folder + "/a");
  CHECK(failure(made_tree({{"a/f", "2\n"}}), folder) ==
        "symbolic-link: `" + folder +
            "/a`: the folder cannot be opened: a symbolic link is in the way");
  CHECK(listing(outside).empty());
  fs::remove(folder + "/a");
  fs::create_directory(folder + "/a");
  fs::create_symlink(outside + "/target", folder + "/a/f");
  CHECK(failure(made_tree({{"a/f", "2\n"}}), folder).starts_with("symbolic-link"));
  CHECK(listing(outside).empty());
}

TEST_CASE("writer: what cannot be written leaves everything as it was") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  generate(made_tree({{"f", "1\n"}}), folder);
  // A file where a folder is needed: fails for root as well, whom no mode keeps out.
  scratch.write("out/a", "mine\n");
  const std::string before = listing(folder);
  CHECK(failure(made_tree({{"a/b", "x\n"}, {"f", "2\n"}}), folder).starts_with("file-system"));
  CHECK(listing(folder) == before);
  CHECK(text_of(folder, "f") == "1\n");
}

TEST_CASE("writer: a pipe in the way does not hang the program") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/out";
  generate(made_tree({{"f", "1\n"}}), folder);
  fs::remove(folder + "/f");
  REQUIRE(::mkfifo((folder + "/f").c_str(), 0600) == 0);
  CHECK(failure(made_tree({{"f", "2\n"}}), folder).starts_with("file-system"));
}

}  // namespace
}  // namespace plinth
