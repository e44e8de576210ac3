// What a resource says as a whole: its key, its columns, who is a member, and whether a first row
// can ever be made.

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "design/access.hpp"
#include "design/resolution.hpp"
#include "design/schemas.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

bool is_damaged(const Resolution& resolution, const Field& field, const WrittenResource& written) {
  if (!field.type.known) return true;
  return std::any_of(written.fields.begin(), written.fields.end(), [&](const WrittenField& one) {
    return one.name.text == field.name.snake && resolution.description.damage.touches(one.span);
  });
}

/// A serial is unique by itself, unless it counts anew for something.
bool is_unique(const Resource& resource, std::size_t field) {
  const Field& one = resource.fields[field];
  if (one.unique || (one.type.kind == TypeKind::Serial && one.per.empty())) return true;
  return std::any_of(resource.unique.begin(), resource.unique.end(), [&](const Key& key) {
    return key.fields.size() == 1 && key.fields[0] == field && !key.when;
  });
}

/// The field that stands in paths: every row has it, and no two the same.
void check_path_key(Resolution& resolution, std::size_t index) {
  const Resource& resource = resolution.design.resources[index];
  const WrittenResource& written = *resolution.written[index];
  if (!written.key || resource.key == no_index) return;
  const Field& field = resource.fields[resource.key];
  if (is_damaged(resolution, field, written)) return;
  const TypeKind kind = field.type.kind;
  const bool fits = is_textual(kind) || kind == TypeKind::Int || kind == TypeKind::Long;
  const bool refused = kind == TypeKind::Password || kind == TypeKind::Text || !fits;
  std::string problem, hint;
  if (refused) {
    problem = "a " + in_backticks(to_text(kind)) + " cannot stand in a path";
    hint = "a key is a short text or a whole number: `slug`, `string(40)`, `int`";
  } else if (!is_unique(resource, resource.key)) {
    problem = in_backticks(field.name.snake) + " is not unique, so that a path could mean two rows";
    hint = "write `unique` on the line of the field";
  } else if (field.optional) {
    problem = in_backticks(field.name.snake) + " may be missing, so that a row could have no path";
    hint = "take the `?` from its type";
  }
  if (problem.empty()) return;
  resolution.sink.error("path-key", written.key.span, problem)
      .note(field.span, "the field is here")
      .hint(hint);
}

/// The columns that fields become and that every row has besides, each once.
class ColumnNames {
 public:
  ColumnNames(Resolution& resolution, const Resource& resource)
      : resolution_(resolution), resource_(resource) {}

  void check() {
    add_own();
    for (const Field& field : resource_.fields) add(field, "");
  }

 private:
  struct Holder {
    std::string what;
    Span span;
  };

  void add_own() {
    if (resource_.lock) taken_.emplace("version", Holder{"`lock: true` keeps a column", {}});
    if (resource_.whole != no_index) {
      const Resource& whole = resolution_.design.resources[resource_.whole];
      taken_.emplace(whole.own_name.snake + "_id",
                     Holder{"the reference to the whole has a column", {}});
    }
    const std::size_t tenant = resolution_.design.tenant;
    if (resource_.tenant_scoped && tenant != no_index) {
      taken_.emplace(resolution_.design.resources[tenant].name.snake + "_id",
                     Holder{"the reference to the tenant has a column", {}});
    }
  }

  /// The tenant may be a field, too: it is one column.
  bool is_tenant(const Field& field) const {
    return resource_.tenant_scoped && field.type.kind == TypeKind::Reference &&
           field.type.target == resolution_.design.tenant &&
           field.name == resolution_.design.resources[field.type.target].name;
  }

