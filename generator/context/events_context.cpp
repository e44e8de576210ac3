#include "context/events_context.hpp"

#include <utility>

#include "context/type_context.hpp"
#include "context/version_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value fields_value(const std::vector<Field>& fields, const Design& design) {
  List list;
  for (const Field& field : fields) list.push_back(field_value(field, design));
  return {std::move(list)};
}

Value action_name(const Design& design, std::size_t resource, std::size_t action) {
  if (action == no_index) return Value::none();
  return word(design.resources[resource].actions[action].name.snake);
}

Value emitter_value(const Emitter& emitter, const Design& design) {
  Map map;
  map.set("resource", resource_name(design, emitter.resource));
  map.set("action", action_name(design, emitter.resource, emitter.action));
  map.set("change", emitter.change ? word(to_text(*emitter.change)) : Value::none());
  map.set("endpoint", emitter.endpoint == no_index
                          ? Value::none()
                          : Value(camel_case(design.custom_endpoints[emitter.endpoint].name)));
  return {std::move(map)};
}

}  // namespace

Value events_value(const Design& design) {
  List list;
  for (const Event& event : design.events) {
    Map map;
    map.set("name", word(event.name)).set("words", name_value(event.words));
    map.set("resource", resource_name(design, event.resource));
    map.set("payload", fields_value(event.payload, design));
    List emitters;
    for (const Emitter& emitter : event.emitters) {
      emitters.push_back(emitter_value(emitter, design));
    }
    map.set("emitters", Value(std::move(emitters)));
    map.set("delivered", Value(event.delivered));
    map.set("schema",
            event.schema == no_index ? Value::none() : word(design.schemas[event.schema].name));
    map.set("deprecated", Value(event.deprecated));
    map.set("deprecation", deprecation_value(event.deprecated, event.deprecation));
    map.set("versions", version_names(design, event.versions));
    map.set("summary", free_text(event.summary)).set("description", free_text(event.description));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value subscriptions_value(const Design& design) {
  List list;
  for (const Subscription& subscription : design.subscriptions) {
    Map map;
    map.set("event", word(subscription.event));
    map.set("resource", resource_name(design, subscription.resource));
    map.set("action", action_name(design, subscription.resource, subscription.action));
    map.set("payload", fields_value(subscription.payload, design));
    map.set("summary", free_text(subscription.summary));
    map.set("description", free_text(subscription.description));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

}  // namespace plinth
