// Access rules: their names become roles, paths and permissions, and the groups of operations
// (`read`, `write`, `all`) become the operations that exist. The narrower name wins.

#include <algorithm>
#include <array>
#include <utility>

#include "design/derived_resource.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

/// The part whose roles count in the rules of `resource`: one of its own parts or of a whole of it,
/// the nearest first; then the tenant's.
std::size_t nearest_membership(const Design& design, std::size_t resource) {
  const auto among_parts = [&](std::size_t whole) {
    for (const std::size_t part : design.resources[whole].parts) {
      if (design.resources[part].membership) return part;
    }
    return no_index;
  };
  for (std::size_t at = resource; at != no_index; at = design.resources[at].whole) {
    if (design.resources[at].membership) return at;
    if (const std::size_t part = among_parts(at); part != no_index) return part;
  }
  const bool inside = design.tenant != no_index && design.resources[resource].tenant_scoped;
  return inside ? among_parts(design.tenant) : no_index;
}

std::size_t role_of_membership(const Design& design, std::size_t membership,
                               std::string_view name) {
  for (std::size_t i = 0; i < design.roles.size(); ++i) {
    if (design.roles[i].membership == membership && design.roles[i].name.snake == name) return i;
  }
  return no_index;
}

bool leads_to_identity(const Design& design, const Type& type) {
  const Type& one = type.kind == TypeKind::List ? type.element[0] : type;
  return one.kind == TypeKind::Reference && one.target != no_index &&
         design.resources[one.target].identity;
}

bool is_known(const Type& type) {
  return type.known && (type.element.empty() || type.element[0].known);
}

/// False where `auth` names no resource that there is: then nothing can lead to who signs in.
bool is_identity_known(const Design& design) {
  return !design.auth || design.auth->identity != no_index;
}

class RuleResolver {
 public:
  RuleResolver(Resolution& resolution, std::size_t resource)
      : resolution_(resolution), design_(resolution.design), resource_(resource) {}

  Rule resolve(const AccessRule& written) {
    if (written.kind == AccessRule::Kind::Factor) return factor(written);
    Rule rule;
    rule.kind = written.kind == AccessRule::Kind::Any ? Rule::Kind::Any : Rule::Kind::All;
    for (const AccessRule& operand : written.operands) rule.operands.push_back(resolve(operand));
    return rule;
  }

  /// Follows references: from a field, or from the whole by its name.
  Rule path(const std::vector<Spelled>& words) {
    Rule rule = of_kind(Rule::Kind::Path);
    std::size_t at = resource_;
    for (std::size_t i = 0; i < words.size(); ++i) {
      rule.path.emplace_back(words[i].text);
      if (at == no_index) break;
      const Resource& resource = design_.resources[at];
      const bool to_whole = resource.whole != no_index &&
                            words[i].text == design_.resources[resource.whole].own_name.snake;
      if (to_whole) {
        at = resource.whole;
        continue;
      }
      const Field* field = resource.find(words[i].text);
      if (field != nullptr && !is_known(field->type)) return of_kind(Rule::Kind::Nobody);
      const bool reference = field != nullptr && (field->type.kind == TypeKind::Reference ||
                                                  field->type.kind == TypeKind::List);
      if (!reference) {
        report_broken_path(words[i], resource, field != nullptr);
        return of_kind(Rule::Kind::Nobody);
      }
      const Type& type = field->type.kind == TypeKind::List ? field->type.element[0] : field->type;
      const bool last = i + 1 == words.size();
      if (last && !leads_to_identity(design_, field->type) && is_identity_known(design_)) {
        resolution_.sink.error(
            "rule-path", words[i].span,
            "`" + std::string(words[i].text) + "` does not lead to who signs in");
      }
      at = type.target;
    }
    return rule;
  }

 private:
  static Rule of_kind(Rule::Kind kind) {
    Rule rule;
    rule.kind = kind;
    return rule;
  }

