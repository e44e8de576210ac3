#pragma once

#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

// What keeps a service running: its errors, the services it calls, its jobs, what it aims at.

std::vector<WrittenError> read_errors(const yaml::Node& node, DiagnosticSink& sink);
std::vector<WrittenIntegration> read_integrations(const yaml::Node& node, DiagnosticSink& sink);
std::vector<WrittenJob> read_jobs(const yaml::Node& node, DiagnosticSink& sink);
WrittenTargets read_targets(const yaml::Node& node, DiagnosticSink& sink);
std::vector<NamedText> read_observability(const yaml::Node& node, DiagnosticSink& sink);

}  // namespace plinth
