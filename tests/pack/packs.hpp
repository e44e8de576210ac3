#pragma once

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "jinja/value.hpp"
#include "pack/artifact_tree.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_renderer.hpp"
#include "pack/pack_source.hpp"

namespace plinth::test {

/// Packs that a test writes down: `{"pack/path", "text"}`.
class WrittenPacks {
 public:
  WrittenPacks(std::initializer_list<std::pair<std::string_view, std::string_view>> written) {
    for (const auto& [key, text] : written) {
      const std::size_t slash = key.find('/');
      embedded_.push_back({key.substr(0, slash), key.substr(slash + 1), text});
    }
    std::sort(embedded_.begin(), embedded_.end(), [](const EmbeddedFile& a, const EmbeddedFile& b) {
      return std::pair(a.pack, a.path) < std::pair(b.pack, b.path);
    });
  }

  PackSource source(SourceFiles& files) const { return {files, embedded_}; }

 private:
  std::vector<EmbeddedFile> embedded_;
};

/// What comes of rendering one pack: the files by path, and what was reported.
struct Rendered {
  SourceFiles files;
  DiagnosticSink sink;
  ArtifactTree tree;

  std::string report() const { return print_diagnostics(sink.sorted()); }

  std::map<std::string, std::string> texts() const {
    std::map<std::string, std::string> texts;
    for (const Artifact& artifact : tree.artifacts()) texts[artifact.path] = artifact.text();
    return texts;
  }
};

inline void render(Rendered& rendered, const WrittenPacks& packs, std::string_view name,
                   const jinja::Map& context = {}) {
  const PackSource source = packs.source(rendered.files);
  PackReader reader(source, rendered.sink);
  if (const Pack* pack = reader.read(name)) {
    const std::array one{pack};
    PackRenderer(source).render(one, context, rendered.tree, rendered.sink);
  }
}

/// The report of reading `manifest` as the pack.yaml of a pack `p`, beside `others`.
inline std::string report_of(
    std::string_view manifest,
    std::initializer_list<std::pair<std::string_view, std::string_view>> others = {}) {
  std::vector<std::pair<std::string_view, std::string_view>> all(others);
  SourceFiles files;
  DiagnosticSink sink;
  std::vector<EmbeddedFile> embedded{{"p", "pack.yaml", manifest}};
  for (const auto& [key, text] : all) {
    const std::size_t slash = key.find('/');
    embedded.push_back({key.substr(0, slash), key.substr(slash + 1), text});
  }
  std::sort(embedded.begin(), embedded.end(), [](const EmbeddedFile& a, const EmbeddedFile& b) {
    return std::pair(a.pack, a.path) < std::pair(b.pack, b.path);
  });
  const PackSource source(files, embedded);
  PackReader(source, sink).read("p");
  return print_diagnostics(sink.sorted());
}

/// The ids in `sink`, in order.
inline std::vector<std::string> ids_of(const DiagnosticSink& sink) {
  std::vector<std::string> ids;
  for (const Diagnostic& diagnostic : sink.diagnostics()) ids.push_back(diagnostic.id);
  return ids;
}

}  // namespace plinth::test
