#include "description/service_reader.hpp"

#include <array>

#include "description/access_reader.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/resource_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

template <auto member, typename Target>
void read_word(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.*member = read_text(entry.value, sink);
}

template <auto member, typename Target>
void read_words(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  if (expect_items(entry.value, sink)) target.*member = read_texts(entry.value, sink);
}

template <auto member, typename Target>
void read_span_of_time(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.*member = read_duration(entry.value, sink);
}

void read_contact_email(const yaml::Entry& entry, Description& description, DiagnosticSink& sink) {
  description.contact_email = read_email(entry.value, sink);
}

void read_contact_url(const yaml::Entry& entry, Description& description, DiagnosticSink& sink) {
  description.contact_url = read_url(entry.value, sink);
}

constexpr std::array<Key<Description>, 3> contact_keys{{
    {"name", read_word<&Description::contact_name, Description>},
    {"email", read_contact_email},
    {"url", read_contact_url},
}};

constexpr std::array<Key<WrittenStack>, 7> stack_keys{{
    {"pack", read_word<&WrittenStack::pack, WrittenStack>},
    {"database", read_words<&WrittenStack::databases, WrittenStack>},
    {"cache", read_word<&WrittenStack::cache, WrittenStack>},
    {"broker", read_word<&WrittenStack::broker, WrittenStack>},
    {"architecture", read_word<&WrittenStack::architecture, WrittenStack>},
    {"files", read_word<&WrittenStack::files, WrittenStack>},
    {"because", read_word<&WrittenStack::because, WrittenStack>},
}};

void read_styles(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 3> styles{"rest", "graphql", "grpc"};
  if (expect_items(entry.value, sink)) api.styles = read_choices(entry.value, styles, sink);
}

void read_path_of_api(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  api.base_path = read_base_path(entry.value, sink);
}

void read_version(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  api.version = read_api_version(entry.value, sink);
}

void read_versions(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  if (!expect_items(entry.value, sink)) return;
  api.versions = read_list(entry.value, sink,
                           [&](const yaml::Node& item) { return read_api_version(item, sink); });
  std::erase_if(api.versions, [](const Spelled& version) { return !version; });
}

void read_api_pagination(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  api.pagination = read_pagination(entry.value, sink);
}

void read_sunset(const yaml::Entry& entry, WrittenApi& api, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say which version ends: `v1: 2027-06-30`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& version) {
    const Spelled date = read_date(version.value, sink);
    if (date) api.sunset.push_back({spelled(version.key), date});
  });
}

constexpr std::array<Key<WrittenApi>, 10> api_keys{{
    {"styles", read_styles},
    {"base_path", read_path_of_api},
    {"version", read_version},
    {"versions", read_versions},
    {"versioning", read_word<&WrittenApi::versioning, WrittenApi>},
    {"json_case", read_word<&WrittenApi::json_case, WrittenApi>},
    {"envelope", read_word<&WrittenApi::envelope, WrittenApi>},
    {"errors", read_word<&WrittenApi::errors, WrittenApi>},
    {"pagination", read_api_pagination},
    {"sunset", read_sunset},
}};

void read_methods(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 7> methods{"jwt",     "session", "oauth2", "oidc",
                                                    "api-key", "mtls",    "none"};
  if (expect_items(entry.value, sink)) auth.methods = read_choices(entry.value, methods, sink);
}

void read_identity(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  auth.identity = read_reference(entry.value, "resource", sink);
}

void read_login(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  auth.login = read_reference(entry.value, "field", sink);
}

/// An empty list of flows is a statement: there are none.
void read_flows(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  auth.flows_written = true;
  auth.flows = read_references(entry.value, "flow", sink);
}

void read_auth_roles(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  if (expect_items(entry.value, sink)) auth.roles = read_roles(entry.value, sink);
}

void read_assign(const yaml::Entry& entry, WrittenAuth& auth, DiagnosticSink& sink) {
  AccessRule rule = read_rule(entry.value, sink);
  if (rule.span) auth.assign = std::move(rule);
}

constexpr std::array<Key<WrittenAuth>, 8> auth_keys{{
    {"method", read_methods},
    {"identity", read_identity},
    {"roles", read_auth_roles},
    {"access_token", read_span_of_time<&WrittenAuth::access_token, WrittenAuth>},
    {"refresh_token", read_span_of_time<&WrittenAuth::refresh_token, WrittenAuth>},
    {"login", read_login},
    {"flows", read_flows},
    {"assign", read_assign},
}};

void read_tenant_resource(const yaml::Entry& entry, Description& description,
                          DiagnosticSink& sink) {
  description.tenant = read_reference(entry.value, "resource", sink);
}

void read_tenant_from(const yaml::Entry& entry, Description& description, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 3> places{"path", "subdomain", "token"};
  description.tenant_from = read_choice(entry.value, places, sink);
}

constexpr std::array<Key<Description>, 2> tenant_keys{{
    {"resource", read_tenant_resource, true},
    {"from", read_tenant_from},
}};

}  // namespace

void read_contact(const yaml::Node& node, Description& description, DiagnosticSink& sink) {
  if (!expect_map(node, sink, "say what it is: `email: team@shop.example`")) return;
  read_map(node, "`contact`", contact_keys, description, sink);
}

void read_servers(const yaml::Node& node, Description& description, DiagnosticSink& sink) {
  if (!expect_map(node, sink, "name the environment: `production: https://api.shop.example`"))
    return;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    const Spelled name = spelled(entry.key);
    const Spelled url = read_url(entry.value, sink);
    if (check_name(name, "server", sink) && url) description.servers.push_back({name, url});
  });
}

WrittenStack read_stack(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenStack stack;
  read_map(node, "`stack`", stack_keys, stack, sink);
  return stack;
}

WrittenApi read_api(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenApi api;
  read_map(node, "`api`", api_keys, api, sink);
  return api;
}

WrittenAuth read_auth(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenAuth auth;
  auth.span = node.span;
  read_map(node, "`auth`", auth_keys, auth, sink);
  return auth;
}

void read_tenant(const yaml::Node& node, Description& description, DiagnosticSink& sink) {
  if (!node.is_map()) {
    description.tenant = read_reference(node, "resource", sink);
    return;
  }
  read_map(node, "`tenant`", tenant_keys, description, sink);
  if (!has_key(node, "resource", tenant_keys)) {
    sink.error("missing-key", node.span, "`tenant` does not say which `resource` a tenant is");
  }
}

void read_service_limits(const yaml::Node& node, Description& description, DiagnosticSink& sink) {
  if (!expect_map(node, sink, "say for whom: `anonymous: 100/min`")) return;
  for (const yaml::Entry& entry : node.entries) {
    if (!expect_value(entry, sink)) continue;
    if (entry.key.text == "strategy") {
      description.limit_strategy = read_text(entry.value, sink);
      continue;
    }
    const Spelled name = spelled(entry.key);
    const Spelled rate = read_rate(entry.value, sink);
    if (check_name(name, "role", sink) && rate) description.limits.push_back({name, rate});
  }
}

}  // namespace plinth
