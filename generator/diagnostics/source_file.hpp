#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// A place as people count it: both from 1, the column in code points (a tab is one).
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// One input's text, as it was read, and the way from its byte offsets to lines and columns. A
/// UTF-8 byte order mark at the beginning is no part of the text. Lines end at LF, CR LF or a lone
/// CR. Never changes and never moves once made; any thread may read it.
class SourceFile {
 public:
  /// `name` is what reports print before the line number; `text` may be any bytes.
  SourceFile(std::string name, std::string text);
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }

  /// Number of lines, at least 1. A final line end does not start another line.
  std::size_t line_count() const;

  /// Line and column of byte `offset`, which may equal `text().size()`; larger ones count as that.
  Position position(std::size_t offset) const;

  /// The text of `line` (counted from 1) without its line end; empty if there is no such line.
  std::string_view line(std::size_t line) const;

  /// Byte offset at which `line` (counted from 1) starts; `text().size()` if there is no such line.
  std::size_t line_start(std::size_t line) const;

 private:
  const std::vector<std::uint32_t>& line_starts() const;
  std::size_t continuations_before(std::size_t offset) const;

  std::string name_;
  std::string text_;
  mutable std::once_flag lines_counted_;
  mutable std::vector<std::uint32_t> line_starts_;  // made when first asked for, as what follows
  // Before each block of the text, and before its end: lines may be long, and have many places.
  mutable std::vector<std::uint32_t> continuations_;
};

/// Half-open byte range in one input. A span without a file is "no place" (the command line, say).
/// The file outlives the span: `SourceFiles` owns every input for the length of the run.
struct Span {
  const SourceFile* file = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit operator bool() const { return file != nullptr; }
};

/// The span from the beginning of `first` to the end of `last`; both are of one file.
Span cover(const Span& first, const Span& last);

/// Owns all inputs of a run. Addresses of its files stay valid as long as it lives. Any thread may
/// add one.
class SourceFiles {
 public:
  const SourceFile& add(std::string name, std::string text);

  /// The names of all, in the order in which they were added.
  std::vector<std::string> names();

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace plinth
