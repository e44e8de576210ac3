#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"

namespace plinth {

enum class Severity { Error, Warning };

/// A second place that matters for a problem, with what it has to do with it.
struct Note {
  Span span;  // may be no place: then the message stands alone
  std::string message;
};

/// One thing that is wrong with an input.
/// Messages are lower case without a full stop, names stand in backticks, and they say what was
/// found and what was wanted. An id is kebab-case, stable, and covered by a test.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string id;
  Span span;
  std::string message;
  std::string label;  // printed behind the caret; may be empty
  std::vector<Note> notes;
  std::string hint;  // what to write instead; may have several lines; may be empty
};

/// Completes a diagnostic that is in a sink already. Lives no longer than the statement.
class DiagnosticBuilder {
 public:
  explicit DiagnosticBuilder(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
  DiagnosticBuilder& label(std::string text);
  DiagnosticBuilder& note(const Span& span, std::string message);
  DiagnosticBuilder& hint(std::string text);

 private:
  Diagnostic& diagnostic_;
};

/// Collects what is wrong, so that one run reports everything.
class DiagnosticSink {
 public:
  DiagnosticBuilder error(std::string_view id, const Span& span, std::string message);
  DiagnosticBuilder warning(std::string_view id, const Span& span, std::string message);
  void add(Diagnostic diagnostic);
  /// Everything that `other` holds, behind what is here.
  void add_all(const DiagnosticSink& other);

  bool has_errors() const { return error_count_ > 0; }
  std::size_t error_count() const { return error_count_; }

  /// Everything reported so far, in the order of reporting.
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  /// Everything reported so far, by file (in the order of its first report), then by place.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> diagnostics_;
  std::size_t error_count_ = 0;
};

/// Thrown where work cannot go on: by a template that cannot be rendered and by a machine that
/// fails (a full disk). Input that is merely wrong goes into a sink instead.
class DiagnosticError : public std::exception {
 public:
  explicit DiagnosticError(Diagnostic diagnostic) : diagnostic_(std::move(diagnostic)) {}
  const Diagnostic& diagnostic() const { return diagnostic_; }
  Diagnostic& diagnostic() { return diagnostic_; }
  const char* what() const noexcept override { return diagnostic_.message.c_str(); }

 private:
  Diagnostic diagnostic_;
};

}  // namespace plinth
