#pragma once

#include <cstddef>
#include <string_view>

#include "diagnostics/source_file.hpp"

namespace plinth {

/// A text as it was written, with its place. Borrowed from the YAML document, which outlives the
/// description. Empty and without a place where nothing was written.
struct Spelled {
  std::string_view text;
  Span span;

  explicit operator bool() const { return static_cast<bool>(span); }

  /// Whether byte `i` of the text stands at `span.begin + i` of the source. Not so where YAML
  /// resolved escapes or folded lines: then only the place of the whole is known.
  bool is_exact() const { return span && span.end - span.begin == text.size(); }

  /// Place of the bytes [begin, end) of the text: exact if the text is, else the whole.
  Span place(std::size_t begin, std::size_t end) const {
    if (!is_exact()) return span;
    return Span{span.file, static_cast<std::uint32_t>(span.begin + begin),
                static_cast<std::uint32_t>(span.begin + end)};
  }

  /// The bytes [begin, end) with their place.
  Spelled piece(std::size_t begin, std::size_t end) const {
    return {text.substr(begin, end - begin), place(begin, end)};
  }
};

}  // namespace plinth
