#include "pack/embedded_packs.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "pack/template_directory.hpp"

using plinth::embedded_packs;
using plinth::EmbeddedFile;
using plinth::files_in;
using plinth::packs_in;
using plinth::read_inside;

TEST_CASE("embedded_packs: the program holds templates/ byte for byte") {
  const std::string templates = PLINTH_SOURCE_DIR "/templates";
  std::size_t count = 0;
  const std::vector<std::string> packs = packs_in(templates).value();
  for (const std::string& pack : packs) {
    for (const std::string& path : files_in(templates + "/" + pack)) {
      CAPTURE(pack);
      CAPTURE(path);
      REQUIRE(count < embedded_packs().size());
      const EmbeddedFile& file = embedded_packs()[count++];
      CHECK(file.pack == pack);
      CHECK(file.path == path);
      const bool same_text = file.text == read_inside(templates + "/" + pack, path);
      CHECK(same_text);  // a difference would be too long to print
    }
  }
  CHECK(count == embedded_packs().size());
}

TEST_CASE("embedded_packs: files are sorted, so that they are found without a map") {
  for (std::size_t at = 1; at < embedded_packs().size(); ++at) {
    const EmbeddedFile& before = embedded_packs()[at - 1];
    const EmbeddedFile& after = embedded_packs()[at];
    CHECK(std::pair(before.pack, before.path) < std::pair(after.pack, after.path));
  }
}

TEST_CASE("embedded_packs: every pack.yaml and every template is there compiled") {
  for (const EmbeddedFile& file : embedded_packs()) {
    CAPTURE(file.pack);
    CAPTURE(file.path);
    CHECK_FALSE(file.compiled.empty());
  }
}
