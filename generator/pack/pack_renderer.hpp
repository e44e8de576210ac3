#pragma once

#include <map>
#include <memory>
#include <span>

#include "diagnostics/diagnostic.hpp"
#include "jinja/value.hpp"
#include "pack/artifact_tree.hpp"
#include "pack/pack.hpp"
#include "pack/pack_source.hpp"

namespace plinth {

class PackEnvironment;

/// Renders packs, which outlive it.
class PackRenderer {
 public:
  explicit PackRenderer(const PackSource& source);
  PackRenderer(const PackRenderer&) = delete;
  PackRenderer& operator=(const PackRenderer&) = delete;
  ~PackRenderer();

  /// Compiles the templates of `pack`. Need not be called, but can be while what they will show is
  /// still being found out. What is wrong with them is reported when they are rendered.
  void prepare(const Pack& pack);

  /// Renders every file of `packs` whose `when` holds for `context` (a map) into `tree`, on all
  /// cores. A template that cannot be rendered is reported, with what was being made of it, and the
  /// others are rendered. Only templates that are rendered are read.
  void render(std::span<const Pack* const> packs, const jinja::Value& context, ArtifactTree& tree,
              DiagnosticSink& sink);

 private:
  PackEnvironment& environment(const Pack& pack);

  const PackSource& source_;
  std::map<const Pack*, std::unique_ptr<PackEnvironment>> environments_;
  std::map<const PackFile*, std::size_t> extents_;  ///< bytes of the templates of what is prepared
};

}  // namespace plinth
