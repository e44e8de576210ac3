#pragma once

#include <cstddef>
#include <string>

#include "design/logical_type.hpp"

namespace plinth {

/// One of the versions of the API that are served side by side.
struct ApiVersion {
  std::string name;    ///< `v1`
  std::string sunset;  ///< the day from which it is not served any more, or empty
};

/// The versions that have something, as indices into Api::versions.
struct VersionRange {
  std::size_t since = 0;
  std::size_t until = no_index;  ///< the first one that has it no longer

  bool has(std::size_t version) const { return since <= version && version < until; }
};

/// What is said of something that new clients leave alone; each part may be empty.
struct Deprecation {
  RareText since;   ///< free text: a version, or a day
  RareText sunset;  ///< the day from which it is not there any more
  RareText use;     ///< free text: what to use instead
};

}  // namespace plinth
