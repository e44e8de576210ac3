#pragma once

#include <optional>
#include <vector>

#include "design/design.hpp"

namespace plinth {

/// A condition of the row without which an endpoint refuses.
struct BoundCondition {
  const Operation* condition = nullptr;
  std::size_t resource = no_index;  ///< whose row it speaks of: the endpoint's, or that of a whole
  std::optional<Verb> verb;         ///< none: of an action
};

/// The conditions that `endpoint` is bound by: `when` of its action, or of its resource for what it
/// does. To write a part that has the access of its whole is to update the whole, so that the
/// conditions of that hold, too. Pointers are into `design`.
std::vector<BoundCondition> conditions_of(const Design& design, const Endpoint& endpoint);

/// The action of an endpoint, or null.
const Action* action_of(const Design& design, const Endpoint& endpoint);

}  // namespace plinth
