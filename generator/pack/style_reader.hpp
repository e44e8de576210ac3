#pragma once

#include <vector>

#include "pack/escaping.hpp"
#include "pack/manifest_keys.hpp"
#include "pack/naming.hpp"

namespace plinth {

/// The styles of `escaping` in a pack.yaml. What is wrong is reported and left out.
std::vector<EscapingStyle> read_escaping(const yaml::Node& node, ManifestReading& reading);

/// The styles of `names` in a pack.yaml.
std::vector<NameStyle> read_names(const yaml::Node& node, ManifestReading& reading);

}  // namespace plinth
