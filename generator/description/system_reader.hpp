#pragma once

#include "description/system_description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// Whether `document` is about a system of services, not about one.
bool is_system(const yaml::Document& document);

/// What `document` says of a system, or what could be understood of it; everything that is wrong
/// goes to `sink`. It borrows its texts from the document and its file.
SystemDescription read_system(const yaml::Document& document, DiagnosticSink& sink);

}  // namespace plinth
