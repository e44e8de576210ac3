#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"
#include "jinja/value.hpp"

namespace plinth::cli {

/// The variables in the file at `path`: JSON (RFC 8259) if its name ends in `.json`, else YAML,
/// whose plain scalars have the types of YAML 1.2's core schema. Nothing, and reported, if it
/// cannot be read, is not well-formed (`json-syntax`, or an id of the YAML reader) or is no map
/// (`context-kind`). With `tainted`, every text but the keys is hostile.
std::optional<jinja::Value> read_context_file(const std::string& path, bool tainted,
                                              SourceFiles& files, DiagnosticSink& sink);

}  // namespace plinth::cli
