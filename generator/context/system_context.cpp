#include "context/system_context.hpp"

#include <map>
#include <utility>

#include "context/context.hpp"
#include "context/type_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value service_name(const System& system, std::size_t service) {
  return service == no_index ? Value::none() : word(system.services[service].folder);
}

/// The paths of the gateway behind `route`, each once, in the order of the service's endpoints.
Value paths_value(const Route& route, const Design& design) {
  List list;
  std::map<std::string, bool> known;
  for (const Endpoint& endpoint : design.endpoints) {
    const std::string own = uri_template(endpoint);
    if (!known.emplace(own, true).second) continue;
    std::string path = route.prefix;
    for (const std::string& segment : gateway_path(design, endpoint)) path += "/" + segment;
    Map map;
    map.set("path", Value(std::move(path))).set("service_path", Value(own));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value routes_value(const System& system) {
  List list;
  for (const Route& route : system.routes) {
    const Design& design = *system.services[route.service].design;
    Map map;
    map.set("prefix", word(route.prefix)).set("service", service_name(system, route.service));
    map.set("base_path", word(design.api.base_path));
    map.set("paths", paths_value(route, design.current()));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value events_value(const System& system) {
  List list;
  for (const EventFlow& event : system.events) {
    List to;
    for (const std::size_t service : event.to) to.push_back(service_name(system, service));
    Map map;
    map.set("name", word(event.name)).set("from", service_name(system, event.from));
    map.set("to", Value(std::move(to)));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value services_value(const System& system, const List& of_services) {
  List list;
  for (std::size_t i = 0; i < system.services.size(); ++i) {
    Map map;
    map.set("folder", word(system.services[i].folder));
    map.set("name", name_value(system.services[i].name));
    map.set("values", of_services[i]);
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

}  // namespace

Value make_system_context(const System& system, const List& of_services) {
  Map context;
  context.set("system", service_value(system.about));
  context.set("services", services_value(system, of_services));
  context.set("gateway", Value(system.gateway)).set("routes", routes_value(system));
  context.set("events", events_value(system));
  context.set("equal_ids", words(system.equal_ids));
  return {std::move(context)};
}

}  // namespace plinth
