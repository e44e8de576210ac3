// Resources are declared first, so that every name is known, and given their fields then. A part
// follows its whole; its own parts follow it.

#include <algorithm>
#include <utility>

#include "design/derived_resource.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

TypeKind id_kind(const Spelled& id) {
  if (id.text == "int") return TypeKind::Int;
  return id.text == "long" ? TypeKind::Long : TypeKind::Uuid;
}

Name former_name(const WrittenResource& written, const Resource* whole) {
  const bool whole_renamed = whole != nullptr && !whole->was.snake.empty();
  if (!written.was && !whole_renamed) return {};
  const Name own{std::string(written.was ? written.was.text : written.name.text)};
  if (whole == nullptr) return own;
  return joined(whole_renamed ? whole->was : whole->name, own);
}

Resource declared(const WrittenResource& written, const Resource* whole) {
  Resource resource;
  resource.own_name.snake = std::string(written.name.text);
  resource.name = whole ? joined(whole->name, resource.own_name) : resource.own_name;
  resource.own_plural =
      written.plural ? Name{std::string(written.plural.text)} : plural(resource.own_name);
  resource.plural = whole ? joined(whole->name, resource.own_plural) : resource.own_plural;
  resource.was = former_name(written, whole);
  resource.id_type = id_kind(written.id);
  resource.singleton = written.singleton;
  resource.soft_delete = written.soft_delete;
  resource.lock = written.lock;
  resource.events = written.events;
  resource.bulk = written.bulk;
  resource.idempotent = written.idempotent;
  resource.timestamps = written.timestamps;
  resource.membership = !written.roles.empty();
  resource.prose = prose_of(written.remarks);
  resource.deprecated = written.remarks.deprecated;
  resource.deprecation = deprecation_of(written.remarks);
  resource.span = written.name.span;
  if (written.inline_parts) {
    const WrittenRange& range = *written.inline_parts;
    const auto count = [](const Spelled& text) {
      return static_cast<std::uint64_t>(std::stoull(std::string(text.text)));
    };
    resource.inline_parts = true;
    resource.max_parts = range.max ? count(range.max) : range.single ? count(range.single) : 100;
    resource.min_parts = range.min ? count(range.min) : 0;
  }
  return resource;
}

void declare(Resolution& resolution, const WrittenResource& written, std::size_t whole) {
  std::vector<Resource>& resources = resolution.design.resources;
  const std::size_t index = resources.size();
  Resource resource = declared(written, whole == no_index ? nullptr : &resources[whole]);
  resource.whole = whole;
  resource.versions = version_range(resolution, written.since, written.until, written.name);
  if (whole != no_index) resource.versions = common(resource.versions, resources[whole].versions);
  resources.push_back(std::move(resource));
  resolution.written.push_back(&written);
  if (whole != no_index) resources[whole].parts.push_back(index);
  for (const WrittenResource& part : written.contains) declare(resolution, part, index);
}

/// What leads to a resource that was not found by its name alone.
std::string hint_for_resource(const Resolution& resolution, const Spelled& name) {
  for (const Resource& resource : resolution.design.resources) {
    if (resource.whole != no_index && resource.own_name.snake == name.text) {
      return "a part is named with its whole: `" +
             resolution.design.resources[resource.whole].own_name.snake + "." +
             std::string(name.text) + "`";
    }
    const bool by_plural = resource.whole == no_index && resource.plural.snake == name.text;
    if (by_plural) return "resources are named in the singular: `" + resource.name.snake + "`";
  }
  if (resolution.types.contains(name.text)) {
    return "`" + std::string(name.text) + "` is a type; it is written without the arrow";
  }
  constexpr std::size_t most_listed = 12;
  const std::vector<std::string>& all = resolution.top_names;
  return all.size() > most_listed ? std::string() : "the resources are: " + listed(all);
}

/// As a description names it: `product.item`, a part, is not `product_item`.
std::string path_of(const Design& design, const Resource& resource) {
  const std::string& own = resource.own_name.snake;
  if (resource.whole == no_index) return own;
  return path_of(design, design.resources[resource.whole]) + "." + own;
}

