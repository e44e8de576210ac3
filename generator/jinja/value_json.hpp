#pragma once

#include <nlohmann/json_fwd.hpp>

#include "jinja/value.hpp"

namespace plinth::jinja {

/// All text becomes clean. A number above what 64 bits with a sign hold becomes a real one.
/// Throws DiagnosticError `too-deep` for values nested deeper than 500.
Value value_from_json(const nlohmann::ordered_json& json);

/// Undefined and none become null; keys that are no text are spelt as text; taint is lost.
/// Throws DiagnosticError `not-json` for a callable and `too-deep` as above.
nlohmann::ordered_json json_from_value(const Value& value);

}  // namespace plinth::jinja