  void add(const Field& field, const std::string& prefix) {
    if (prefix.empty() && is_tenant(field)) return;
    const bool columns = field.type.kind == TypeKind::Object && field.type.columns;
    if (columns) {
      for (const Field& inner : field.type.fields) add(inner, prefix + field.name.snake + "_");
      return;
    }
    const bool password = field.type.kind == TypeKind::Password;
    const std::string column =
        prefix + (password ? field.name.snake + "_hash" : member_name(field));
    const auto [first, added] = taken_.emplace(
        column, Holder{in_backticks(field.name.snake) + " becomes the column", field.span});
    if (added || !field.span) return;
    // Fields whose members meet in JSON have been reported as that.
    const bool met_in_json =
        std::any_of(resource_.fields.begin(), resource_.fields.end(), [&](const Field& other) {
          return &other != &field && other.wire == field.wire && prefix.empty();
        });
    if (met_in_json) return;
    DiagnosticBuilder report = resolution_.sink.error(
        "name-collision", field.span,
        in_backticks(field.name.snake) + " would be the column " + in_backticks(column) +
            ", which is taken: " + first->second.what + " of that name already");
    if (first->second.span) report.note(first->second.span, "the other one is here");
    report.hint("give the field another name");
  }

  Resolution& resolution_;
  const Resource& resource_;
  std::unordered_map<std::string, Holder> taken_;
};

/// A membership is of one person.
void check_membership(Resolution& resolution, std::size_t index) {
  const Design& design = resolution.design;
  const Resource& resource = design.resources[index];
  if (resource.membership && resource.whole == no_index) {
    resolution.sink
        .error("membership-of-nothing", resource.span,
               in_backticks(resource.own_name.snake) +
                   " has `roles`, and is no part of anything that one could be a member of")
        .hint("write it under `contains:` of what people are members of");
    return;
  }
  if (!resource.membership || !design.auth || design.auth->identity == no_index) return;
  const Field* person = nullptr;
  for (const Field& field : resource.fields) {
    if (!field.type.known) return;
    if (field.type.kind != TypeKind::Reference || field.type.target != design.auth->identity)
      continue;
    if (person != nullptr) {
      resolution.sink
          .error("membership-person", field.span,
                 "a membership is of one person, and " + in_backticks(resource.own_name.snake) +
                     " has two references to " +
                     in_backticks(design.resources[field.type.target].name.snake))
          .note(person->span, "the first one");
      return;
    }
    person = &field;
  }
  if (person != nullptr || resource.fields.empty()) return;
  const std::string identity = design.resources[design.auth->identity].name.snake;
  resolution.sink
      .error(
          "membership-person", resource.span,
          in_backticks(resource.own_name.snake) + " has `roles`, and no reference to who has them")
      .hint("add a field such as `person: -> " + identity + "`");
}

/// What is named of a singleton can only be what it has.
void check_singleton(Resolution& resolution, std::size_t index) {
  if (!resolution.design.resources[index].singleton) return;
  for (const WrittenAccess& access : resolution.written[index]->access) {
    const std::string_view operation = access.operation.text;
    if (operation != "list" && operation != "create" && operation != "delete") continue;
    resolution.sink
        .error("singleton-operation", access.operation.span,
               "a singleton is there once: nobody can " + in_backticks(operation) + " it")
        .hint("it has `get`, `update` and `replace`");
  }
}

/// A row of a resource in the way to a row of another: a required reference, which only the
/// request that creates the row can name.
struct Need {
  std::size_t target = 0;
  const Field* field = nullptr;
};

/// Looks for rows that need one another before they can be created. A walk with a stack of its own,
/// as a chain may be as long as the description.
class CreationCycles {
 public:
  explicit CreationCycles(Resolution& resolution) : resolution_(resolution) {
    const std::vector<Resource>& resources = resolution.design.resources;
    needs_.resize(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i) add_needs(i, i);
  }

  void report() {
    enum class State { Waiting, Begun, Done };
    std::vector<State> states(needs_.size(), State::Waiting);
    struct Step {
      std::size_t resource = 0;
      std::size_t next = 0;
    };
    for (std::size_t start = 0; start < needs_.size(); ++start) {
      if (states[start] != State::Waiting) continue;
      std::vector<Step> steps{{start, 0}};
      std::vector<Need> path;
      states[start] = State::Begun;
      while (!steps.empty()) {
        Step& step = steps.back();
        if (step.next == needs_[step.resource].size()) {
          states[step.resource] = State::Done;
          steps.pop_back();
          if (!path.empty()) path.pop_back();
          continue;
        }
        const Need need = needs_[step.resource][step.next++];
        if (states[need.target] == State::Begun) {
          report_cycle(path, need);
        } else if (states[need.target] == State::Waiting) {
          states[need.target] = State::Begun;
          path.push_back(need);
          steps.push_back({need.target, 0});
        }
      }
    }
  }