  Rule factor(const AccessRule& written) {
    if (written.words.empty()) return of_kind(Rule::Kind::Nobody);
    if (written.words.size() > 1) return path(written.words);
    const std::string_view word = written.words[0].text;
    if (word == "public") return of_kind(Rule::Kind::Public);
    if (word == "nobody") return of_kind(Rule::Kind::Nobody);
    if (word == "authenticated") return signed_in(written, Rule::Kind::Authenticated);
    if (word == "owner") return owner(written);
    if (word.find(':') != std::string_view::npos) return permission(written.words[0]);
    return name(written.words[0]);
  }

  Rule signed_in(const AccessRule& written, Rule::Kind kind) {
    if (!resolution_.description.auth && !resolution_.description.damage.may_have_named("auth")) {
      resolution_.sink
          .error("rule-without-auth", written.span,
                 "`" + std::string(written.words[0].text) +
                     "` asks who the caller is, and nobody can sign in")
          .hint("add `auth:` to the description, or write `public`");
    }
    return of_kind(kind);
  }

  /// `owner` says something where there is one: where the resource, or a whole of it, names it.
  Rule owner(const AccessRule& written) {
    const Damage& damage = resolution_.description.damage;
    const bool has_owner = resource_ == no_index || may_have_owner() ||
                           damage.may_have_named("owner") ||
                           damage.touches(resolution_.written[resource_]->span);
    if (resolution_.description.auth && is_identity_known(design_) && !has_owner) {
      const std::string name = "`" + design_.resources[resource_].own_name.snake + "`";
      resolution_.sink
          .error("rule-without-owner", written.span,
                 "nobody owns a " + name + ": it has no `owner`")
          .hint(hint_for_owner());
    }
    return signed_in(written, Rule::Kind::Owner);
  }

  /// Whether the resource, or a whole of it, names an owner, or has one without a word.
  bool may_have_owner() const {
    for (std::size_t at = resource_; at != no_index; at = design_.resources[at].whole) {
      const Resource& resource = design_.resources[at];
      const bool named = !resource.owner.empty() || !resolution_.written[at]->owner.empty();
      if (resource.identity || resource.membership || named) return true;
    }
    return false;
  }

  std::string hint_for_owner() const {
    for (const Field& field : design_.resources[resource_].fields) {
      if (field.type.kind == TypeKind::Reference && leads_to_identity(design_, field.type)) {
        return "name the field that leads to who signs in: `owner: " + field.name.snake + "`";
      }
    }
    return "give it a reference to who signs in, and name it: `owner: author`";
  }

  Rule permission(const Spelled& word) {
    const bool granted =
        std::any_of(design_.roles.begin(), design_.roles.end(), [&](const Role& role) {
          return std::find(role.can.begin(), role.can.end(), word.text) != role.can.end();
        });
    if (!granted) {
      resolution_.sink
          .error("unknown-permission", word.span,
                 "no role has the permission `" + std::string(word.text) + "`")
          .hint("give it to a role: `support: {can: [" + std::string(word.text) + "]}`");
    }
    Rule rule = of_kind(Rule::Kind::Permission);
    rule.permission = std::string(word.text);
    return rule;
  }

  /// A role of `auth`, a role of the nearest membership, or a field that leads to the identity.
  Rule name(const Spelled& word) {
    const auto auth_role = resolution_.auth_roles.find(word.text);
    const std::size_t membership =
        resource_ == no_index ? no_index : nearest_membership(design_, resource_);
    const std::size_t member_role =
        membership == no_index ? no_index : role_of_membership(design_, membership, word.text);
    const Field* field = field_named(word.text);
    const int meanings = (auth_role != resolution_.auth_roles.end() ? 1 : 0) +
                         (member_role != no_index ? 1 : 0) + (field != nullptr ? 1 : 0);
    if (meanings > 1) report_ambiguous(word, member_role, field);
    if (auth_role != resolution_.auth_roles.end()) return role(auth_role->second);
    if (member_role != no_index) return role(member_role);
    if (field != nullptr) return path({word});
    report_unknown_name(word, membership);
    return of_kind(Rule::Kind::Nobody);
  }

  Rule role(std::size_t index) {
    Rule rule = of_kind(Rule::Kind::Role);
    rule.role = index;
    return rule;
  }

  const Field* field_named(std::string_view name) const {
    return resource_ == no_index ? nullptr : design_.resources[resource_].find(name);
  }

