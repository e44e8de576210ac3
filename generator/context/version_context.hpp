#pragma once

#include <string>
#include <vector>

#include "design/design.hpp"
#include "jinja/value.hpp"

// What the values say of versions of the API and of what comes to its end.

namespace plinth {

/// Names of the versions with these indices.
jinja::Value version_names(const Design& design, const std::vector<std::size_t>& versions);

/// Names of the versions in `range`.
jinja::Value version_names(const Design& design, const VersionRange& range);

/// `{text, year, month, day, weekday, seconds}` of a day as it is written, or none.
jinja::Value day_value(const std::string& date);

/// `{since, since_day, sunset, use}`, or none for what is not deprecated.
jinja::Value deprecation_value(bool deprecated, const Deprecation& deprecation);
template <typename Deprecated>
jinja::Value deprecation_value(const Deprecated& one) {
  return deprecation_value(one.deprecated, one.deprecation);
}

/// `{name, current, sunset}` of the version with that index.
jinja::Value version_value(const Api& api, std::size_t version);

/// What clients send and get.
struct Shapes {
  jinja::Value parameters, schemas;
};

Shapes shapes_of(const Design& design);

/// What clients call, and what comes of it.
struct Calls {
  jinja::Value endpoints, error_responses, tags, events, errors;
};

Calls calls_of(const Design& design);

/// All that by the names that templates have for it, and `by_name`, which has `base` too.
jinja::Map surface_of(const Calls& calls, const Shapes& shapes, const jinja::Map& base);

/// The elements of `list` by what stands under `key` (of a name: its snake form).
jinja::Value lookup(const jinja::Value& list, std::string_view key);

}  // namespace plinth
