#pragma once

#include <string_view>
#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// A field without its name: a line, or the long form around one.
WrittenField read_field_value(const yaml::Node& node, DiagnosticSink& sink);

/// The fields of a map of names. `what` is said of a name that is none: `field`, `parameter`.
std::vector<WrittenField> read_fields(const yaml::Node& node, std::string_view what,
                                      DiagnosticSink& sink);

/// A line, or a block of fields, which counts as an object: `returns` and `body`.
WrittenField read_line_or_fields(const yaml::Node& node, DiagnosticSink& sink);

}  // namespace plinth
