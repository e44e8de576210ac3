#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"

namespace plinth::yaml {

/// The problems of one file on their way to a sink. After `limit` of them, further ones are
/// dropped and the last one says so: nobody reads on, and a hostile file must not cost memory.
class FileReport {
 public:
  FileReport(const SourceFile& file, DiagnosticSink& sink, std::size_t limit)
      : file_(file), sink_(sink), limit_(limit) {}

  /// A problem with the bytes from `begin` to `end`.
  DiagnosticBuilder error(std::string_view id, std::size_t begin, std::size_t end,
                          std::string message);
  DiagnosticBuilder warning(std::string_view id, std::size_t begin, std::size_t end,
                            std::string message);

  /// The file as it was read.
  std::string_view source() const { return file_.text(); }
  Span span(std::size_t begin, std::size_t end) const;
  std::size_t line_of(std::size_t offset) const { return file_.position(offset).line; }
  bool is_full() const { return count_ > limit_; }
  bool has_errors() const { return errors_ > 0; }

 private:
  bool drops();

  const SourceFile& file_;
  DiagnosticSink& sink_;
  Diagnostic dropped_;
  std::size_t limit_;
  std::size_t count_ = 0;
  std::size_t errors_ = 0;
};

}  // namespace plinth::yaml
