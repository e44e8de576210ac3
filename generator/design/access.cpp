#include "design/access.hpp"

#include <algorithm>
#include <set>

#include "design/sent_fields.hpp"

namespace plinth {
namespace {

/// What a rule asks of the row, beyond the caller: `owner`, or a path.
using Relation = std::vector<std::string>;

Relation relation_of(const Rule& rule) {
  return rule.kind == Rule::Kind::Owner ? Relation{} : rule.path;
}

void collect_relations(const Rule& rule, std::set<Relation>& relations) {
  if (rule.kind == Rule::Kind::Owner || rule.kind == Rule::Kind::Path) {
    relations.insert(relation_of(rule));
  }
  for (const Rule& operand : rule.operands) collect_relations(operand, relations);
}

bool contains(const std::vector<std::size_t>& indices, std::size_t index) {
  return std::find(indices.begin(), indices.end(), index) != indices.end();
}

bool has_permission(const Caller& caller, const std::vector<Role>& roles,
                    const std::string& permission) {
  return std::any_of(caller.roles.begin(), caller.roles.end(), [&](std::size_t role) {
    const std::vector<std::string>& can = roles[role].can;
    return std::find(can.begin(), can.end(), permission) != can.end();
  });
}

Access allowed_if(bool condition) { return condition ? Access::Allowed : Access::Denied; }

/// Whether `rule` holds for `caller` on a row to which exactly `relations` hold.
bool holds(const Rule& rule, const Caller& caller, const std::vector<Role>& roles,
           const std::set<Relation>& relations) {
  const auto holds_too = [&](const Rule& operand) {
    return holds(operand, caller, roles, relations);
  };
  switch (rule.kind) {
    case Rule::Kind::Any:
      return std::any_of(rule.operands.begin(), rule.operands.end(), holds_too);
    case Rule::Kind::All:
      return std::all_of(rule.operands.begin(), rule.operands.end(), holds_too);
    case Rule::Kind::Owner:
    case Rule::Kind::Path:
      return caller.signed_in && relations.contains(relation_of(rule));
    default:
      return decide(rule, caller, roles) == Access::Allowed;
  }
}

/// More relations than this are not tried one by one: 4,096 rows a caller could stand before.
constexpr std::size_t most_relations = 12;

/// True if there can be a row that `caller` may see by `see` but not touch by `touch`.
bool can_see_but_not_touch(const Rule& see, const Rule& touch, const Caller& caller,
                           const std::vector<Role>& roles) {
  std::set<Relation> all;
  collect_relations(see, all);
  collect_relations(touch, all);
  if (all.size() > most_relations) return true;
  for (std::size_t chosen = 0; chosen < (std::size_t{1} << all.size()); ++chosen) {
    std::set<Relation> relations;
    std::size_t bit = 0;
    for (const Relation& relation : all) {
      if ((chosen >> bit++ & 1U) != 0) relations.insert(relation);
    }
    if (holds(see, caller, roles, relations) && !holds(touch, caller, roles, relations))
      return true;
  }
  return false;
}

bool is_own_account(EndpointKind kind) {
  return kind == EndpointKind::GetOwn || kind == EndpointKind::UpdateOwn ||
         kind == EndpointKind::DeleteOwn;
}

/// True if whoever calls the endpoint is the owner of the row that it is about: the own account, or
/// a new row whose owner is filled in.
bool caller_is_owner(const Design& design, const Endpoint& endpoint) {
  if (is_own_account(endpoint.kind)) return true;
  const bool creates =
      endpoint.kind == EndpointKind::Create || endpoint.kind == EndpointKind::BatchCreate;
  if (!creates || endpoint.resource == no_index) return false;
  const Resource& resource = design.resources[endpoint.resource];
  if (resource.owner.size() != 1) return false;
  const Field* owner = resource.find(resource.owner[0]);
  return owner != nullptr && owner->owner_filled;
}

Access decide_for(const Design& design, const Endpoint& endpoint, Caller caller) {
  if (caller_is_owner(design, endpoint)) caller.as_owner = Access::Allowed;
  if (caller.signed_in && endpoint.kind == EndpointKind::List && endpoint.resource != no_index) {
    for (const std::size_t part : design.resources[endpoint.resource].parts) {
      if (design.resources[part].membership) caller.by_row.push_back(part);
    }
  }
  return decide(endpoint.rule, caller, design.roles);
}

bool has_body_member(const Design& design, std::size_t schema, const Field& field) {
  const std::vector<Member>& members = design.schemas[schema].members;
  return std::any_of(members.begin(), members.end(),
                     [&](const Member& member) { return member.field == field.name.snake; });
}

bool can_send_forbidden_field(const Design& design, const Endpoint& endpoint,
                              const Caller& caller) {
  const WrittenRows rows = written_rows(design, endpoint);
  if (rows.resource == no_index) return false;
  const std::vector<Field>& fields = design.resources[rows.resource].fields;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    return field.write && has_body_member(design, rows.schema, field) &&
           decide(*field.write, caller, design.roles) != Access::Allowed;
  });
}

