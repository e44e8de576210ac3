#include "description/damaged_lines.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace plinth {
namespace {

constexpr std::string_view repaired_exactly = "yaml-comma";
constexpr std::array<std::string_view, 4> absences{"missing-key", "missing-value", "missing-access",
                                                   "access-missing"};

Span whole_lines(const Span& span) {
  const SourceFile& file = *span.file;
  const std::size_t last = file.position(span.end).line;
  const std::size_t begin = file.line_start(file.position(span.begin).line);
  const std::size_t end = file.line_start(last) + file.line(last).size();
  return {&file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

DamagedLines::DamagedLines(const Span& document, const DiagnosticSink& sink) {
  for (const Diagnostic& diagnostic : sink.diagnostics()) {
    const bool damages = diagnostic.severity == Severity::Error && diagnostic.span &&
                         diagnostic.id != repaired_exactly;
    if (damages && diagnostic.span.file == document.file)
      lines_.push_back(whole_lines(diagnostic.span));
  }
}

bool DamagedLines::may_explain(const Diagnostic& problem) const {
  if (lines_.empty()) return false;
  if (std::find(absences.begin(), absences.end(), problem.id) != absences.end()) return true;
  return std::any_of(lines_.begin(), lines_.end(), [&](const Span& lines) {
    return problem.span.file == lines.file && problem.span.begin <= lines.end &&
           lines.begin <= problem.span.end;
  });
}

}  // namespace plinth
