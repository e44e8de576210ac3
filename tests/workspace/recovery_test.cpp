#include "workspace/recovery.hpp"

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pack/scratch_folder.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/journal.hpp"

namespace plinth {
namespace {

using test::ScratchFolder;

/// A number that no process has: that of one which has just ended.
std::string ended_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  int status = 0;
  ::waitpid(child, &status, 0);
  return std::to_string(child);
}

TEST_CASE("recovery: folders of first runs that ended are removed, those of others are not") {
  const ScratchFolder scratch;
  const std::string ended = ended_process();
  scratch.write(".out.plinth-" + ended + "/deep/file", "x");
  scratch.write(".out.plinth-" + std::to_string(::getpid()) + "/file", "x");
  scratch.write(".other.plinth-" + ended + "/file", "x");
  scratch.write(".out.plinth-mine/file", "x");
  scratch.write(".out.plinth-" + ended + "0/file", "x");
  const FolderLock elsewhere(scratch.path() + "/.out.plinth-" + ended + "0", false);
  CHECK(remove_abandoned(scratch.path() + "/out") == 1);
  const auto exists = [&](const std::string& name) {
    return boost::filesystem::exists(scratch.path() + "/" + name);
  };
  CHECK_FALSE(exists(".out.plinth-" + ended));
  CHECK(exists(".out.plinth-" + std::to_string(::getpid())));
  CHECK(exists(".other.plinth-" + ended));
  CHECK(exists(".out.plinth-mine"));
  CHECK(exists(".out.plinth-" + ended + "0"));
}

TEST_CASE("recovery: an abandoned folder is removed, what its links lead to is not") {
  const ScratchFolder scratch;
  const std::string name = ".out.plinth-" + ended_process();
  scratch.write("victim/file", "x");
  scratch.write(name + "/file", "x");
  boost::filesystem::create_symlink(scratch.path() + "/victim",
                                    scratch.path() + "/" + name + "/link");
  CHECK(remove_abandoned(scratch.path() + "/out") == 1);
  CHECK(boost::filesystem::exists(scratch.path() + "/victim/file"));
  boost::filesystem::create_symlink(scratch.path() + "/victim", scratch.path() + "/" + name);
  CHECK(remove_abandoned(scratch.path() + "/out") == 0);
  CHECK(boost::filesystem::exists(scratch.path() + "/victim/file"));
}

TEST_CASE("recovery: says what it found, and leaves nothing of it") {
  const ScratchFolder scratch;
  const Recovery nothing = recover(scratch.path(), false);
  CHECK_FALSE((nothing.finished || nothing.taken_away || nothing.discarded));
  scratch.write(".plinth/staged/0", "new");
  const Recovery staged = recover(scratch.path(), false);
  CHECK(staged.taken_away);
  CHECK_FALSE(staged.finished);
  const std::string journal = R"([{"from": ".plinth/staged/0", "to": "a", "was": ""}])";
  scratch.write(".plinth/staged/0", "new");
  scratch.write(".plinth/journal.json", journal);
  CHECK(recover(scratch.path(), false).finished);
  CHECK(boost::filesystem::exists(scratch.path() + "/a"));
  scratch.write(".plinth/staged/0", "newer");
  scratch.write(".plinth/journal.json", "damaged");
  CHECK(recover(scratch.path(), true).discarded);
  DiskFileSystem files(scratch.path());
  CHECK_FALSE(has_leftovers(files));
  CHECK(files.read("a") == "new");
}

}  // namespace
}  // namespace plinth
