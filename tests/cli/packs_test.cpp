#include <string>
#include <vector>

#include <boost/filesystem.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"
#include "pack/scratch_folder.hpp"

using plinth::test::read_whole;
using plinth::test::Run;
using plinth::test::run_plinth;
using plinth::test::ScratchFolder;

namespace {

const std::string root = PLINTH_SOURCE_DIR;
const std::string invented = root + "/tests/packs";

std::vector<std::string> examples() {
  std::vector<std::string> paths;
  for (const auto& entry : boost::filesystem::directory_iterator(root + "/examples")) {
    const auto file = entry.path() / "service.yaml";
    if (boost::filesystem::exists(file)) paths.push_back(file.string());
  }
  return paths;
}

}  // namespace

TEST_CASE("packs: an invented language renders every example, without a line of C++") {
  const std::vector<std::string> paths = examples();
  REQUIRE(paths.size() >= 3);
  for (const std::string& path : paths) {
    CAPTURE(path);
    ScratchFolder scratch;
    const Run run =
        run_plinth({"generate", path, "--out", scratch.path() + "/out", "--packs", invented});
    CHECK(run.error == "");
    CHECK(run.exit == 0);
    const std::string readme = read_whole(scratch.path() + "/out/zorp/README.zorp");
    CHECK(readme.starts_with("%% "));
    CHECK(readme.ends_with("zzz\n"));
    CHECK(read_whole(scratch.path() + "/out/zorp/stores.quux").find("store ") != std::string::npos);
    CHECK(read_whole(scratch.path() + "/out/zorp/calls.zorp").find("call GET |") !=
          std::string::npos);
  }
}

TEST_CASE("packs: reserved words and types are those of the pack") {
  ScratchFolder scratch;
  const Run run = run_plinth({"generate", root + "/examples/shop/service.yaml", "--out",
                              scratch.path() + "/out", "--packs", invented});
  REQUIRE(run.exit == 0);
  const std::string order = read_whole(scratch.path() + "/out/zorp/things/order.zorp");
  CHECK(order.find("thing «order»\n") != std::string::npos);
  CHECK(order.find("  status :: pick") != std::string::npos);
  CHECK(order.find("to «user»") != std::string::npos);
}

TEST_CASE("packs: list tells all packs, in either form") {
  const Run text = run_plinth({"pack", "list", "--packs", invented});
  CHECK(text.exit == 0);
  CHECK(text.error == "");
  CHECK(text.out.find("zorp            Things, stores and calls in Zorp") != std::string::npos);
  CHECK(text.out.find("(a base of other packs)") != std::string::npos);
  const Run json = run_plinth({"pack", "list", "--packs", invented, "--format", "json"});
  CHECK(json.exit == 0);
  bool found = false;
  const nlohmann::json report = nlohmann::json::parse(json.out);
  for (const auto& pack : report.at("packs")) {
    if (pack.at("name") != "zorp") continue;
    found = true;
    CHECK(pack.at("extends") == "zorp-words");
    CHECK(pack.at("files").size() == 5);
  }
  CHECK(found);
}

TEST_CASE("packs: show tells what one pack is made of, or the nearest name") {
  const Run run = run_plinth({"pack", "show", "zorp", "--packs", invented});
  CHECK(run.exit == 0);
  CHECK(run.out.starts_with("zorp · Zorp\nThings, stores and calls in Zorp"));
  CHECK(run.out.find("  extends   zorp-words\n") != std::string::npos);
  CHECK(run.out.find("  escaping  text, remark, data\n") != std::string::npos);
  CHECK(run.out.find("  zorp/stores.quux                            append     stores.quux.j2\n") !=
        std::string::npos);
  const Run wrong = run_plinth({"pack", "show", "zorpp", "--packs", invented});
  CHECK(wrong.exit == 2);
  CHECK(wrong.out == "");
  CHECK(wrong.error.find("there is no pack `zorpp` [unknown-pack]\n  hint: did you mean `zorp`?") !=
        std::string::npos);
}

TEST_CASE("packs: a folder without packs is an error") {
  ScratchFolder scratch;
  const Run run = run_plinth({"pack", "list", "--packs", scratch.path()});
  CHECK(run.exit == 2);
  CHECK(run.error.find("[pack-directory]") != std::string::npos);
}

TEST_CASE("packs: context prints the values of templates as JSON") {
  const Run run = run_plinth({"context", root + "/examples/shop/service.yaml"});
  CHECK(run.exit == 0);
  CHECK(run.error == "");
  const nlohmann::json context = nlohmann::json::parse(run.out);
  CHECK(context.at("service").at("name").at("snake") == "shop");
  CHECK(context.at("resources").size() >= 5);
  const Run wrong = run_plinth({"context", "/nowhere.yaml"});
  CHECK(wrong.exit == 2);
  CHECK(wrong.out == "");
}