/// Two resources whose tables or schemas would have one name.
void report_collisions(Resolution& resolution) {
  std::unordered_map<std::string, std::size_t> tables;
  const std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const auto [first, added] = tables.emplace(resources[i].plural.snake, i);
    if (added) continue;
    if (resources[i].origin != ResourceOrigin::Written) {
      resolution.sink
          .error("name-collision", resources[first->second].span,
                 "there is a table `" + resources[i].plural.snake + "` already")
          .note(resources[i].span, "it follows from this")
          .hint("give this resource another name, or a `plural:`");
      continue;
    }
    resolution.sink
        .error("name-collision", resources[i].span,
               "`" + path_of(resolution.design, resources[i]) + "` and `" +
                   path_of(resolution.design, resources[first->second]) +
                   "` would both be the table `" + resources[i].plural.snake + "`")
        .note(resources[first->second].span, "the other one is here")
        .hint("give one of them another name, or a `plural:`");
  }
}

/// Two fields whose JSON members would have one name.
void report_wire_collisions(Resolution& resolution, const std::vector<Field>& fields) {
  std::unordered_map<std::string_view, const Field*> members;
  for (const Field& field : fields) {
    const auto [first, added] = members.emplace(field.wire, &field);
    if (added) continue;
    if (!field.span) {
      resolution.sink
          .error("name-collision", first->second->span,
                 "the service keeps a field `" + field.name.snake + "` itself")
          .hint("leave it out, or give it another name");
      continue;
    }
    resolution.sink
        .error("name-collision", field.span,
               "`" + field.name.snake + "` and `" + first->second->name.snake +
                   "` would both be `" + field.wire + "` in JSON")
        .note(first->second->span, "the other one is here");
  }
}

/// The field `role` of the identity or of a membership: an enum of the roles.
Field role_field(const std::vector<const Role*>& roles) {
  Field field;
  field.name.snake = field.wire = "role";
  field.type.kind = TypeKind::Enum;
  for (const Role* role : roles) field.type.words.push_back({role->name.snake, {}});
  field.fill = Fill::Literal;
  field.literal = Constant{roles.front()->name.snake};
  field.origin = Origin::Role;
  return field;
}

void add_identity_fields(Resolution& resolution, Resource& identity) {
  Design& design = resolution.design;
  std::vector<const Role*> roles;
  for (const Role& role : design.roles) {
    if (role.membership == no_index) roles.push_back(&role);
  }
  if (roles.size() > 1) {
    const auto written =
        std::find_if(identity.fields.begin(), identity.fields.end(),
                     [](const Field& field) { return field.name.snake == "role"; });
    if (written == identity.fields.end()) {
      Field field = role_field(roles);
      field.write = design.auth->assign;
      identity.fields.push_back(std::move(field));
    } else if (written->type.kind == TypeKind::Enum && !written->write) {
      // Who may change their own row must not choose their own role.
      written->write = design.auth->assign;
      if (written->fill == Fill::None && !written->optional) {
        written->fill = Fill::Literal;
        written->literal = Constant{roles.front()->name.snake};
      }
    }
  }
  const bool by_provider =
      std::any_of(design.auth->methods.begin(), design.auth->methods.end(),
                  [](const std::string& method) { return method == "oauth2" || method == "oidc"; });
  if (by_provider && find_field(identity.fields, "subject") == no_index) {
    Field field;
    field.name.snake = field.wire = "subject";
    field.type.min_length = 1;
    field.type.max_length = 255;  // OpenID Connect Core, 2
    field.optional = field.unique = field.internal = true;
    field.origin = Origin::Subject;
    identity.fields.push_back(std::move(field));
  }
  if (design.auth->email_verification) {
    Field field;
    field.name.snake = "email_verified_at";
    field.wire =
        design.api.json_case == JsonCase::Camel ? camel_case(field.name) : field.name.snake;
    field.type.kind = TypeKind::DateTime;
    field.optional = field.readonly = true;
    field.origin = Origin::EmailVerified;
    identity.fields.push_back(std::move(field));
  }
}

void add_membership_role(Resolution& resolution, std::size_t index) {
  std::vector<const Role*> roles;
  for (const Role& role : resolution.design.roles) {
    if (role.membership == index) roles.push_back(&role);
  }
  if (!roles.empty()) resolution.design.resources[index].fields.push_back(role_field(roles));
}

}  // namespace

