#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "yaml/reading.hpp"

// Each `cases/NAME.yaml` is read, and what is printed about it compared with `cases/NAME.expected`.
// `PLINTH_UPDATE_GOLDEN=1` writes the expected files anew; the difference is to be reviewed.

namespace plinth::yaml {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string outcome(const std::filesystem::path& path) {
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile& file = files.add(path.filename().string(), bytes_of(path));
  const Document document = read(file, sink);
  std::string out = print_diagnostics(sink.sorted());
  if (!out.empty()) out += "\n";
  return out + "tree: " + (document.complete ? visible(dump(document.root)) : "none") + "\n";
}

}  // namespace

TEST_CASE("yaml cases: each is reported as it was reviewed") {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(PLINTH_SOURCE_DIR "/tests/yaml/cases")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  CHECK(paths.size() >= 29);
  for (const std::filesystem::path& path : paths) {
    CAPTURE(path.filename().string());
    std::filesystem::path expected = path;
    expected.replace_extension(".expected");
    const std::string printed = outcome(path);
    if (std::getenv("PLINTH_UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << printed;
    CHECK(printed == bytes_of(expected));
  }
}

}  // namespace plinth::yaml
