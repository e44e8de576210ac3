// Any bytes as a template, rendered with a small context: a result or a DiagnosticError, within the
// limits, and nothing else.

#include <cstddef>
#include <cstdint>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "jinja/environment.hpp"
#include "jinja/loader.hpp"

namespace {

plinth::jinja::Value context() {
  using plinth::jinja::List;
  using plinth::jinja::Map;
  using plinth::jinja::Value;
  Map map;
  map.set("name", Value("order item")).set("title", Value::tainted("it's \"free\""));
  map.set("number", Value(42)).set("real", Value(2.5)).set("none", Value::none());
  map.set("list", Value(List{Value(3), Value(1), Value("b")}));
  Map inner;
  inner.set("a", Value(1)).set("b", Value(List{}));
  map.set("map", Value(std::move(inner)));
  return {std::move(map)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const plinth::jinja::Value values = context();
  const plinth::SourceFile source("fuzz.j2",
                                  std::string(reinterpret_cast<const char*>(data), size));
  plinth::jinja::InMemoryLoader loader;
  plinth::jinja::Options options = plinth::jinja::Options::for_packs();
  options.limits.output_bytes = 1U << 20U;
  options.limits.steps = 100'000;
  options.limits.made_bytes = 256U << 20U;
  plinth::jinja::Environment environment(options, loader);
  try {
    const plinth::Span whole{&source, 0, static_cast<std::uint32_t>(size)};
    environment.compile(whole).render(values);
  } catch (const plinth::DiagnosticError&) {
    return 0;
  }
  return 0;
}
