#include "context/resource_context.hpp"

#include <array>
#include <utility>

#include "context/type_context.hpp"
#include "context/version_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

std::string_view verb_word(Verb verb) {
  constexpr std::array<std::string_view, 6> spelled{"list",   "get",     "create",
                                                    "update", "replace", "delete"};
  return spelled[static_cast<std::size_t>(verb)];
}

std::string_view origin_word(ResourceOrigin origin) {
  constexpr std::array<std::string_view, 5> spelled{"written", "api_key", "webhook_subscription",
                                                    "webhook_delivery", "audit_entry"};
  return spelled[static_cast<std::size_t>(origin)];
}

Value condition_value(const std::optional<Operation>& condition, const Design& design) {
  return condition ? operation_value(*condition, design) : Value::none();
}

Value keys_value(const std::vector<Key>& keys, const Resource& resource, const Design& design) {
  List list;
  for (const Key& key : keys) {
    List fields;
    for (const std::size_t field : key.fields) {
      fields.push_back(field == key_of_whole ? word(design.resources[resource.whole].own_name.snake)
                                             : word(resource.fields[field].name.snake));
    }
    Map entry;
    entry.set("fields", Value(std::move(fields)));
    entry.set("when", condition_value(key.when, design));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value rules_value(const Resource& resource, const Design& design) {
  List list;
  for (const ResourceRule& rule : resource.rules) {
    Map entry;
    entry.set("name", name_value(rule.name));
    entry.set("condition", operation_value(rule.condition, design));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value sort_value(const Resource& resource) {
  List list;
  for (const Sort& sort : resource.sort) {
    Map entry;
    entry.set("field", sort.field == sort_by_created_at ? Value("created_at")
                       : sort.field == sort_by_updated_at
                           ? Value("updated_at")
                           : word(resource.fields[sort.field].name.snake));
    entry.set("descending", Value(sort.descending));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value sets_value(const Action& action, const Resource& resource, const Design& design) {
  List list;
  for (const Assignment& set : action.sets) {
    Map one;
    one.set("field", word(resource.fields[set.field].name.snake));
    one.set("operation", operation_value(set.value, design));
    list.emplace_back(std::move(one));
  }
  return {std::move(list)};
}

Value actions_value(const Resource& resource, const Design& design) {
  List list;
  for (const Action& action : resource.actions) {
    Map entry;
    entry.set("name", name_value(action.name));
    List input;
    for (const Field& field : action.input) input.push_back(field_value(field, design));
    entry.set("input", Value(std::move(input)));
    List moves;
    for (const Move& move : action.moves) {
      Map one;
      one.set("field", word(resource.fields[move.field].name.snake));
      one.set("from", words(move.from)).set("to", word(move.to));
      moves.emplace_back(std::move(one));
    }
    entry.set("moves", Value(std::move(moves)));
    entry.set("sets", sets_value(action, resource, design));
    entry.set("shows_secret", Value(action.shows_secret));
    entry.set("toggles", action.toggles == no_index
                             ? Value::none()
                             : word(resource.fields[action.toggles].name.snake));
    entry.set("when", condition_value(action.when, design));
    entry.set("access",
              action.access ? Value(to_text(*action.access, design.role_names())) : Value::none());
    List calls;
    for (const std::size_t call : action.calls) {
      calls.push_back(word(design.integrations[call].name.snake));
    }
    entry.set("calls", Value(std::move(calls)));
    entry.set("errors", words(action.errors)).set("emits", words(action.emits));
    entry.set("limits", limits_value(action.limits));
    entry.set("idempotent", Value(action.idempotent));
    entry.set("asynchronous", Value(action.asynchronous));
    entry.set("collection", Value(action.collection));
    entry.set("deprecated", Value(action.deprecated));
    entry.set("deprecation", deprecation_value(action));
    entry.set("versions", version_names(design, action.versions));
    entry.set("summary", free_text(action.prose.summary));
    entry.set("description", free_text(action.prose.description));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

void set_flags(Map& map, const Resource& resource) {
  map.set("singleton", Value(resource.singleton)).set("soft_delete", Value(resource.soft_delete));
  map.set("lock", Value(resource.lock)).set("events", Value(resource.events));
  map.set("bulk", Value(resource.bulk)).set("idempotent", Value(resource.idempotent));
  map.set("timestamps", Value(resource.timestamps)).set("identity", Value(resource.identity));
  map.set("tenant", Value(resource.tenant)).set("tenant_scoped", Value(resource.tenant_scoped));
  map.set("membership", Value(resource.membership)).set("deprecated", Value(resource.deprecated));
}

Value resource_value(const Resource& resource, const Design& design) {
  Map map;
  map.set("name", name_value(resource.name, resource.plural));
  map.set("own_name", name_value(resource.own_name, resource.own_plural));
  map.set("was", resource.was.snake.empty() ? Value::none()
                                            : name_value(resource.was, plural(resource.was)));
  map.set("whole", resource_name(design, resource.whole));
  List parts;
  for (const std::size_t part : resource.parts) parts.push_back(resource_name(design, part));
  map.set("parts", Value(std::move(parts)));
  map.set("inline_parts", Value(resource.inline_parts));
  map.set("min_parts", Value(static_cast<std::int64_t>(resource.min_parts)));
  map.set("max_parts", Value(static_cast<std::int64_t>(resource.max_parts)));
  map.set("id_kind", word(to_text(resource.id_type)));
  map.set("key", resource.key == no_index ? Value::none()
                                          : word(resource.fields[resource.key].name.snake));
  set_flags(map, resource);
  map.set("deprecation", deprecation_value(resource));
  map.set("versions", version_names(design, resource.versions));
  List fields;
  fields.reserve(resource.fields.size());
  for (const Field& field : resource.fields) fields.push_back(field_value(field, design));
  map.set("fields", Value(std::move(fields)));
  map.set("unique", keys_value(resource.unique, resource, design));
  map.set("index", keys_value(resource.index, resource, design));
  map.set("rules", rules_value(resource, design));
  List search;
  for (const std::size_t field : resource.search) {
    search.push_back(word(resource.fields[field].name.snake));
  }
  map.set("search", Value(std::move(search)));
  map.set("sort", sort_value(resource));
  map.set("reserved_keys", words(resource.reserved_keys));
  List when;
  for (const auto& [verb, condition] : resource.when) {
    Map entry;
    entry.set("operation", word(verb_word(verb)));
    entry.set("condition", operation_value(condition, design));
    when.emplace_back(std::move(entry));
  }
  map.set("when", Value(std::move(when)));
  map.set("owner", words(resource.owner));
  Map access;
  for (const ResourceAccess& one : resource.access) {
    access.set(verb_word(one.verb), Value(to_text(one.rule, design.role_names())));
  }
  map.set("access", Value(std::move(access)));
  Map cache;
  for (const auto& [verb, milliseconds] : resource.cache) {
    cache.set(verb_word(verb), seconds(milliseconds));
  }
  map.set("cache", Value(std::move(cache)));
  map.set("limits", limits_value(resource.limits));
  map.set("actions", actions_value(resource, design));
  map.set("origin", word(origin_word(resource.origin)));
  map.set("audited", resource_name(design, resource.audited));
  map.set("audit_entries", resource_name(design, resource.audit_entries));
  map.set("audit",
          resource.audit ? Value(to_text(*resource.audit, design.role_names())) : Value::none());
  map.set("summary", free_text(resource.prose.summary));
  map.set("description", free_text(resource.prose.description));
  return {std::move(map)};
}

}  // namespace

Value limits_value(const std::vector<Limit>& limits) {
  List list;
  for (const Limit& limit : limits) {
    Map entry;
    entry.set("who", word(limit.who));
    entry.set("count", Value(static_cast<std::int64_t>(limit.rate.count)));
    entry.set("seconds", Value(static_cast<std::int64_t>(limit.rate.seconds)));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value resources_value(const Design& design) {
  List list;
  list.reserve(design.resources.size());
  for (const Resource& resource : design.resources) {
    list.push_back(resource_value(resource, design));
  }
  return {std::move(list)};
}

}  // namespace plinth
