#pragma once

#include <utility>
#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// `{read: public, write: admin}`: operations or groups of them, and who may.
std::vector<WrittenAccess> read_access(const yaml::Node& node, DiagnosticSink& sink);

/// `{write: status = draft}`: operations or groups, and the condition.
std::vector<std::pair<Spelled, ExpressionPtr>> read_conditions(const yaml::Node& node,
                                                               DiagnosticSink& sink);

/// A list of names, or a map of names to what each `includes` and `can`.
std::vector<WrittenRole> read_roles(const yaml::Node& node, DiagnosticSink& sink);

}  // namespace plinth
