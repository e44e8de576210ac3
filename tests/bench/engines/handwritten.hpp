#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace plinth::bench {

/// What template.j2 makes of `context`, as somebody would write it who has no template engine.
std::string handwritten(const nlohmann::ordered_json& context);

}  // namespace plinth::bench
