#include "context/context.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "context/environment_context.hpp"
#include "context/events_context.hpp"
#include "context/resource_context.hpp"
#include "context/tables_context.hpp"
#include "context/type_context.hpp"
#include "context/version_context.hpp"
#include "design/identifiers.hpp"
#include "jinja/value_sharing.hpp"
#include "threads/processors.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value stack_value(const Stack& stack) {
  List databases;
  for (const Database& database : stack.databases) databases.push_back(word(database.name));
  Map map;
  map.set("pack", word(stack.pack)).set("databases", Value(std::move(databases)));
  map.set("cache", word(stack.cache)).set("broker", word(stack.broker));
  map.set("architecture", word(stack.architecture)).set("files", word(stack.files));
  map.set("because", free_text(stack.because));
  return {std::move(map)};
}

Value pagination_value(const Pagination& pagination) {
  constexpr std::array<std::string_view, 4> styles{"page", "offset", "cursor", "none"};
  Map map;
  map.set("style", word(styles[static_cast<std::size_t>(pagination.style)]));
  map.set("size", Value(static_cast<std::int64_t>(pagination.size)));
  map.set("max", Value(static_cast<std::int64_t>(pagination.max)));
  return {std::move(map)};
}

Value api_value(const Api& api) {
  constexpr std::array<std::string_view, 4> versionings{"uri", "header", "media-type", "none"};
  constexpr std::array<std::string_view, 2> cases{"camel", "snake"};
  constexpr std::array<std::string_view, 3> envelopes{"data", "resource", "none"};
  constexpr std::array<std::string_view, 2> errors{"envelope", "problem"};
  Map map;
  map.set("styles", words(api.styles)).set("base_path", word(api.base_path));
  map.set("version", word(api.version));
  map.set("versioning", word(versionings[static_cast<std::size_t>(api.versioning)]));
  map.set("json_case", word(cases[static_cast<std::size_t>(api.json_case)]));
  map.set("envelope", word(envelopes[static_cast<std::size_t>(api.envelope)]));
  map.set("errors", word(errors[static_cast<std::size_t>(api.errors)]));
  map.set("pagination", pagination_value(api.pagination));
  List versions;
  for (std::size_t i = 0; i < api.versions.size(); ++i) {
    versions.push_back(version_value(api, i));
  }
  map.set("versions", Value(std::move(versions)));
  return {std::move(map)};
}

Value auth_value(const Design& design) {
  if (!design.auth) return Value::none();
  const Auth& auth = *design.auth;
  const auto field = [&](std::size_t index) {
    const bool known = auth.identity != no_index && index != no_index;
    return known ? word(design.resources[auth.identity].fields[index].name.snake) : Value::none();
  };
  Map map;
  map.set("methods", words(auth.methods)).set("identity", resource_name(design, auth.identity));
  map.set("login", field(auth.login)).set("password", field(auth.password));
  map.set("access_token_seconds", seconds(auth.access_token_ms));
  map.set("refresh_token_seconds", seconds(auth.refresh_token_ms));
  map.set("tokens", Value(auth.tokens)).set("cookie", Value(auth.cookie));
  map.set("bearer", Value(auth.bearer));
  map.set("sign_in", Value(auth.sign_in)).set("password_flows", Value(auth.password_flows));
  map.set("email_verification", Value(auth.email_verification));
  map.set("assign",
          auth.assign ? Value(to_text(*auth.assign, design.role_names())) : Value::none());
  return {std::move(map)};
}

Value tenant_value(const Design& design) {
  if (design.tenant == no_index) return Value::none();
  Map map;
  map.set("resource", resource_name(design, design.tenant)).set("from", word(design.tenant_from));
  map.set("column", Value(shortened(design.resources[design.tenant].name.snake + "_id")));
  return {std::move(map)};
}

