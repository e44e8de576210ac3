#pragma once

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// `pay: …` under `actions`.
WrittenAction read_action(const yaml::Entry& entry, DiagnosticSink& sink);

}  // namespace plinth
