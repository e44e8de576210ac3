// What happens and is told to others: the events that actions, changes of rows and endpoints emit,
// each once, with what it carries; and the events of others that run an action here.

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

constexpr std::array changes{Change::Created, Change::Updated, Change::Deleted};

/// Collects the events of the description by name, in the order in which they are first emitted.
class EventCollector {
 public:
  explicit EventCollector(Resolution& resolution)
      : resolution_(resolution), events_(resolution.design.events) {}

  void collect() {
    const std::vector<Resource>& resources = resolution_.design.resources;
    for (std::size_t i = 0; i < resources.size(); ++i) {
      if (resolution_.written[i]->events) add_changes(i);
      const std::vector<WrittenAction>& actions = resolution_.written[i]->actions;
      for (std::size_t a = 0; a < actions.size(); ++a) {
        for (const Spelled& name : actions[a].emits) add(name, {i, a, std::nullopt, no_index});
      }
    }
    const std::vector<CustomEndpoint>& endpoints = resolution_.design.custom_endpoints;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
      for (const std::string& name : endpoints[i].emits) {
        add({name, endpoints[i].span}, {row_of(endpoints[i]), no_index, std::nullopt, i});
      }
    }
    for (const WrittenEvent& written : resolution_.description.events) describe(written);
    for (Event& event : events_) {
      check_payload(event);
      event.versions = versions_of(event);
    }
    check_streams();
    report_collisions();
  }

 private:
  void add_changes(std::size_t index) {
    const Resource& resource = resolution_.design.resources[index];
    if (resource.inline_parts) {
      resolution_.sink
          .error("inline-part", resource.span,
                 "`" + resource.name.snake +
                     "` stands in the bodies of its whole and has no `events` of its own")
          .hint("what changes in it is an update of the whole");
      return;
    }
    for (const Change change : changes) {
      if (resource.singleton && change != Change::Updated) continue;
      const std::string name = resource.name.snake + "." + std::string(to_text(change));
      add({name, resource.span}, {index, no_index, change, no_index});
    }
  }

  void add(const Spelled& name, Emitter emitter) {
    const auto [known, added] = by_name_.emplace(name.text, events_.size());
    if (added) {
      Event event;
      event.name = std::string(name.text);
      event.words.snake = snake_of_event(name.text);
      event.resource = emitter.resource;
      event.span = name.span;
      events_.push_back(std::move(event));
    }
    Event& event = events_[known->second];
    // Rows of two resources in one event: it says by itself what it carries.
    if (event.resource != emitter.resource) several_.push_back({known->second, name.span});
    event.emitters.push_back(std::move(emitter));
  }

  /// The resource whose row a call of `endpoint` is about: the innermost of the path, or what it
  /// answers.
  static std::size_t row_of(const CustomEndpoint& endpoint) {
    if (endpoint.row != no_index) return endpoint.row;
    return endpoint.result.kind == Content::Kind::Row ? endpoint.result.resource : no_index;
  }

  void describe(const WrittenEvent& written) {
    const auto known = by_name_.find(std::string(written.name.text));
    if (known == by_name_.end()) return report_unknown_event(resolution_, written.name);
    Event& event = events_[known->second];
    const Prose prose = prose_of(written.remarks);
    event.summary = prose.summary;
    event.description = prose.description;
    event.deprecated = written.remarks.deprecated;
    event.deprecation = deprecation_of(written.remarks);
    for (const WrittenField& field : written.payload) {
      event.payload.push_back(resolve_field(resolution_, field, event.resource));
    }
  }

  /// What a stream sends is something that happens.
  void check_streams() const {
    for (const WrittenEndpoint& endpoint : resolution_.description.endpoints) {
      for (const Spelled& name : endpoint.events) {
        if (!by_name_.contains(std::string(name.text))) report_unknown_event(resolution_, name);
      }
    }
  }

  /// The versions whose clients know of something that emits the event, and of what it carries.
  std::vector<std::size_t> versions_of(const Event& event) const {
    std::vector<std::size_t> versions;
    for (std::size_t version = 0; version < resolution_.design.api.versions.size(); ++version) {
      const bool told = std::any_of(
          event.emitters.begin(), event.emitters.end(),
          [&](const Emitter& one) { return has_emitter(resolution_.design, one, version); });
      const bool carries = std::any_of(event.payload.begin(), event.payload.end(),
                                       [&](const Field& one) { return one.versions.has(version); });
      if (told && (carries || event.payload.empty())) versions.push_back(version);
    }
    return versions;
  }

  void check_payload(const Event& event) {
    if (!event.payload.empty()) return;
    const std::size_t index = by_name_.at(event.name);
    for (const auto& [of, span] : several_) {
      if (of != index) continue;
      resolution_.sink
          .error("event-payload", span,
                 "`" + event.name + "` is emitted for rows of several resources")
          .note(event.span, "here for another one")
          .hint("say what it carries: `events:` with a `payload` of it");
      return;
    }
    if (event.resource != no_index) return;
    resolution_.sink
        .error("event-payload", event.span,
               "`" + event.name + "` belongs to no resource, so that it carries nothing")
        .hint("say what it carries: `events:` with a `payload` of it");
  }

  /// `order.item_paid` and `order_item.paid` would be one word.
  void report_collisions() {
    std::unordered_map<std::string, const Event*> by_spelling;
    for (const Event& event : events_) {
      const auto [first, added] = by_spelling.emplace(event.words.snake, &event);
      if (added) continue;
      resolution_.sink
          .error("name-collision", event.span,
                 "the events `" + event.name + "` and `" + first->second->name +
                     "` differ by points alone")
          .note(first->second->span, "the other one is here");
    }
  }

  Resolution& resolution_;
  std::vector<Event>& events_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<std::pair<std::size_t, Span>> several_;
};