  void report_ambiguous(const Spelled& word, std::size_t member_role, const Field* field) {
    const auto auth_role = resolution_.auth_roles.find(word.text);
    std::vector<std::string> meanings;
    std::vector<Span> places;
    if (auth_role != resolution_.auth_roles.end()) {
      meanings.emplace_back("a role of `auth`");
      places.push_back(resolution_.description.auth->roles[auth_role->second].name.span);
    }
    if (member_role != no_index) {
      const std::size_t part = design_.roles[member_role].membership;
      meanings.push_back("a role of `" + design_.resources[part].own_name.snake + "`");
      for (const WrittenRole& role : resolution_.written[part]->roles) {
        if (role.name.text == word.text) places.push_back(role.name.span);
      }
    }
    if (field != nullptr) {
      meanings.emplace_back("the field");
      places.push_back(field->span);
    }
    std::string all;
    for (const std::string& meaning : meanings) all += (all.empty() ? "" : " and ") + meaning;
    DiagnosticBuilder report = resolution_.sink.error(
        "ambiguous-rule", word.span, "`" + std::string(word.text) + "` could be " + all);
    for (const Span& place : places) report.note(place, "it could be this");
    report.hint("give one of them another name");
  }

  void report_unknown_name(const Spelled& word, std::size_t membership) {
    std::vector<std::string> known{"public", "authenticated", "owner", "nobody"};
    // Where the tenant is not known, neither is whose members have the role; that was reported.
    const Damage& damage = resolution_.description.damage;
    const bool named =
        resolution_.description.tenant || damage.has_lost("tenant") || damage.has_lost("resource");
    const bool lost_tenant = named && design_.tenant == no_index;
    for (const Role& role : design_.roles) {
      if (lost_tenant && role.name.snake == word.text) return;
      if (role.membership == no_index || role.membership == membership) {
        known.push_back(role.name.snake);
      }
    }
    if (resource_ != no_index) {
      for (const Field& field : design_.resources[resource_].fields) {
        if (leads_to_identity(design_, field.type)) known.push_back(field.name.snake);
      }
    }
    report_unknown(resolution_, {"unknown-role", word,
                                 "there is no role `" + std::string(word.text) +
                                     "`, nor a field of that name here",
                                 known, "what a rule can name here: " + listed(known)});
  }

  void report_broken_path(const Spelled& word, const Resource& resource, bool exists) {
    if (exists) {
      resolution_.sink.error("rule-path", word.span,
                             "`" + std::string(word.text) + "` is no reference to follow");
      return;
    }
    report_unknown_field(resolution_, resource, word);
  }

  Resolution& resolution_;
  const Design& design_;
  std::size_t resource_;
};

struct VerbWord {
  std::string_view word;
  Verb verb;
  std::string_view group;  // the group that covers it, besides `all`
};

constexpr std::array verb_words{
    VerbWord{"list", Verb::List, "read"},      VerbWord{"get", Verb::Get, "read"},
    VerbWord{"create", Verb::Create, "write"}, VerbWord{"update", Verb::Update, "write"},
    VerbWord{"replace", Verb::Replace, ""},    VerbWord{"delete", Verb::Delete, "write"},
};

const WrittenAccess* written_for(const WrittenResource& written, const VerbWord& verb) {
  const auto named = [&](std::string_view name) -> const WrittenAccess* {
    for (const WrittenAccess& access : written.access) {
      if (access.operation.text == name) return &access;
    }
    return nullptr;
  };
  if (const WrittenAccess* own = named(verb.word)) return own;
  if (verb.group.empty()) return nullptr;
  if (const WrittenAccess* group = named(verb.group)) return group;
  return named("all");
}

/// A singleton is there once: nobody lists, creates or deletes it.
bool has_operation(const Resource& resource, Verb verb) {
  return !resource.singleton || verb == Verb::Get || verb == Verb::Update || verb == Verb::Replace;
}

