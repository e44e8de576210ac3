#include "description/system_reader.hpp"

#include <array>
#include <utility>

#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/service_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

using Entry = yaml::Entry;

/// The folder of a service stands beside these.
bool is_taken_folder(std::string_view name) { return name == "docs" || name == "gateway"; }

void read_system_name(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  const Spelled name = read_text(entry.value, sink);
  if (!name) return;
  system.name = name;
  check_service_name(name, sink);
}

void read_members(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say where it is described: `orders: orders/service.yaml`")) {
    return;
  }
  read_entries(entry.value, sink, [&](const Entry& service) {
    const Spelled name = spelled(service.key);
    const Spelled path = read_text(service.value, sink);
    if (!check_service_name(name, sink) || !path) return;
    if (is_taken_folder(name.text)) {
      sink.error("reserved-name", name.span,
                 "`" + std::string(name.text) + "` is a folder of the system's own")
          .hint("give the service another name");
      return;
    }
    system.services.push_back({name, path});
  });
}

void read_routes(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say which service a path leads to: `/orders: orders`")) {
    return;
  }
  read_entries(entry.value, sink, [&](const Entry& route) {
    const Spelled prefix = read_base_path(route.key, sink);
    const Spelled service = read_text(route.value, sink);
    if (prefix && service) system.routes.push_back({prefix, service});
  });
}

void read_gateway_servers(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  read_servers(entry.value, system.about, sink);
}

constexpr std::array<Key<SystemDescription>, 2> gateway_keys{{
    {"servers", read_gateway_servers},
    {"routes", read_routes, true},
}};

void read_gateway(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  system.gateway_span = entry.key.span;
  read_map(entry.value, "`gateway`", gateway_keys, system, sink);
  if (entry.value.is_map() && !has_key(entry.value, "routes", gateway_keys)) {
    sink.error("missing-key", entry.key.span, "`gateway` has no `routes`")
        .hint("say which service a path leads to: `routes: {/orders: orders}`");
  }
}

constexpr std::array<Key<WrittenEventFlow>, 2> event_keys{{
    {"from", [](const Entry& entry, WrittenEventFlow& event,
                DiagnosticSink& sink) { event.from = read_text(entry.value, sink); }},
    {"to",
     [](const Entry& entry, WrittenEventFlow& event, DiagnosticSink& sink) {
       event.to = read_texts(entry.value, sink);
     },
     true},
}};

void read_flows(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink,
                  "say who takes it: `order.paid: {from: orders, to: billing}`")) {
    return;
  }
  read_entries(entry.value, sink, [&](const Entry& event) {
    WrittenEventFlow flow;
    flow.name = spelled(event.key);
    if (!check_event_name(flow.name, sink)) return;
    read_map(event.value, "an event between services", event_keys, flow, sink);
    if (event.value.is_map() && !has_key(event.value, "to", event_keys)) {
      sink.error("missing-key", flow.name.span,
                 "`" + std::string(flow.name.text) + "` does not say which services take it")
          .hint("write `to: billing`, or a list of services");
    }
    system.events.push_back(std::move(flow));
  });
}

template <Spelled Description::*member>
void read_word(const Entry& entry, SystemDescription& system, DiagnosticSink& sink) {
  system.about.*member = read_text(entry.value, sink);
}

constexpr std::array<Key<SystemDescription>, 12> system_keys{{
    {"plinth", read_word<&Description::language_version>},
    {"system", read_system_name},
    {"title", read_word<&Description::title>},
    {"version", [](const Entry& entry, SystemDescription& into,
                   DiagnosticSink& sink) { into.about.version = read_release(entry.value, sink); }},
    {"summary", read_word<&Description::summary>},
    {"description", read_word<&Description::description>},
    {"contact", [](const Entry& entry, SystemDescription& into,
                   DiagnosticSink& sink) { read_contact(entry.value, into.about, sink); }},
    {"license", read_word<&Description::license>},
    {"terms", [](const Entry& entry, SystemDescription& into,
                 DiagnosticSink& sink) { into.about.terms = read_url(entry.value, sink); }},
    {"services", read_members, true},
    {"gateway", read_gateway},
    {"events", read_flows},
}};

}  // namespace

bool is_system(const yaml::Document& document) { return document.root.find("system") != nullptr; }

SystemDescription read_system(const yaml::Document& document, DiagnosticSink& sink) {
  SystemDescription system;
  system.span = document.root.span;
  read_map(document.root, "a system", system_keys, system, sink);
  const yaml::Node* services = document.root.find("services");
  const bool empty = services != nullptr && services->is_map() && services->entries.empty();
  if (!has_key(document.root, "services", system_keys) || empty) {
    const Span& span = document.root.find("system")->span;
    sink.error("missing-key", span, "the system has no `services`")
        .hint("name them and their descriptions: `orders: orders/service.yaml`");
  }
  return system;
}

}  // namespace plinth