/// What a subscription needs to run its action: the inputs that cannot be left out, and the row.
void check_inputs(Resolution& resolution, const Subscription& subscription) {
  const Resource& resource = resolution.design.resources[subscription.resource];
  const Action& action = resource.actions[subscription.action];
  if (subscription.payload.empty()) return;
  for (const Field& input : action.input) {
    const bool needed = !input.optional && input.fill == Fill::None;
    if (!needed || find_field(subscription.payload, input.name.snake) != no_index) continue;
    resolution.sink
        .error("subscription-input", subscription.span,
               "the payload has no `" + input.name.snake + "`, which `" + action.name.snake +
                   "` needs")
        .note(input.span, "the input is declared here");
  }
  const bool has_row =
      std::any_of(subscription.payload.begin(), subscription.payload.end(), [&](const Field& one) {
        return one.type.kind == TypeKind::Reference && one.type.target == subscription.resource;
      });
  if (has_row || action.collection || resource.singleton) return;
  resolution.sink
      .error("subscription-row", subscription.span,
             "the payload does not say which `" + resource.own_name.snake + "` it is about")
      .hint("add `" + resource.own_name.snake + ": -> " + resource.own_name.snake + "` to it");
}

/// The versions are those of this API; what others send does not follow them.
void check_no_versions(Resolution& resolution, const WrittenField& field) {
  for (const WrittenWord& written : field.line.words) {
    if (written.word != "since" && written.word != "until") continue;
    resolution.sink
        .error("subscription-version", written.span,
               "what another service sends has no versions of this API")
        .hint("leave `" + written.word + "` out; what may be missing is written with `?`");
  }
}

}  // namespace

std::string_view to_text(Change change) {
  constexpr std::array<std::string_view, 3> words{"created", "updated", "deleted"};
  return words[static_cast<std::size_t>(change)];
}

std::string snake_of_event(std::string_view name) {
  std::string snake(name);
  std::replace(snake.begin(), snake.end(), '.', '_');
  return snake;
}

bool has_emitter(const Design& design, const Emitter& emitter, std::size_t version) {
  if (emitter.endpoint != no_index) {
    return design.custom_endpoints[emitter.endpoint].versions.has(version);
  }
  const Resource& resource = design.resources[emitter.resource];
  return resource.versions.has(version) &&
         (emitter.action == no_index || resource.actions[emitter.action].versions.has(version));
}

bool has_outbox(const Design& design) {
  const bool told = design.stack.broker != "none" || design.webhook_subscriptions != no_index;
  return told && !design.events.empty();
}

void report_unknown_event(Resolution& resolution, const Spelled& name) {
  std::vector<std::string> known;
  for (const Event& event : resolution.design.events) known.push_back(event.name);
  report_unknown(resolution,
                 {"unknown-event", name, "nothing emits the event `" + std::string(name.text) + "`",
                  known, "events come of `emits`, and of `events: true` on a resource"});
}

void resolve_events(Resolution& resolution) { EventCollector(resolution).collect(); }

void resolve_subscriptions(Resolution& resolution) {
  const Description& description = resolution.description;
  for (const WrittenSubscription& written : description.subscribes) {
    Subscription subscription;
    subscription.event = std::string(written.event.text);
    subscription.span = written.event.span;
    const Prose prose = prose_of(written.remarks);
    subscription.summary = prose.summary;
    subscription.description = prose.description;
    if (written.runs.empty()) continue;  // reported when it was read
    if (written.runs.size() == 1) {
      report_lone_action(resolution, "subscription-runs", written.runs.front());
      continue;
    }
    const std::vector<Spelled> path(written.runs.begin(), written.runs.end() - 1);
    subscription.resource = find_resource(resolution, path, no_index);
    if (subscription.resource == no_index) continue;
    subscription.action = find_action(resolution, subscription.resource, written.runs.back());
    for (const WrittenField& field : written.payload) {
      check_no_versions(resolution, field);
      subscription.payload.push_back(resolve_field(resolution, field, subscription.resource));
    }
    if (subscription.action == no_index) continue;
    check_inputs(resolution, subscription);
    resolution.design.subscriptions.push_back(std::move(subscription));
  }
  if (!description.subscribes.empty() && resolution.design.stack.broker == "none") {
    resolution.sink
        .warning("subscription-without-broker", description.subscribes.front().event.span,
                 "nothing brings events of others: the stack has no broker")
        .hint("add one: `stack: {broker: rabbitmq}`");
  }
}

}  // namespace plinth
