#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/logical_type.hpp"

namespace plinth {

/// A resolved access rule.
struct Rule {
  enum class Kind {
    Any,
    All,  ///< of `operands`
    Public,
    Authenticated,
    Nobody,
    Owner,       ///< the resource's owner path leads to the caller
    Role,        ///< `role`: index into Design::roles
    Path,        ///< `path`: a reference to the identity, or a list of them
    Permission,  ///< `permission`: granted by a role's `can`
  };
  Kind kind = Kind::Nobody;
  std::vector<Rule> operands;
  std::size_t role = no_index;
  std::vector<std::string> path;
  std::string permission;
};

/// `owner | admin`: the rule in its shortest spelling; `roles` are the snake names of all roles.
std::string to_text(const Rule& rule, const std::vector<std::string>& roles);

/// True if `rule` holds for everybody, signed in or not.
bool is_public(const Rule& rule);
/// True if `rule` holds for nobody.
bool is_nobody(const Rule& rule);
/// True if some branch of `rule` asks for a relation of the caller to the row (owner, path, a role
/// of a membership is none).
bool asks_for_relation(const Rule& rule);

/// What a caller of one kind gets. In the order of what is given, so that the best of several
/// branches is their maximum, and what all of them leave is their minimum.
enum class Access {
  Denied,
  Own,  ///< only rows that the caller owns or is named by
  Allowed,
};
std::string_view to_text(Access access);  ///< `denied`, `own`, `allowed`

}  // namespace plinth
