#pragma once

#include <span>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// Sets values of a description for one run. A setting is `key.path=value`: the keys from the top
/// of the document, made where they are missing, and a text, or a list or map in flow style
/// (`stack.database=[one, two]`). A key that holds points itself is found where it is there
/// already. The settings become a file `--set` of `files`, a line each, so that every report about
/// them, here and later, has a place; the document borrows from it.
void apply_overrides(yaml::Document& document, std::span<const std::string> settings,
                     SourceFiles& files, DiagnosticSink& sink);

}  // namespace plinth