/// True if the rule asks for a relation to a row that exists before the call.
bool is_about_a_row(const Endpoint& endpoint) {
  return endpoint.resource != no_index && endpoint.kind != EndpointKind::List &&
         endpoint.kind != EndpointKind::Create && endpoint.kind != EndpointKind::BatchCreate &&
         !is_own_account(endpoint.kind);
}

bool can_refuse(const Design& design, const Endpoint& endpoint, const Caller& caller) {
  const Access access = decide_for(design, endpoint, caller);
  if (access == Access::Denied || can_send_forbidden_field(design, endpoint, caller)) return true;
  // Of lists the caller gets what is theirs, and a task of others is not found.
  const bool hides = endpoint.kind == EndpointKind::List || endpoint.kind == EndpointKind::GetTask;
  if (access == Access::Allowed || hides) return false;
  if (!is_about_a_row(endpoint)) return true;
  const ResourceAccess* get = design.resources[endpoint.resource].find(Verb::Get);
  return get != nullptr && can_see_but_not_touch(get->rule, endpoint.rule, caller, design.roles);
}

}  // namespace

Access decide(const Rule& rule, const Caller& caller, const std::vector<Role>& roles) {
  switch (rule.kind) {
    case Rule::Kind::Any: {
      Access best = Access::Denied;
      for (const Rule& operand : rule.operands)
        best = std::max(best, decide(operand, caller, roles));
      return best;
    }
    case Rule::Kind::All: {
      Access least = Access::Allowed;
      for (const Rule& operand : rule.operands) {
        least = std::min(least, decide(operand, caller, roles));
      }
      return least;
    }
    case Rule::Kind::Public:
      return Access::Allowed;
    case Rule::Kind::Authenticated:
      return allowed_if(caller.signed_in);
    case Rule::Kind::Nobody:
      return Access::Denied;
    case Rule::Kind::Owner:
      return caller.signed_in ? caller.as_owner : Access::Denied;
    case Rule::Kind::Path:
      return caller.signed_in ? Access::Own : Access::Denied;
    case Rule::Kind::Role:
      if (contains(caller.by_row, roles[rule.role].membership)) return Access::Own;
      return allowed_if(contains(caller.roles, rule.role));
    case Rule::Kind::Permission:
      return allowed_if(has_permission(caller, roles, rule.permission));
  }
  return Access::Denied;
}

Caller signed_in_caller(const Design& design) {
  Caller caller;
  caller.signed_in = true;
  for (const Role& role : design.roles) {
    if (role.membership != no_index) continue;
    caller.roles = role.includes;
    break;
  }
  return caller;
}

Caller caller_with_role(const Design& design, std::size_t role) {
  Caller caller;
  caller.signed_in = true;
  if (design.roles[role].membership != no_index) caller = signed_in_caller(design);
  const std::vector<std::size_t>& included = design.roles[role].includes;
  caller.roles.insert(caller.roles.end(), included.begin(), included.end());
  return caller;
}

std::vector<Caller> signed_in_callers(const Design& design) {
  std::vector<Caller> callers;
  if (!design.auth) return callers;
  bool plain = true;
  for (std::size_t role = 0; role < design.roles.size(); ++role) {
    plain = plain && design.roles[role].membership != no_index;
    callers.push_back(caller_with_role(design, role));
  }
  if (plain) callers.push_back(signed_in_caller(design));
  return callers;
}

bool can_be_forbidden(const Design& design, const Endpoint& endpoint) {
  const std::vector<Caller> callers = signed_in_callers(design);
  return std::any_of(callers.begin(), callers.end(),
                     [&](const Caller& caller) { return can_refuse(design, endpoint, caller); });
}

void derive_access(Design& design) {
  for (Endpoint& endpoint : design.endpoints) {
    endpoint.access.clear();
    for (std::size_t role = 0; role < design.roles.size(); ++role) {
      endpoint.access.push_back(decide_for(design, endpoint, caller_with_role(design, role)));
    }
    endpoint.anonymous = decide_for(design, endpoint, Caller{});
    if (!design.auth) continue;
    Caller owner = signed_in_caller(design);
    endpoint.signed_in = decide_for(design, endpoint, owner);
    // A list holds rows of others too: of those that ownership alone grants, it shows the own.
    if (endpoint.kind != EndpointKind::List) owner.as_owner = Access::Allowed;
    endpoint.owner = decide_for(design, endpoint, owner);
  }
}

}  // namespace plinth
