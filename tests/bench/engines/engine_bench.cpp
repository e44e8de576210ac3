// The template engine against C++ by hand, with the same output. Folders of the source and of the
// context come from the environment of run.sh: PLINTH_BENCH_TEMPLATE, PLINTH_BENCH_CONTEXT.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include "diagnostics/source_file.hpp"
#include "engines/handwritten.hpp"
#include "jinja/environment.hpp"
#include "jinja/value_json.hpp"

namespace {

using Json = nlohmann::ordered_json;
using plinth::SourceFile;
using plinth::jinja::Environment;
using plinth::jinja::InMemoryLoader;
using plinth::jinja::Options;
using plinth::jinja::Template;
using plinth::jinja::Value;

std::string text_of_file(const char* variable) {
  const char* path = std::getenv(variable);
  std::ifstream file(path == nullptr ? "" : path, std::ios::binary);
  if (!file) {
    std::cerr << "engine_bench: " << variable << " names no file; run.sh sets it\n";
    std::exit(64);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Options options() {
  Options made;
  made.trim_blocks = made.lstrip_blocks = made.keep_trailing_newline = true;
  return made;
}

/// What all benchmarks share.
struct Setting {
  Json json = Json::parse(text_of_file("PLINTH_BENCH_CONTEXT"));
  Value context = plinth::jinja::value_from_json(json);
  SourceFile source{"template.j2", text_of_file("PLINTH_BENCH_TEMPLATE")};
  InMemoryLoader loader;
  Environment environment{options(), loader};
  plinth::Span all{&source, 0, static_cast<std::uint32_t>(source.text().size())};
  Template compiled = environment.compile(all);
};

Setting& setting() {
  static Setting made;
  return made;
}

void handwritten(benchmark::State& state) {
  std::string text;
  for (auto _ : state) {
    text = plinth::bench::handwritten(setting().json);
    benchmark::DoNotOptimize(text.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void render(benchmark::State& state) {
  std::size_t size = 0;
  for (auto _ : state) {
    const auto text = setting().compiled.render(setting().context);
    size = text.str().size();
    benchmark::DoNotOptimize(text.str().data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(size) * state.iterations());
}

void compile(benchmark::State& state) {
  const auto lines = static_cast<double>(setting().source.line_count());
  for (auto _ : state) {
    const Template made = setting().environment.compile(setting().all);
    benchmark::DoNotOptimize(&made);
  }
  state.counters["lines"] = lines;
}

BENCHMARK(handwritten)->Unit(benchmark::kMillisecond);
BENCHMARK(render)->Unit(benchmark::kMillisecond);
BENCHMARK(render)
    ->Name("render_by_threads")
    ->Threads(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(compile)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && std::string(arguments[1]) == "--write") {
    std::ofstream(std::string(arguments[2]) + ".handwritten", std::ios::binary)
        << plinth::bench::handwritten(setting().json);
    std::ofstream(std::string(arguments[2]) + ".plinth", std::ios::binary)
        << setting().compiled.render(setting().context).str();
    return 0;
  }
  setting();
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 64;
  benchmark::RunSpecifiedBenchmarks();
}
