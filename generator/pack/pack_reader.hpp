#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "pack/pack.hpp"
#include "pack/pack_source.hpp"

namespace plinth {

/// Reads packs, each once, together with what they inherit. What is wrong goes into the sink.
class PackReader {
 public:
  PackReader(const PackSource& source, DiagnosticSink& sink) : source_(source), sink_(sink) {}

  /// The pack called `name`; null, and reported, if there is none or if its pack.yaml or one of its
  /// bases is wrong. `asked_for` is where its name was written. Lives as long as this.
  const Pack* read(std::string_view name, const Span& asked_for = {});

 private:
  std::unique_ptr<Pack> read_new(const std::string& name, const SourceFile& manifest);

  const PackSource& source_;
  DiagnosticSink& sink_;
  std::map<std::string, std::unique_ptr<Pack>, std::less<>> packs_;  ///< null: wrong, or not done
  std::vector<std::string> being_read_;  ///< a pack, its base, the base of that
};

}  // namespace plinth
