// How long a description takes to be read and checked, beside yaml-cpp's bare event parser on the
// same bytes. usage: PLINTH_BENCH_DESCRIPTION=file.yaml reading_bench [options of Google Benchmark]
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include <benchmark/benchmark.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include "description/description_reader.hpp"
#include "design/derive.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"
#include "yaml/reader.hpp"

namespace {

/// Counts the events, so that nobody can leave them out.
class Counting final : public YAML::EventHandler {
 public:
  std::size_t count = 0;

  void OnDocumentStart(const YAML::Mark&) override { ++count; }
  void OnDocumentEnd() override { ++count; }
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { ++count; }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { ++count; }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {
    ++count;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    ++count;
  }
  void OnSequenceEnd() override { ++count; }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    ++count;
  }
  void OnMapEnd() override { ++count; }
};

std::string read_text() {
  const char* path = std::getenv("PLINTH_BENCH_DESCRIPTION");
  std::ifstream file(path == nullptr ? "" : path, std::ios::binary);
  if (!file) {
    std::cerr << "reading_bench: PLINTH_BENCH_DESCRIPTION names no file that can be read\n";
    std::exit(1);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string& text() {
  static const std::string content = read_text();
  return content;
}

void yaml_cpp_events(benchmark::State& state) {
  for (auto _ : state) {
    std::istringstream stream(text());
    YAML::Parser parser(stream);
    Counting events;
    parser.HandleNextDocument(events);
    benchmark::DoNotOptimize(events.count);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text().size()));
}
BENCHMARK(yaml_cpp_events)->Unit(benchmark::kMillisecond);

/// Reads, and goes on as far as `stages` says: to the description, to what is resolved and checked,
/// to the design with all that follows.
/// What was made is taken apart when the time is no longer measured: `generate` and `check` do not
/// take a design apart.
void read_to(benchmark::State& state, int stages) {
  struct Made {
    plinth::SourceFile file{"service.yaml", text()};
    plinth::DiagnosticSink sink;
    plinth::yaml::Document document;
    plinth::Description description;
    plinth::Design design;
  };
  for (auto _ : state) {
    auto made = std::make_unique<Made>();
    made->document = plinth::yaml::read(made->file, made->sink);
    if (stages > 0) made->description = plinth::read_description(made->document, made->sink);
    if (stages == 2) made->design = plinth::resolve(made->description, made->sink);
    if (stages == 3) made->design = plinth::derive(made->description, made->sink);
    if (made->sink.has_errors()) state.SkipWithError("the description has mistakes");
    state.PauseTiming();
    made.reset();
    state.ResumeTiming();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text().size()));
}
BENCHMARK_CAPTURE(read_to, tree, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_to, description, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_to, checked, 2)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_to, design, 3)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
