#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "description/read_text.hpp"
#include "diagnostics/diagnostic_printer.hpp"

namespace plinth {
namespace {

const std::string folder = "tests/description/diagnostics/";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(PLINTH_SOURCE_DIR) + "/" + folder)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string printed_diagnostics(const std::string& name) {
  const ReadText read(project_file(folder + name + ".yaml"), name + ".yaml");
  return print_diagnostics(read.sink.sorted());
}

// With PLINTH_UPDATE_GOLDEN in the environment the expected texts are written anew, to be reviewed
// as a change of the files.
TEST_CASE("diagnostics: every mistake is reported as its expected text says") {
  const std::vector<std::string> names = case_names();
  CHECK(names.size() >= 40);
  const bool update = std::getenv("PLINTH_UPDATE_GOLDEN") != nullptr;
  for (const std::string& name : names) {
    CAPTURE(name);
    const std::string printed = printed_diagnostics(name);
    const std::string path = folder + name + ".txt";
    if (update)
      std::ofstream(std::string(PLINTH_SOURCE_DIR) + "/" + path, std::ios::binary) << printed;
    CHECK(printed == project_file(path));
    CHECK_FALSE(printed.empty());
  }
}

}  // namespace
}  // namespace plinth