Value roles_value(const Design& design) {
  List list;
  for (const Role& role : design.roles) {
    Map map;
    map.set("name", name_value(role.name));
    map.set("membership", resource_name(design, role.membership));
    List includes;
    for (const std::size_t other : role.includes)
      includes.push_back(word(design.roles[other].name.snake));
    map.set("includes", Value(std::move(includes))).set("can", words(role.can));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value integrations_value(const Design& design) {
  List list;
  for (const Integration& integration : design.integrations) {
    Map map;
    map.set("name", name_value(integration.name)).set("url", free_text(integration.url));
    map.set("auth", word(integration.auth));
    map.set("timeout_ms", Value(static_cast<std::int64_t>(integration.timeout_ms)));
    map.set("retries", Value(static_cast<std::int64_t>(integration.retries)));
    map.set("circuit_breaker", free_text(integration.circuit_breaker));
    map.set("webhook", Value(integration.webhook));
    map.set("summary", free_text(integration.prose.summary));
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value jobs_value(const Design& design) {
  List list;
  for (const Job& job : design.jobs) {
    Map map;
    map.set("name", name_value(job.name));
    map.set("every", free_text(job.every))
        .set("at", free_text(job.at))
        .set("cron", free_text(job.cron));
    map.set("resource", resource_name(design, job.resource));
    const bool acts = job.resource != no_index && job.action != no_index;
    map.set("action", acts ? word(design.resources[job.resource].actions[job.action].name.snake)
                           : Value::none());
    map.set("where", job.where ? operation_value(*job.where, design) : Value::none());
    list.emplace_back(std::move(map));
  }
  return {std::move(list)};
}

Value targets_value(const Targets& targets) {
  Map map;
  map.set("availability", free_text(targets.availability)).set("users", free_text(targets.users));
  map.set("requests", free_text(targets.requests)).set("growth", free_text(targets.growth));
  Map latency;
  for (const auto& [kind, milliseconds] : targets.latency_ms) {
    latency.set(std::string_view(kind), Value(static_cast<std::int64_t>(milliseconds)));
  }
  map.set("latency_ms", Value(std::move(latency)));
  return {std::move(map)};
}

Value counts_value(const Design& design) {
  std::int64_t outermost = 0;
  for (const Resource& resource : design.resources) outermost += resource.whole == no_index ? 1 : 0;
  Map map;
  map.set("resources", Value(outermost));
  map.set("endpoints", Value(design.endpoints.size())).set("errors", Value(design.errors.size()));
  map.set("roles", Value(design.roles.size())).set("tables", Value(design.tables.size()));
  return {std::move(map)};
}

/// For each version what is different in it: an entry of `api.versions` as `version`, and, where
/// there are several, what its clients call.
Value versions_value(const Design& design, const Map& by_name) {
  List list;
  for (std::size_t i = 0; i < design.api.versions.size(); ++i) {
    Map entry;
    if (!design.views.empty()) {
      entry = surface_of(calls_of(design.views[i]), shapes_of(design.views[i]), by_name);
      entry.set("api", api_value(design.views[i].api));
    }
    entry.set("version", version_value(design.api, i));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

}  // namespace

Value service_value(const Service& service) {
  Map map;
  map.set("name", name_value(service.name));
  map.set("title", free_text(service.title)).set("version", free_text(service.version));
  map.set("summary", free_text(service.summary));
  map.set("description", free_text(service.description));
  map.set("license", free_text(service.license)).set("terms", free_text(service.terms));
  Map contact;
  contact.set("name", free_text(service.contact_name));
  contact.set("email", free_text(service.contact_email));
  contact.set("url", free_text(service.contact_url));
  map.set("contact", Value(std::move(contact)));
  List servers;
  for (const Server& server : service.servers) {
    Map entry;
    entry.set("environment", word(server.environment)).set("url", free_text(server.url));
    entry.set("loopback", Value(server.loopback));
    servers.emplace_back(std::move(entry));
  }
  map.set("servers", Value(std::move(servers)));
  return {std::move(map)};
}

Value make_context(const Design& design) {
  // These are about half of everything.
  Shapes shapes;
  Value tables;
  WorkBeside shaping([&] {
    const jinja::ValueSharing sharing;
    shapes = shapes_of(design);
    tables = tables_value(design);
  });
  const jinja::ValueSharing sharing;
  Map context;
  context.set("service", service_value(design.service)).set("stack", stack_value(design.stack));
  context.set("api", api_value(design.api)).set("auth", auth_value(design));
  context.set("tenant", tenant_value(design));
  context.set("limits", limits_value(design.limits));
  context.set("limit_strategy", word(design.limit_strategy));
  context.set("roles", roles_value(design));
  const Value resources = resources_value(design);
  const Value integrations = integrations_value(design);
  const Calls calls = calls_of(design);
  shaping.get();
  Map by_name;  // what clients call is added to it
  by_name.set("resources", lookup(resources, "name"));
  by_name.set("integrations", lookup(integrations, "name")).set("tables", lookup(tables, "name"));
  context.set("resources", resources);
  for (const auto& [name, value] : surface_of(calls, shapes, by_name)) context.set(name, value);
  context.set("versions", versions_value(design, by_name));
  context.set("tables", tables).set("environment", environment_value(design));
  context.set("integrations", integrations).set("jobs", jobs_value(design));
  context.set("subscriptions", subscriptions_value(design));
  context.set("webhook_subscriptions", resource_name(design, design.webhook_subscriptions));
  context.set("targets", targets_value(design.targets));
  Map observability;
  for (const auto& [name, value] : design.observability) {
    observability.set(std::string_view(name), Value::tainted(value));
  }
  context.set("observability", Value(std::move(observability)));
  context.set("task", name_value(design.task));
  context.set("counts", counts_value(design));
  return {std::move(context)};
}

}  // namespace plinth
