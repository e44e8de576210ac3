#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth::yaml {

/// How much of a text is read. What a person writes stays far below; what is above it is a mistake
/// or an attack, and is refused before it costs time or memory.
struct Limits {
  /// The largest description in use has 10,000 resources and 3.4 MB.
  std::size_t bytes = 16U << 20U;
  /// Lists and maps inside one another. The language needs 12; the stack of the parser ends at 500.
  std::size_t depth = 32;
  /// Keys, values and collections. Three times the largest description; 300 MB of memory at worst.
  std::size_t nodes = 1'000'000;
  /// YAML 1.2 demands that parsers look no further for the colon of a key.
  std::size_t key_bytes = 1024;
  /// Nobody reads on after so many problems.
  std::size_t problems = 100;
};

/// The lines of the smallest description.
inline constexpr std::array<std::string_view, 5> smallest_description{
    "service: shop", "resources:", "  product:", "    fields:", "      name: string"};

/// What to tell somebody whose file is empty: the key it must have, and the smallest valid file.
struct Expectation {
  std::string_view top_level_key = "service";
  std::span<const std::string_view> example = smallest_description;
};

/// The document in `file`, or what could be read of it; problems go to `sink`. The safe part of
/// YAML 1.2: no anchors, aliases, merge keys, tags, directives or explicit keys, no tabs but in
/// texts, one document. The document borrows from `file`.
Document read(const SourceFile& file, DiagnosticSink& sink, const Limits& limits = {},
              const Expectation& expectation = {});

}  // namespace plinth::yaml
