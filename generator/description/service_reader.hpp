#pragma once

#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

// The service as a whole: what it is built on, how its API is spelt, who may sign in.

void read_contact(const yaml::Node& node, Description& description, DiagnosticSink& sink);
void read_servers(const yaml::Node& node, Description& description, DiagnosticSink& sink);
WrittenStack read_stack(const yaml::Node& node, DiagnosticSink& sink);
WrittenApi read_api(const yaml::Node& node, DiagnosticSink& sink);
WrittenAuth read_auth(const yaml::Node& node, DiagnosticSink& sink);
void read_tenant(const yaml::Node& node, Description& description, DiagnosticSink& sink);
void read_service_limits(const yaml::Node& node, Description& description, DiagnosticSink& sink);

}  // namespace plinth