 private:
  /// `resource`, or a part of it that is created with it, needs what its fields refer to.
  void add_needs(std::size_t resource, std::size_t created_with) {
    const Resource& row = resolution_.design.resources[created_with];
    for (const Field& field : row.fields) {
      const bool required = field.type.kind == TypeKind::Reference && !field.optional &&
                            field.fill == Fill::None && field.type.target != no_index;
      if (required && !is_damaged(resolution_, field, *resolution_.written[created_with])) {
        needs_[resource].push_back({field.type.target, &field});
      }
    }
    for (const std::size_t part : row.parts) {
      const Resource& inner = resolution_.design.resources[part];
      if (inner.inline_parts && inner.min_parts > 0) add_needs(resource, part);
    }
  }

  void report_cycle(const std::vector<Need>& path, const Need& closing) {
    const std::vector<Resource>& resources = resolution_.design.resources;
    std::size_t first = path.size();
    while (first > 0 && path[first - 1].target != closing.target) --first;
    const std::string name = in_backticks(resources[closing.target].name.snake);
    const bool direct = first == path.size();
    DiagnosticBuilder report = resolution_.sink.error(
        "reference-cycle", closing.field->span,
        direct ? "the first " + name + " could never be created: it needs another one"
               : "no " + name + " could ever be created: it needs rows that need it themselves");
    for (std::size_t i = first; i < path.size(); ++i) {
      report.note(path[i].field->span, "this needs a " +
                                           in_backticks(resources[path[i].target].name.snake) +
                                           " to be there before");
    }
    report.hint("make one of them optional: `-> " + resources[closing.target].own_name.snake +
                "?`");
  }

  Resolution& resolution_;
  std::vector<std::vector<Need>> needs_;  // by resource
};

/// No two were the same resource once, and none was one that is there still.
void check_former_name(Resolution& resolution, std::size_t index) {
  const std::vector<Resource>& resources = resolution.design.resources;
  const WrittenResource& written = *resolution.written[index];
  if (!written.was) return;
  const Name& was = resources[index].was;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const bool is_same = i < index && resolution.written[i]->was && resources[i].was == was;
    if (resources[i].name != was && !is_same) continue;
    const std::string problem =
        is_same
            ? in_backticks(resources[i].name.snake) + " was " + in_backticks(was.snake) + " already"
            : "there is a resource " + in_backticks(was.snake) + " still, so that " +
                  in_backticks(written.name.text) + " was not called so";
    resolution.sink.error("former-name", written.was.span, problem)
        .note(resources[i].span, "it is here");
    return;
  }
}

/// Every rule of the rows of `resource`: of its operations and its actions.
std::vector<const Rule*> rules_of_rows(const Resource& resource) {
  std::vector<const Rule*> rules;
  for (const ResourceAccess& one : resource.access) {
    if (one.verb != Verb::Create) rules.push_back(&one.rule);
  }
  for (const Action& action : resource.actions) {
    if (action.access && !action.collection) rules.push_back(&*action.access);
  }
  return rules;
}

bool says_owner(const Rule& rule) {
  return rule.kind == Rule::Kind::Owner ||
         std::any_of(rule.operands.begin(), rule.operands.end(), says_owner);
}