void declare_resources(Resolution& resolution) {
  for (const WrittenField& type : resolution.description.types) {
    resolution.types.emplace(type.name.text, &type);
  }
  for (const WrittenResource& written : resolution.description.resources) {
    resolution.top_resources.emplace(written.name.text, resolution.design.resources.size());
    resolution.top_names.emplace_back(written.name.text);
    declare(resolution, written, no_index);
  }
  declare_api_keys(resolution);
  declare_webhooks(resolution);
  declare_audit_entries(resolution);
  report_collisions(resolution);
}

std::size_t declare_derived(Resolution& resolution, WrittenResource written,
                            ResourceOrigin origin) {
  const std::size_t index = resolution.design.resources.size();
  resolution.derived.push_back(std::move(written));
  const WrittenResource& kept = resolution.derived.back();
  resolution.top_resources.emplace(kept.name.text, index);
  declare(resolution, kept, no_index);
  resolution.design.resources[index].origin = origin;
  return index;
}

namespace {

/// A file is sent when its row is there: until then it is missing, also where it has to come.
void let_files_come_later(Field& field) {
  for (Field& member : field.type.fields) let_files_come_later(member);
  if (field.type.kind != TypeKind::File || field.readonly || field.internal) return;
  field.lasting = !field.optional;
  field.optional = true;
}

}  // namespace

void resolve_fields(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    for (const WrittenField& field : resolution.written[i]->fields) {
      resources[i].fields.push_back(resolve_field(resolution, field, i));
      let_files_come_later(resources[i].fields.back());
    }
  }
  for (const Resolution::SecretField& secret : resolution.secrets) {
    std::vector<Field>& fields = resources[secret.resource].fields;
    fields[find_field(fields, secret.name)].secret = secret.secret;
  }
}

void add_derived_fields(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (resources[i].identity) add_identity_fields(resolution, resources[i]);
    if (resources[i].membership) add_membership_role(resolution, i);
    report_wire_collisions(resolution, resources[i].fields);
  }
}

std::size_t find_part(const Design& design, std::size_t whole, std::string_view name) {
  for (const std::size_t part : design.resources[whole].parts) {
    if (design.resources[part].own_name.snake == name) return part;
  }
  return no_index;
}

std::size_t outermost(const Design& design, std::size_t resource) {
  while (design.resources[resource].whole != no_index) resource = design.resources[resource].whole;
  return resource;
}

std::size_t find_action(Resolution& resolution, std::size_t resource, const Spelled& name) {
  const Resource& row = resolution.design.resources[resource];
  if (row.fields.empty()) return no_index;  // what was written of it could not be read
  std::vector<std::string> known;
  for (std::size_t i = 0; i < row.actions.size(); ++i) {
    if (row.actions[i].name.snake == name.text) return i;
    known.push_back(row.actions[i].name.snake);
  }
  report_unknown(resolution,
                 {"unknown-action", name,
                  "`" + row.own_name.snake + "` has no action `" + std::string(name.text) + "`",
                  known, known.empty() ? "" : "its actions: " + listed(known)});
  return no_index;
}

namespace {
std::string hint_for_part(const Spelled& name, const std::vector<std::string>& known) {
  if (name.text == "id") return "a reference is to a row, not to its id: leave `.id` out";
  return known.empty() ? "" : "it contains: " + listed(known);
}
}  // namespace

std::size_t find_resource(Resolution& resolution, const std::vector<Spelled>& path,
                          std::size_t from) {
  if (path.empty()) return no_index;
  const auto top = resolution.top_resources.find(path[0].text);
  std::size_t found = top == resolution.top_resources.end() ? no_index : top->second;
  if (found == no_index && from != no_index)
    found = find_part(resolution.design, from, path[0].text);
  if (found == no_index) {
    report_unknown(resolution, {"unknown-resource", path[0],
                                "there is no resource `" + std::string(path[0].text) + "`",
                                resolution.top_names, hint_for_resource(resolution, path[0])});
    return no_index;
  }
  for (std::size_t i = 1; i < path.size(); ++i) {
    const std::size_t part = find_part(resolution.design, found, path[i].text);
    if (part == no_index) {
      std::vector<std::string> known;
      for (const std::size_t other : resolution.design.resources[found].parts) {
        known.push_back(resolution.design.resources[other].own_name.snake);
      }
      report_unknown(resolution, {"unknown-part", path[i],
                                  "`" + resolution.design.resources[found].name.snake +
                                      "` contains no `" + std::string(path[i].text) + "`",
                                  known, hint_for_part(path[i], known)});
      return no_index;
    }
    found = part;
  }
  return found;
}

}  // namespace plinth