/// What holds where a resource says nothing: signed-in callers may read and write.
void add_default_access(Resolution& resolution, std::size_t index) {
  Resource& resource = resolution.design.resources[index];
  Rule rule;
  rule.kind = resolution.description.auth ? Rule::Kind::Authenticated : Rule::Kind::Public;
  // Both may be there, and could not be read.
  const Damage& damage = resolution.description.damage;
  const bool said = damage.has_lost("auth") ||
                    (damage.has_lost("access") && damage.touches(resolution.written[index]->span));
  if (!resolution.description.auth && !said) {
    resolution.sink
        .warning("access-missing", resource.span,
                 "everybody may read and write `" + resource.name.snake +
                     "`: it has no `access`, and nobody can sign in")
        .hint("say so with `access: {all: public}`, or add `auth:`");
  }
  for (const VerbWord& verb : verb_words) {
    if (verb.group.empty() || !has_operation(resource, verb.verb)) continue;
    resource.access.push_back({verb.verb, rule, "default"});
  }
}

/// A part without `access` has the whole's: its `read`, and its `update` for writing.
void inherit_access(Design& design, Resource& part) {
  const Resource& whole = design.resources[part.whole];
  const auto take = [&](Verb verb, Verb from) {
    if (!has_operation(part, verb)) return;
    for (const ResourceAccess& access : whole.access) {
      if (access.verb == from) part.access.push_back({verb, access.rule, access.source});
    }
  };
  take(Verb::List, Verb::List);
  take(Verb::Get, Verb::Get);
  take(Verb::Create, Verb::Update);
  take(Verb::Update, Verb::Update);
  take(Verb::Delete, Verb::Update);
}

std::string source_of(const Resource& resource, const Spelled& operation) {
  const std::string_view key = rule_source_of(resource.origin);
  return key.empty() ? resource.name.snake + ".access." + std::string(operation.text)
                     : std::string(key);
}

void resolve_own_access(Resolution& resolution, std::size_t index) {
  const WrittenResource& written = *resolution.written[index];
  for (const VerbWord& verb : verb_words) {
    const WrittenAccess* access = written_for(written, verb);
    if (access == nullptr) continue;
    Rule rule = resolve_rule(resolution, access->rule, index);
    Resource& resource = resolution.design.resources[index];
    if (is_nobody(rule)) continue;
    if (!has_operation(resource, verb.verb)) continue;
    resource.access.push_back({verb.verb, std::move(rule), source_of(resource, access->operation)});
  }
}

/// Everything about a derived resource is for the same people: their rule is resolved once, so that
/// a mistake in it is reported once.
void resolve_derived_access(Resolution& resolution, std::size_t index) {
  const WrittenResource& written = *resolution.written[index];
  Design& design = resolution.design;
  Resource& resource = design.resources[index];
  if (written.access.empty()) return;
  Rule rule;
  if (resource.whole != no_index) {
    const std::vector<ResourceAccess>& whole = design.resources[resource.whole].access;
    if (!whole.empty()) rule = whole.front().rule;
  } else if (resource.origin == ResourceOrigin::ApiKey && design.auth->assign) {
    rule = *design.auth->assign;
  } else {
    rule = resolve_rule(resolution, written.access.front().rule, index);
  }
  if (is_nobody(rule)) return;
  for (const VerbWord& verb : verb_words) {
    if (const WrittenAccess* access = written_for(written, verb)) {
      resource.access.push_back({verb.verb, rule, source_of(resource, access->operation)});
    }
  }
  for (Action& action : resource.actions) action.access = rule;
}

void resolve_owner(Resolution& resolution, std::size_t index) {
  const WrittenResource& written = *resolution.written[index];
  Design& design = resolution.design;
  Resource& resource = design.resources[index];
  for (const Spelled& segment : written.owner) resource.owner.emplace_back(segment.text);
  if (written.owner.size() == 1) {
    const std::size_t field = find_field(resource.fields, written.owner[0].text);
    if (field != no_index && resource.fields[field].type.kind == TypeKind::List) {
      resolution.sink
          .error(
              "owner-list", written.owner[0].span,
              "`" + std::string(written.owner[0].text) + "` may hold several, and an owner is one")
          .hint("name a reference to one; whom a list holds may be named in `access`, too");
    } else if (field != no_index) {
      Field& owner = resource.fields[field];
      owner.owner_filled = !owner.write.has_value();
    }
  }
  if (!written.owner.empty()) {
    RuleResolver(resolution, index).path(written.owner);  // reports what leads nowhere
  } else if (resource.membership) {
    for (const Field& field : resource.fields) {
      if (resource.owner.empty() && leads_to_identity(design, field.type)) {
        resource.owner.push_back(field.name.snake);
      }
    }
  } else if (resource.whole != no_index && !design.resources[resource.whole].owner.empty()) {
    resource.owner = design.resources[resource.whole].owner;
    resource.owner.insert(resource.owner.begin(), design.resources[resource.whole].own_name.snake);
  }
}