/// Staff who make rows for others: where `owner` adds nobody to those who create rows, or each of
/// them could create one alone, the owner was hardly meant to be who creates the row.
void check_filled_owner(Resolution& resolution, const Resource& resource) {
  const Design& design = resolution.design;
  const auto owner = std::find_if(resource.fields.begin(), resource.fields.end(),
                                  [](const Field& field) { return field.owner_filled; });
  const ResourceAccess* create = resource.find(Verb::Create);
  if (owner == resource.fields.end() || create == nullptr) return;
  const auto may = [&](const Rule& rule, Caller caller) {
    caller.as_owner = Access::Denied;
    return decide(rule, caller, design.roles) == Access::Allowed;
  };
  if (may(create->rule, signed_in_caller(design))) return;
  std::vector<Caller> creators = signed_in_callers(design);
  std::erase_if(creators, [&](const Caller& one) { return !may(create->rule, one); });
  const auto adds_nobody = [&](const Rule* rule) {
    return says_owner(*rule) && std::all_of(creators.begin(), creators.end(),
                                            [&](const Caller& one) { return may(*rule, one); });
  };
  const std::vector<const Rule*> rules = rules_of_rows(resource);
  if (creators.empty()) return;
  if (!owner->unique && std::none_of(rules.begin(), rules.end(), adds_nobody)) return;
  const std::string rule = to_text(create->rule, design.role_names());
  resolution.sink
      .warning("owner-is-creator", owner->span,
               in_backticks(owner->name.snake) +
                   " is filled with who creates the row, which only " + in_backticks(rule) + " may")
      .hint("if rows are created for others, let it be sent: " +
            in_backticks("write(" + rule + ")") + " on its line");
}

}  // namespace

namespace {

/// Who may create a row has to be let send what it needs.
void check_needed_fields(Resolution& resolution, const Resource& resource) {
  const Design& design = resolution.design;
  const ResourceAccess* create = resource.find(Verb::Create);
  if (create == nullptr || is_nobody(create->rule)) return;
  std::vector<Caller> callers;
  for (const Field& field : resource.fields) {
    if (!field.write || !is_needed(field) || !can_create_with(field)) continue;
    if (callers.empty()) {
      callers = signed_in_callers(design);
      callers.emplace_back();  // and who is not signed in
    }
    const bool stuck = std::any_of(callers.begin(), callers.end(), [&](const Caller& caller) {
      return decide(create->rule, caller, design.roles) != Access::Denied &&
             decide(*field.write, caller, design.roles) == Access::Denied;
    });
    if (!stuck) continue;
    const std::vector<std::string> roles = design.role_names();
    resolution.sink
        .warning("needed-of-some", field.span,
                 in_backticks(resource.own_name.snake) + " cannot be created without " +
                     in_backticks(field.name.snake) + ", which only " +
                     in_backticks(to_text(*field.write, roles)) +
                     " may send, and not everybody of " +
                     in_backticks(to_text(create->rule, roles)))
        .hint("give it a value (`= …`) or a `?`, or let those create who may send it");
  }
}

/// Where the token names the tenant, a call without one names nobody's rows.
void check_public_rows(Resolution& resolution, const Resource& resource) {
  const Design& design = resolution.design;
  if (!resource.tenant_scoped || design.tenant_from != "token") return;
  const auto report = [&](const Span& place, const std::string& deed) {
    resolution.sink
        .error("public-of-tenant", place,
               deed + " is public, but the token says which `" +
                   design.resources[design.tenant].name.snake +
                   "` is meant: without one, nobody knows whose rows these are")
        .hint(
            "let it be `authenticated`, or find the tenant in the path: "
            "`tenant: {resource: …, from: path}`");
  };
  for (const ResourceAccess& access : resource.access) {
    if (!resource.own_access || !is_public(access.rule)) continue;
    report(resource.span, "`" + access.source + "`");
    break;  // the others are given with it, as a rule
  }
  for (const Action& action : resource.actions) {
    if (action.access && is_public(*action.access)) report(action.span, "this action");
  }
}

}  // namespace

void check_resources(Resolution& resolution) {
  for (std::size_t i = 0; i < resolution.design.resources.size(); ++i) {
    check_path_key(resolution, i);
    check_membership(resolution, i);
    check_singleton(resolution, i);
    check_former_name(resolution, i);
    check_filled_owner(resolution, resolution.design.resources[i]);
    check_needed_fields(resolution, resolution.design.resources[i]);
    check_public_rows(resolution, resolution.design.resources[i]);
    ColumnNames(resolution, resolution.design.resources[i]).check();
  }
  CreationCycles(resolution).report();
}

}  // namespace plinth
