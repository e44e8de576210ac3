#pragma once

#include <optional>

#include "cli/command_line.hpp"
#include "description/description.hpp"
#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"
#include "yaml/node.hpp"

namespace plinth::cli {

/// A description on its way to the design. Each stage borrows from the one before, so they stay
/// together.
struct LoadedService {
  yaml::Document document;
  Description description;
  Design design;
};

/// The service that `options` name, with its overrides; missing where what is wrong (reported to
/// `sink`) left nothing to go on with. With errors in `sink`, the design is what was understood.
/// A machine that cannot read the file is a DiagnosticError.
std::optional<LoadedService> load_service(const DescriptionOptions& options, SourceFiles& files,
                                          DiagnosticSink& sink);

}  // namespace plinth::cli
