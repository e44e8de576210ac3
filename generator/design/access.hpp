#pragma once

#include <string>
#include <vector>

#include "design/design.hpp"

namespace plinth {

/// One kind of caller, as a rule sees it.
struct Caller {
  bool signed_in = false;
  std::vector<std::size_t> roles;  ///< indices into Design::roles, with those they include
  /// Memberships whose roles the caller has for some of the rows in question, whatever they are:
  /// whoever lists organizations sees those of which they are a member.
  std::vector<std::size_t> by_row;
  Access as_owner = Access::Own;  ///< what being the owner gives: Allowed for the owner's own row
};

/// What `rule` gives to `caller`: Own where it depends on a relation of the caller to the row.
Access decide(const Rule& rule, const Caller& caller, const std::vector<Role>& roles);

/// A caller who is signed in with `role` and nothing else. Members have the first role of `auth`
/// besides: it is what sign-up gives.
Caller caller_with_role(const Design& design, std::size_t role);

/// A caller who is signed in with the least that sign-up gives.
Caller signed_in_caller(const Design& design);

/// Every kind of caller who is signed in: one per role, or a plain one where there are no roles.
std::vector<Caller> signed_in_callers(const Design& design);

/// True if some caller who is signed in can be refused with 403: by the rule of the endpoint, or by
/// that of a field in its body. A row that the caller may not see is not refused but not found.
bool can_be_forbidden(const Design& design, const Endpoint& endpoint);

/// Fills the decisions of each endpoint: by role, for the anonymous, the signed in and the owner.
void derive_access(Design& design);

}  // namespace plinth
