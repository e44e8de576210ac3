#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "diagnostics/source_file.hpp"
#include "jinja/options.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

class Environment;

struct KeywordArgument {
  std::string_view name;
  Value value;
};

/// What a filter, test or function is called with. Everything in it lives as long as the call.
struct FilterCall {
  const Value& value;  // what stands left of `|` or `is`; undefined for a function
  std::span<const Value> positional;
  std::span<const KeywordArgument> keyword;
  const Span& span;  // where the call is written, for errors
  const Environment& environment;
  std::string_view name;         // of the filter, test or function, as it was written
  Escape escape = Escape::None;  // in force where the call is written

  /// The argument at `position` or called `keyword_name`, or null. For arguments checked one by
  /// one; `bind_arguments` checks all at once.
  const Value* argument(std::size_t position, std::string_view keyword_name) const;

  /// Throws DiagnosticError with the place of the call.
  [[noreturn]] void fail(std::string_view id, std::string message, std::string hint = {}) const;
};

using Filter = std::function<Value(const FilterCall&)>;
using Test = std::function<bool(const FilterCall&)>;
using Function = std::function<Value(const FilterCall&)>;

/// What an environment must know of a filter to apply it.
struct FilterTraits {
  bool escapes = false;            // its result is clean though its input is tainted
  bool selects = false;            // gives back an argument or a part of its input, unchanged
  bool accepts_undefined = false;  // called for an undefined value even in strict mode
  bool takes_editions = false;     // sees through the marks of editions (editions.hpp)
  /// What it does without arguments to clean text, done to the text from `begin` to the end of
  /// `out`; may be null. Saves a copy of what a macro prints.
  void (*in_place)(std::string& out, std::size_t begin) = nullptr;
};

}  // namespace plinth::jinja
