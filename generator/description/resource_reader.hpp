#pragma once

#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// The resources of a map of names, each with the parts it contains.
std::vector<WrittenResource> read_resources(const yaml::Node& node, DiagnosticSink& sink);

WrittenPagination read_pagination(const yaml::Node& node, DiagnosticSink& sink);

}  // namespace plinth
