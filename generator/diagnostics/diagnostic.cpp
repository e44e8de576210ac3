#include "diagnostics/diagnostic.hpp"

#include <algorithm>
#include <utility>

namespace plinth {

DiagnosticBuilder& DiagnosticBuilder::label(std::string text) {
  diagnostic_.label = std::move(text);
  return *this;
}

DiagnosticBuilder& DiagnosticBuilder::note(const Span& span, std::string message) {
  diagnostic_.notes.push_back({span, std::move(message)});
  return *this;
}

DiagnosticBuilder& DiagnosticBuilder::hint(std::string text) {
  diagnostic_.hint = std::move(text);
  return *this;
}

DiagnosticBuilder DiagnosticSink::error(std::string_view id, const Span& span,
                                        std::string message) {
  add({Severity::Error, std::string(id), span, std::move(message), {}, {}, {}});
  return DiagnosticBuilder(diagnostics_.back());
}

DiagnosticBuilder DiagnosticSink::warning(std::string_view id, const Span& span,
                                          std::string message) {
  add({Severity::Warning, std::string(id), span, std::move(message), {}, {}, {}});
  return DiagnosticBuilder(diagnostics_.back());
}

void DiagnosticSink::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) ++error_count_;
  diagnostics_.push_back(std::move(diagnostic));
}

void DiagnosticSink::add_all(const DiagnosticSink& other) {
  for (const Diagnostic& diagnostic : other.diagnostics_) add(diagnostic);
}

std::vector<Diagnostic> DiagnosticSink::sorted() const {
  std::vector<const SourceFile*> files;
  const auto rank = [&files](const SourceFile* file) {
    const auto found = std::find(files.begin(), files.end(), file);
    if (found == files.end()) files.push_back(file);
    return found - files.begin();
  };
  for (const Diagnostic& diagnostic : diagnostics_) rank(diagnostic.span.file);
  std::vector<Diagnostic> sorted = diagnostics_;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    if (a.span.file != b.span.file) return rank(a.span.file) < rank(b.span.file);
    return a.span.begin < b.span.begin;
  });
  return sorted;
}

}  // namespace plinth
