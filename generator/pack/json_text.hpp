#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "jinja/filter_call.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// How a value is written as JSON.
struct JsonStyle {
  std::vector<char32_t> escapes;      ///< characters written as `\u2028` though JSON does not ask
  std::optional<std::size_t> indent;  ///< blanks a level; none: all on one line
};

/// `value` as JSON: entries in their order, text as it is but for what must be escaped. What JSON
/// cannot hold (an undefined value, a function, infinity, ill-formed text) fails the `call`.
std::string json_text(const jinja::Value& value, const JsonStyle& style,
                      const jinja::FilterCall& call);

}  // namespace plinth
