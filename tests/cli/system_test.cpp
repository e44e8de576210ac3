#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "golden_diagnostics.hpp"
#include "pack/scratch_folder.hpp"

using plinth::file_text;
using plinth::test::read_whole;
using plinth::test::Run;
using plinth::test::run_plinth;
using plinth::test::ScratchFolder;

namespace {

const std::string root = PLINTH_SOURCE_DIR;

}  // namespace

TEST_CASE("system: every mistake is reported as its expected text says") {
  const std::filesystem::path folder = root + "/tests/cli/systems";
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const Run run = run_plinth({"check", "system.yaml"}, entry.path().string());
    const std::filesystem::path expected = entry.path() / "expected.txt";
    if (std::getenv("PLINTH_UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << run.error;
    CHECK(run.error == file_text(expected));
    ++cases;
  }
  CHECK(cases >= 4);
}

TEST_CASE("system: everything of each service stands in its folder") {
  ScratchFolder scratch;
  const std::string system = root + "/examples/market/system.yaml";
  const Run run = run_plinth({"generate", system, "--out", scratch.path() + "/out"});
  CHECK(run.error == "");
  REQUIRE(run.exit == 0);
  CHECK(run.out.starts_with("market · 3 services, 3 routes, 3 events\n"));
  for (const std::string file :
       {"orders/openapi/openapi.yaml", "orders/.env.example", "catalogue/openapi/v1/openapi.yaml",
        "docs/system.md", "gateway/openapi.yaml", "gateway/routes.json"}) {
    CAPTURE(file);
    CHECK(!read_whole(scratch.path() + "/out/" + file).empty());
  }
  // What is made of a service does not depend on whether it stands in a system.
  const Run alone = run_plinth({"generate", root + "/examples/market/orders/service.yaml", "--out",
                                scratch.path() + "/alone"});
  REQUIRE(alone.exit == 0);
  for (const std::string file : {"openapi/openapi.yaml", "docs/access.md"}) {
    CHECK(read_whole(scratch.path() + "/alone/" + file) ==
          read_whole(scratch.path() + "/out/orders/" + file));
  }
  const Run again = run_plinth({"generate", system, "--out", scratch.path() + "/out"});
  CHECK(again.out.find("nothing to do") != std::string::npos);
}

TEST_CASE("system: overrides are those of the system, and its values can be shown") {
  const std::string system = root + "/examples/market/system.yaml";
  const Run run = run_plinth({"context", system, "--set", "title=Bazaar"});
  CHECK(run.exit == 0);
  CHECK(run.out.find("\"title\": \"Bazaar\"") != std::string::npos);
  CHECK(run.out.find("\"prefix\": \"/orders\"") != std::string::npos);
}

TEST_CASE("system: a description in braces is known as one, too") {
  ScratchFolder scratch;
  scratch.write("system.json", "{\"system\": \"market\", \"services\": {}}");
  const Run run = run_plinth({"check", "system.json"}, scratch.path());
  CHECK(run.exit == 2);
  CHECK(run.error.find("[missing-key]") != std::string::npos);
}
