#pragma once

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// What `document` says of a service, or what could be understood of it; everything that is wrong
/// goes to `sink`. Where that has errors of the document's file already, what may only follow from
/// them is left out. The description borrows its texts from the document and its file.
Description read_description(const yaml::Document& document, DiagnosticSink& sink);

}  // namespace plinth
