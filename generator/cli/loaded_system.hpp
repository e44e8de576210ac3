#pragma once

#include <deque>
#include <optional>

#include "cli/loaded_service.hpp"
#include "description/system_description.hpp"
#include "design/system.hpp"

namespace plinth::cli {

/// A system with all its services. Each stage borrows from the one before, so they stay together.
struct LoadedSystem {
  yaml::Document document;
  SystemDescription description;
  std::deque<LoadedService> services;
  System system;
};

/// Whether the file at `path` is about a system of services; no, where it cannot be read.
bool describes_system(const std::string& path);

/// The system that `options` name and the services that it names; overrides hold for the system's
/// own description. As with `load_service` otherwise.
std::optional<LoadedSystem> load_system(const DescriptionOptions& options, SourceFiles& files,
                                        DiagnosticSink& sink);

}  // namespace plinth::cli
