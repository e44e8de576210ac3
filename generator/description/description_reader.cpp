#include "description/description_reader.hpp"

#include <array>
#include <string>

#include "description/damaged_lines.hpp"
#include "description/endpoint_reader.hpp"
#include "description/field_reader.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/operation_reader.hpp"
#include "description/resource_reader.hpp"
#include "description/service_reader.hpp"
#include "description/value_reader.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

constexpr std::string_view language_version = "1";

void read_language_version(const yaml::Entry& entry, Description& description,
                           DiagnosticSink& sink) {
  const Spelled version = read_text(entry.value, sink);
  if (!version || version.text == language_version) {
    description.language_version = version;
    return;
  }
  sink.error(
          "unknown-language-version", version.span,
          "this program reads version 1 of the language, not `" + std::string(version.text) + "`")
      .hint("write `plinth: 1`, or leave the key out");
}

void read_service_name(const yaml::Entry& entry, Description& description, DiagnosticSink& sink) {
  const Spelled name = read_text(entry.value, sink);
  if (!name) return;
  description.service = name;
  check_service_name(name, sink);
}

template <Spelled Description::*member>
void read_word(const yaml::Entry& entry, Description& description, DiagnosticSink& sink) {
  description.*member = read_text(entry.value, sink);
}

using Entry = yaml::Entry;

constexpr std::array<Key<Description>, 26> description_keys{{
    {"plinth", read_language_version},
    {"service", read_service_name, true},
    {"title", read_word<&Description::title>},
    {"version", [](const Entry& entry, Description& into,
                   DiagnosticSink& sink) { into.version = read_release(entry.value, sink); }},
    {"summary", read_word<&Description::summary>},
    {"description", read_word<&Description::description>},
    {"contact", [](const Entry& entry, Description& into,
                   DiagnosticSink& sink) { read_contact(entry.value, into, sink); }},
    {"license", read_word<&Description::license>},
    {"terms", [](const Entry& entry, Description& into,
                 DiagnosticSink& sink) { into.terms = read_url(entry.value, sink); }},
    {"servers", [](const Entry& entry, Description& into,
                   DiagnosticSink& sink) { read_servers(entry.value, into, sink); }},
    {"stack", [](const Entry& entry, Description& into,
                 DiagnosticSink& sink) { into.stack = read_stack(entry.value, sink); }},
    {"api", [](const Entry& entry, Description& into,
               DiagnosticSink& sink) { into.api = read_api(entry.value, sink); }},
    {"auth", [](const Entry& entry, Description& into,
                DiagnosticSink& sink) { into.auth = read_auth(entry.value, sink); }},
    {"tenant", [](const Entry& entry, Description& into,
                  DiagnosticSink& sink) { read_tenant(entry.value, into, sink); }},
    {"limits", [](const Entry& entry, Description& into,
                  DiagnosticSink& sink) { read_service_limits(entry.value, into, sink); }},
    {"types", [](const Entry& entry, Description& into,
                 DiagnosticSink& sink) { into.types = read_fields(entry.value, "type", sink); }},
    {"resources",
     [](const Entry& entry, Description& into, DiagnosticSink& sink) {
       into.resources = read_resources(entry.value, sink);
     },
     true},
    {"endpoints", [](const Entry& entry, Description& into,
                     DiagnosticSink& sink) { into.endpoints = read_endpoints(entry.value, sink); }},
    {"events", [](const Entry& entry, Description& into,
                  DiagnosticSink& sink) { into.events = read_events(entry.value, sink); }},
    {"subscribes",
     [](const Entry& entry, Description& into, DiagnosticSink& sink) {
       into.subscribes = read_subscriptions(entry.value, sink);
     }},
    {"webhooks", [](const Entry& entry, Description& into,
                    DiagnosticSink& sink) { into.webhooks = read_webhooks(entry.value, sink); }},
    {"errors", [](const Entry& entry, Description& into,
                  DiagnosticSink& sink) { into.errors = read_errors(entry.value, sink); }},
    {"integrations",
     [](const Entry& entry, Description& into, DiagnosticSink& sink) {
       into.integrations = read_integrations(entry.value, sink);
     }},
    {"jobs", [](const Entry& entry, Description& into,
                DiagnosticSink& sink) { into.jobs = read_jobs(entry.value, sink); }},
    {"targets", [](const Entry& entry, Description& into,
                   DiagnosticSink& sink) { into.targets = read_targets(entry.value, sink); }},
    {"observability",
     [](const Entry& entry, Description& into, DiagnosticSink& sink) {
       into.observability = read_observability(entry.value, sink);
     }},
}};

Span beginning_of(const Span& span) { return {span.file, span.begin, span.begin}; }

/// `services` belong to a system, the name of which is missing or not spelled so.
bool refuse_nameless_system(const yaml::Node& root, DiagnosticSink& sink) {
  const bool service = root.find("service") != nullptr || root.find("resources") != nullptr;
  const yaml::Node* const services = root.find("services");
  if (service || services == nullptr || !services->is_map()) return false;
  const std::vector<std::string> meant{"system"};
  for (const yaml::Entry& entry : root.entries) {
    if (nearest_word(entry.key.text, meant).empty()) continue;
    sink.error("unknown-key", entry.key.span,
               "unknown key `" + std::string(entry.key.text) + "` in a system of services")
        .hint("did you mean `system`?");
    return true;
  }
  sink.error("missing-key", beginning_of(root.span), "the system of these `services` has no name")
      .hint("begin with it: `system: market`");
  return true;
}

/// A system of several services is another language; nothing in it is judged by this one.
bool refuse_system(const yaml::Node& root, DiagnosticSink& sink) {
  for (const yaml::Entry& entry : root.entries) {
    if (entry.key.text != "system") continue;
    sink.error("system-as-service", entry.key.span,
               "this describes a `system` of several services, expected one service")
        .hint("describe one service: `service: shop`");
    return true;
  }
  return refuse_nameless_system(root, sink);
}

void check_required(const yaml::Node& root, DiagnosticSink& sink) {
  if (!has_key(root, "service", description_keys)) {
    sink.error("missing-key", beginning_of(root.span), "the description has no `service`")
        .hint("begin with the name of the service: `service: shop`");
  }
  const yaml::Node* const resources = root.find("resources");
  if (!has_key(root, "resources", description_keys)) {
    sink.error("missing-key", beginning_of(root.span), "the description has no `resources`")
        .hint("a service needs at least one resource with one field");
  } else if (resources != nullptr && resources->is_map() && resources->entries.empty()) {
    sink.error("missing-key", resources->span, "`resources` is empty")
        .hint("a service needs at least one resource with one field");
  }
}

}  // namespace

Description read_description(const yaml::Document& document, DiagnosticSink& sink) {
  Description description;
  const yaml::Node& root = document.root;
  description.span = root.span;
  if (!document.complete || refuse_system(root, sink)) return description;
  const DamagedLines damaged(root.span, sink);
  DiagnosticSink problems;
  read_map(root, "a description", description_keys, description, problems);
  if (root.is_map()) check_required(root, problems);
  description.damage = Damage(root, damaged, sink, problems);
  for (const Diagnostic& problem : problems.diagnostics()) {
    if (!damaged.may_explain(problem)) sink.add(problem);
  }
  return description;
}

}  // namespace plinth
