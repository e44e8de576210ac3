#include "design/access.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

Rule factor(Rule::Kind kind) {
  Rule rule;
  rule.kind = kind;
  return rule;
}

Rule role(std::size_t index) {
  Rule rule = factor(Rule::Kind::Role);
  rule.role = index;
  return rule;
}

Rule combined(Rule::Kind kind, std::vector<Rule> operands) {
  Rule rule = factor(kind);
  rule.operands = std::move(operands);
  return rule;
}

/// `anonymous user admin owner`: the decisions in one line.
std::string decisions(const Design& design, std::string_view endpoint) {
  const Endpoint& found = endpoint_of(design, endpoint);
  std::string out{to_text(found.anonymous)};
  for (const Access access : found.access) out += " " + std::string(to_text(access));
  return out + " | " + std::string(to_text(found.owner));
}

TEST_CASE("access: a rule is written in its shortest spelling") {
  const std::vector<std::string> roles{"user", "admin"};
  Rule path = factor(Rule::Kind::Path);
  path.path = {"issue", "assignee"};
  Rule permission = factor(Rule::Kind::Permission);
  permission.permission = "orders:refund";
  struct Case {
    Rule rule;
    std::string_view text;
  };
  const Case cases[] = {
      {factor(Rule::Kind::Public), "public"},
      {combined(Rule::Kind::Any, {factor(Rule::Kind::Owner), role(1)}), "owner | admin"},
      {combined(Rule::Kind::All,
                {combined(Rule::Kind::Any, {path, role(0)}), factor(Rule::Kind::Authenticated)}),
       "(issue.assignee | user) & authenticated"},
      {combined(Rule::Kind::Any, {combined(Rule::Kind::All, {role(0), permission}), role(1)}),
       "user & orders:refund | admin"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(to_text(c.rule, roles) == c.text);
  }
}

TEST_CASE("access: public and nobody are seen through | and &") {
  const Rule everybody = factor(Rule::Kind::Public), none = factor(Rule::Kind::Nobody);
  CHECK(is_public(combined(Rule::Kind::Any, {role(0), everybody})));
  CHECK_FALSE(is_public(combined(Rule::Kind::All, {role(0), everybody})));
  CHECK(is_nobody(combined(Rule::Kind::All, {role(0), none})));
  CHECK_FALSE(is_nobody(combined(Rule::Kind::Any, {role(0), none})));
  CHECK(asks_for_relation(combined(Rule::Kind::Any, {role(0), factor(Rule::Kind::Owner)})));
  CHECK_FALSE(asks_for_relation(role(0)));
}

constexpr std::string_view shop = R"(service: s
auth:
  identity: user
  roles:
    user: {}
    support: {includes: [user], can: [orders:refund]}
    admin: {}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner | admin, update: owner, delete: admin}
  order:
    fields:
      customer: -> user
      helper: -> user?
    owner: customer
    access: {list: owner | admin, get: owner | helper | admin, create: user, update: owner & support, delete: orders:refund}
)";

TEST_CASE("access: a decision for the anonymous, each role and the owner") {
  const Design design = design_of(std::string(shop));
  struct Case {
    std::string_view endpoint, expected;
  };
  // anonymous, user, support, admin | owner
  for (const Case& c : {
           Case{"createUser", "allowed allowed allowed allowed | allowed"},
           Case{"getUser", "denied own own allowed | allowed"},
           Case{"deleteUser", "denied denied denied allowed | denied"},
           Case{"getOwnUser", "denied allowed allowed allowed | allowed"},
           Case{"listOrders", "denied own own allowed | own"},
           Case{"getOrder", "denied own own allowed | allowed"},
           Case{"createOrder", "denied allowed allowed denied | allowed"},
           Case{"updateOrder", "denied denied own denied | denied"},
           Case{"deleteOrder", "denied denied allowed denied | denied"},
       }) {
    CAPTURE(c.endpoint);
    CHECK(decisions(design, c.endpoint) == c.expected);
  }
}

TEST_CASE("access: 403 is for rows that the caller may see, and for roles that are denied") {
  const Design design = design_of(std::string(shop));
  struct Case {
    std::string_view endpoint;
    bool forbidden;
  };
  for (const Case& c : {
           Case{"getUser", false},     // own rows or all of them: others are not found
           Case{"updateUser", true},   // an admin sees every user and changes none
           Case{"listOrders", false},  // a list shows what it may
           Case{"getOrder", false},
           Case{"createOrder", true},  // an admin is no user
           Case{"deleteOrder", true},
           Case{"getOwnUser", false},
           Case{"logout", false},
       }) {
    CAPTURE(c.endpoint);
    CHECK(can_be_forbidden(design, endpoint_of(design, c.endpoint)) == c.forbidden);
  }
}

constexpr std::string_view teams = R"(service: s
auth: {identity: user, roles: [user]}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public}
  team:
    fields:
      name: string
    contains:
      member:
        roles:
          guest: {}
          lead: {includes: [guest]}
        fields:
          user: -> user
        access: {read: guest, write: lead}
    access: {read: guest, create: user, update: lead}
)";

TEST_CASE("access: members have the first role of sign-up besides their own") {
  const Design design = design_of(std::string(teams));
  // user, guest, lead
  CHECK(decisions(design, "createTeam") == "denied allowed allowed allowed | allowed");
  CHECK(decisions(design, "updateTeam") == "denied denied denied allowed | denied");
  CHECK(decisions(design, "getTeam") == "denied denied allowed allowed | denied");
}

TEST_CASE("access: a list of wholes shows each caller those of which they are a member") {
  const Design design = design_of(std::string(teams));
  CHECK(decisions(design, "listTeams") == "denied own own own | own");
  CHECK_FALSE(can_be_forbidden(design, endpoint_of(design, "listTeams")));
}

TEST_CASE("access: a field `role` that is written out is nobody's own to choose") {
  const Design design = design_of(R"(service: s
auth:
  identity: user
  roles: [user, admin]
resources:
  user:
    fields:
      email: email unique
      password: password
      role: enum(user, admin)
)");
  const Field& role = field_of(design, "user", "role");
  REQUIRE(role.write);
  CHECK(to_text(*role.write, {"user", "admin"}) == "admin");
  CHECK(role.fill == Fill::Literal);
}

TEST_CASE("access: without sign-in there is nobody but the anonymous") {
  const Design design = design_of(R"(service: s
resources:
  note:
    fields:
      text: text
    access: {all: public}
)");
  const Endpoint& list = endpoint_of(design, "listNotes");
  CHECK(list.anonymous == Access::Allowed);
  CHECK(list.access.empty());
  CHECK(signed_in_callers(design).empty());
  CHECK_FALSE(can_be_forbidden(design, list));
}

}  // namespace
}  // namespace plinth