/// `bulk` is about creating and deleting; where neither may be done, it does nothing.
void check_bulk(Resolution& resolution, const Resource& resource) {
  const bool something = resource.find(Verb::Create) != nullptr ||
                         (resource.find(Verb::Delete) != nullptr && !resource.lock);
  if (something && !resource.inline_parts) return;
  resolution.sink
      .warning("bulk-of-nothing", resource.span,
               "`" + resource.name.snake + "` has `bulk`, and nothing of it can be done together")
      .hint(resource.lock ? "with `lock`, rows are only created together: give `create` to somebody"
                          : "give `create` or `delete` to somebody, or remove `bulk`");
}

/// Nobody in particular can be put into a list.
void report_public_toggle(Resolution& resolution, const WrittenAction& action) {
  resolution.sink
      .error("toggle-public", action.access->span,
             "`" + std::string(action.name.text) +
                 "` puts the caller into a list, and lets everybody in")
      .hint("write who: `access: authenticated`, or a role");
}

/// A member of an object is read and written with it.
void refuse_rules_of_members(Resolution& resolution, const std::vector<WrittenField>& members) {
  for (const WrittenField& member : members) {
    for (const WrittenWord& word : member.line.words) {
      if (word.word != "read" && word.word != "write") continue;
      resolution.sink
          .error("rule-of-member", word.span,
                 "`" + word.word + "(…)` is of a field of a row, and `" +
                     std::string(member.name.text) + "` is a member of an object")
          .hint("write it for the whole object, or make a field of its own of the member");
    }
    refuse_rules_of_members(resolution, member.fields);
  }
}

void resolve_field_rules(Resolution& resolution, std::size_t index) {
  for (const WrittenField& written : resolution.written[index]->fields) {
    refuse_rules_of_members(resolution, written.fields);
    const std::size_t at = find_field(resolution.design.resources[index].fields, written.name.text);
    for (const WrittenWord& word : written.line.words) {
      if (word.word != "read" && word.word != "write") continue;
      Rule rule = resolve_rule(resolution, word.rule, index);
      Field& field = resolution.design.resources[index].fields[at];
      (word.word == "read" ? field.read : field.write) = std::move(rule);
    }
  }
}

}  // namespace

Rule resolve_rule(Resolution& resolution, const AccessRule& written, std::size_t resource) {
  return RuleResolver(resolution, resource).resolve(written);
}

void resolve_access(Resolution& resolution) {
  for (const WrittenField& type : resolution.description.types) {
    refuse_rules_of_members(resolution, type.fields);
  }
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const WrittenResource& written = *resolution.written[i];
    resolve_field_rules(resolution, i);
    resolve_owner(resolution, i);
    if (resources[i].origin != ResourceOrigin::Written) {
      resolve_derived_access(resolution, i);
      continue;
    }
    if (!written.access_span && resources[i].whole == no_index) {
      add_default_access(resolution, i);
    } else if (!written.access_span) {
      resources[i].own_access = false;
      inherit_access(resolution.design, resources[i]);
    } else {
      resolve_own_access(resolution, i);
    }
    if (resources[i].bulk) check_bulk(resolution, resources[i]);
    for (std::size_t a = 0; a < written.actions.size(); ++a) {
      if (!written.actions[a].access) continue;
      Rule rule = resolve_rule(resolution, *written.actions[a].access, i);
      if (written.actions[a].toggles && is_public(rule)) {
        report_public_toggle(resolution, written.actions[a]);
      }
      if (!is_nobody(rule)) resources[i].actions[a].access = std::move(rule);
    }
    if (written.audit) resources[i].audit = resolve_rule(resolution, *written.audit, i);
  }
}

}  // namespace plinth
