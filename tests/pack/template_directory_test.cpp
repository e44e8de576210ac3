#include "pack/template_directory.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <stdlib.h>

#include "pack/scratch_folder.hpp"

using plinth::files_in;
using plinth::packs_in;
using plinth::read_inside;
using plinth::test::ScratchFolder;

TEST_CASE("template_directory: a pack is a folder with a pack.yaml") {
  ScratchFolder scratch;
  scratch.write("one/pack.yaml", "pack: one\n");
  scratch.write("two/pack.yaml", "pack: two\n");
  scratch.write("three/other.yaml", "");
  scratch.write("pack.yaml", "");
  CHECK(packs_in(scratch.path()) == std::vector<std::string>{"one", "two"});
  CHECK_FALSE(packs_in(scratch.path() + "/missing").has_value());
  CHECK_FALSE(packs_in(scratch.path() + "/pack.yaml").has_value());
}

TEST_CASE("template_directory: files are listed with forward slashes, sorted") {
  ScratchFolder scratch;
  for (const char* path : {"b.j2", "a/c.j2", "a/b/x.j2"}) scratch.write(path, "");
  CHECK(files_in(scratch.path()) == std::vector<std::string>{"a/b/x.j2", "a/c.j2", "b.j2"});
  CHECK(files_in(scratch.path() + "/missing").empty());
}

TEST_CASE("template_directory: a name does not lead out of the folder") {
  ScratchFolder scratch;
  scratch.write("pack/a.j2", "in");
  scratch.write("secret", "out");
  boost::filesystem::create_symlink("../secret", scratch.path() + "/pack/link");
  boost::filesystem::create_symlink("a.j2", scratch.path() + "/pack/inner");
  boost::filesystem::create_directory_symlink("..", scratch.path() + "/pack/up");
  const std::string pack = scratch.path() + "/pack";
  CHECK(read_inside(pack, "a.j2") == "in");
  CHECK(read_inside(pack, "inner") == "in");
  for (const char* path :
       {"../secret", "link", "up/secret", "up", "", ".", "missing", "a.j2/x", "/etc/hostname"}) {
    CAPTURE(path);
    CHECK_FALSE(read_inside(pack, path).has_value());
  }
}
