#pragma once

#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// The lines in which YAML was wrong. It was repaired to read on, so what is wrong with the
/// repaired text is most likely no second mistake. Not among them: texts that were split at their
/// commas, as these were put together again as they were written.
class DamagedLines {
 public:
  DamagedLines() = default;
  /// The lines of the file of `document` that errors in `sink` point at.
  DamagedLines(const Span& document, const DiagnosticSink& sink);

  /// Whether `problem` may be there only because of the damage: it touches a damaged line, or says
  /// that something is missing, which a damaged line may hold.
  bool may_explain(const Diagnostic& problem) const;

 private:
  std::vector<Span> lines_;  // whole lines, without the last line end
};

}  // namespace plinth
