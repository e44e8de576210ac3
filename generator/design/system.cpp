// Services know nothing of each other. Here is looked up, in their descriptions, whether what the
// system says of them is so: that routes lead to different places, that somebody emits what others
// subscribe to.

#include "design/system.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "design/resolution.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string meant(std::string_view word, const std::vector<std::string>& known,
                  std::string otherwise) {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? std::move(otherwise) : "did you mean " + in_backticks(nearest) + "?";
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for (std::size_t begin = 1; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    segments.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

/// Names of events that `service` emits by actions, endpoints and changes of its rows.
std::vector<std::string> emitted_by(const SystemService& service) {
  std::vector<std::string> names;
  const auto add = [&](const std::vector<Spelled>& events) {
    for (const Spelled& event : events) names.emplace_back(event.text);
  };
  for (const Resource& resource : service.design->resources) {
    for (const Action& action : resource.actions) {
      names.insert(names.end(), action.emits.begin(), action.emits.end());
    }
    if (!resource.events) continue;
    for (const std::string_view change : {"created", "updated", "deleted"}) {
      names.push_back(resource.name.snake + "." + std::string(change));
    }
  }
  for (const WrittenEndpoint& endpoint : service.description->endpoints) add(endpoint.emits);
  return names;
}

class SystemResolver {
 public:
  SystemResolver(const SystemDescription& written, System& system, DiagnosticSink& sink)
      : written_(written), system_(system), sink_(sink) {
    for (std::size_t i = 0; i < system.services.size(); ++i) {
      by_name_.emplace(system.services[i].folder, i);
      names_.push_back(system.services[i].folder);
    }
  }

  void resolve() {
    resolve_routes();
    resolve_events();
    check_subscriptions();
  }

 private:
  std::size_t find_service(const Spelled& name) {
    const auto found = by_name_.find(std::string(name.text));
    if (found != by_name_.end()) return found->second;
    sink_
        .error("unknown-service", name.span, "the system has no service " + in_backticks(name.text))
        .hint(meant(name.text, names_, "services are named under `services:`"));
    return no_index;
  }

  void resolve_routes() {
    system_.gateway = static_cast<bool>(written_.gateway_span);
    std::map<std::size_t, Span> routed;
    for (const WrittenRoute& route : written_.routes) {
      const std::size_t service = find_service(route.service);
      if (service == no_index) continue;
      const auto [first, added] = routed.emplace(service, route.service.span);
      if (!added) {
        sink_
            .error("route-twice", route.service.span,
                   in_backticks(route.service.text) + " has two routes")
            .note(first->second, "the other one is here")
            .hint("remove one of them: a service has one place at the gateway");
        continue;
      }
      const std::string prefix = route.prefix.text == "/" ? "" : std::string(route.prefix.text);
      system_.routes.push_back({prefix, service, route.prefix.span});
    }
    for (const Route& route : system_.routes) {
      for (const Route& longer : system_.routes) {
        if (longer.prefix.starts_with(route.prefix + "/")) check_shadow(route, longer);
      }
    }
    if (!sink_.has_errors()) check_ids();
  }

  /// The gateway takes the longest prefix that fits: it must not hide an endpoint of another route.
  void check_shadow(const Route& route, const Route& longer) {
    const std::vector<std::string> inner =
        segments_of(std::string_view(longer.prefix).substr(route.prefix.size()));
    const Design& design = *system_.services[route.service].design;
    if (design.views.empty()) check_shadow_of(design, inner, route, longer);
    for (const Design& view : design.views) check_shadow_of(view, inner, route, longer);
  }

  /// Reports the first endpoint of `design`, behind `route`, whose path begins with `inner`.
  void check_shadow_of(const Design& design, const std::vector<std::string>& inner,
                       const Route& route, const Route& longer) {
    for (const Endpoint& endpoint : design.endpoints) {
      const std::vector<std::string> path = gateway_path(design, endpoint);
      const bool hidden = path.size() >= inner.size() &&
                          std::equal(inner.begin(), inner.end(), path.begin(),
                                     [](const std::string& word, const std::string& segment) {
                                       return word == segment || is_parameter(segment);
                                     });
      if (!hidden) continue;
      sink_
          .error("route-clash", longer.span,
                 in_backticks(longer.prefix) + " hides " +
                     in_backticks(std::string(to_text(endpoint.method)) + " " +
                                  uri_template(endpoint)) +
                     " of " + in_backticks(system_.services[route.service].folder))
          .note(route.span, "which is reached by this route")
          .hint("choose a prefix that is no path of the other service");
      return;
    }
  }

  /// A contract has each id once.
  void check_ids() {
    std::map<std::string, const Route*> ids;
    for (const Route& route : system_.routes) {
      for (const Endpoint& endpoint : system_.services[route.service].design->current().endpoints) {
        const auto [first, added] = ids.emplace(endpoint.id, &route);
        if (added || first->second == &route) continue;
        system_.equal_ids.push_back(endpoint.id);
        if (system_.equal_ids.size() > 1) continue;  // one says what the matter is
        sink_
            .warning("gateway-contract", route.span,
                     "the gateway gets no contract of its own: " + in_backticks(endpoint.id) +
                         " is an operation of two services")
            .note(first->second->span, "the other one is reached by this route")
            .hint("give one of the resources or actions another name");
      }
    }
  }

  void resolve_events() {
    for (const SystemService& service : system_.services) {
      std::vector<std::string>& names = emitted_.emplace_back(emitted_by(service));
      all_emitted_.insert(all_emitted_.end(), names.begin(), names.end());
    }
    for (const WrittenEventFlow& event : written_.events) {
      EventFlow flow{std::string(event.name.text), no_index, {}};
      if (event.from) {
        flow.from = find_service(event.from);
        if (flow.from != no_index) check_emitter(event, flow.from);
      }
      for (const Spelled& to : event.to) {
        const std::size_t service = find_service(to);
        if (service == no_index) continue;
        flow.to.push_back(service);
        check_taker(event, to, service);
        if (flow.from != no_index) check_broker(to, flow.from, service);
      }
      system_.events.push_back(std::move(flow));
    }
  }

  void check_emitter(const WrittenEventFlow& event, std::size_t from) {
    const std::vector<std::string>& emitted = emitted_[from];
    if (std::find(emitted.begin(), emitted.end(), event.name.text) != emitted.end()) return;
    const std::string& service = system_.services[from].folder;
    sink_
        .error("unknown-event", event.name.span,
               in_backticks(service) + " does not emit " + in_backticks(event.name.text))
        .hint(meant(event.name.text, emitted,
                    "an action says it with `emits: " + std::string(event.name.text) + "`"));
  }

  void check_taker(const WrittenEventFlow& event, const Spelled& to, std::size_t service) {
    const auto& subscribes = system_.services[service].description->subscribes;
    const bool taken = std::any_of(
        subscribes.begin(), subscribes.end(),
        [&](const WrittenSubscription& one) { return one.event.text == event.name.text; });
    if (taken) return;
    sink_
        .error("event-not-taken", to.span,
               in_backticks(to.text) + " does not subscribe to " + in_backticks(event.name.text))
        .hint("its description says it with `subscribes: {" + std::string(event.name.text) +
              ": {runs: …}}`");
  }

  /// Events go through a broker that both know.
  void check_broker(const Spelled& to, std::size_t from, std::size_t service) {
    const std::string& one = system_.services[from].design->stack.broker;
    const std::string& other = system_.services[service].design->stack.broker;
    if (from == service || (one == other && one != "none")) return;
    sink_
        .error("event-broker", to.span,
               in_backticks(system_.services[from].folder) + " and " + in_backticks(to.text) +
                   " have no broker in common: " + in_backticks(one) + " and " +
                   in_backticks(other))
        .hint("write the same `stack: {broker: …}` in both descriptions");
  }

  /// Every subscription is one of the events that the system names.
  void check_subscriptions() {
    for (std::size_t i = 0; i < system_.services.size(); ++i) {
      for (const WrittenSubscription& one : system_.services[i].description->subscribes) {
        if (!is_named(one.event.text, i)) report_unnamed(one.event, i);
      }
    }
  }

  bool is_named(std::string_view event, std::size_t service) const {
    return std::any_of(written_.events.begin(), written_.events.end(),
                       [&](const WrittenEventFlow& flow) {
                         return flow.name.text == event &&
                                std::any_of(flow.to.begin(), flow.to.end(), [&](const Spelled& to) {
                                  return to.text == system_.services[service].folder;
                                });
                       });
  }

  void report_unnamed(const Spelled& event, std::size_t service) {
    const std::string& taker = system_.services[service].folder;
    std::string from;
    for (std::size_t i = 0; i < emitted_.size() && from.empty(); ++i) {
      const bool emits =
          std::find(emitted_[i].begin(), emitted_[i].end(), event.text) != emitted_[i].end();
      if (emits) from = "from: " + system_.services[i].folder + ", ";
    }
    const std::string name(event.text);
    const std::string line = "`" + name + ": {" + from + "to: " + taker + "}`";
    sink_
        .error("event-not-named", event.span,
               in_backticks(taker) + " subscribes to " + in_backticks(event.text) +
                   ", which the system does not name")
        .note(written_.name.span, "the system is described here")
        .hint(from.empty() ? meant(event.text, all_emitted_,
                                   "no service emits it; if it comes from outside: " + line)
                           : "add to `events` of the system: " + line);
  }

  const SystemDescription& written_;
  System& system_;
  DiagnosticSink& sink_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> emitted_;  // by service
  std::vector<std::string> all_emitted_;
};

}  // namespace

std::vector<std::string> gateway_path(const Design& design, const Endpoint& endpoint) {
  std::vector<std::string> segments;
  if (design.api.versioning == Versioning::Uri) segments.push_back(design.api.version);
  for (const PathSegment& segment : endpoint.path) {
    segments.push_back(segment.parameter == no_index ? segment.text : "{" + segment.text + "}");
  }
  return segments;
}

System derive_system(const SystemDescription& written, std::vector<SystemService> services,
                     DiagnosticSink& sink) {
  System system;
  system.about = service_of(written.about, written.name, sink);
  system.services = std::move(services);
  SystemResolver(written, system, sink).resolve();
  return system;
}

}  // namespace plinth
