#pragma once

#include <string_view>

#include "diagnostics/source_file.hpp"

namespace plinth {

/// A text as it was written, with its place. Borrowed from the YAML document, which outlives the
/// description. Empty and without a place where nothing was written.
struct Spelled {
  std::string_view text;
  Span span;

  explicit operator bool() const { return static_cast<bool>(span); }
};

}  // namespace plinth
