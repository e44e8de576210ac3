// What a version does not have is not taken out of the model, so that indices, expressions and
// rules hold as they are. It is hidden: a field as if it were the service's own, a resource and an
// action as if nobody were allowed to use them.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "design/versions.hpp"

namespace plinth {
namespace {

void hide_field(Field& field, std::size_t version);

void hide_members(Type& type, std::size_t version) {
  for (Field& field : type.fields) hide_field(field, version);
  for (Type& element : type.element) hide_members(element, version);
}

void hide_field(Field& field, std::size_t version) {
  if (!field.versions.has(version)) {
    field.internal = true;
    field.embed = false;
  }
  hide_members(field.type, version);
}

void hide_fields(std::vector<Field>& fields, std::size_t version) {
  for (Field& field : fields) hide_field(field, version);
}

/// What is sent or answered by itself is left out, for nothing refers to it by its place.
void leave_out(std::vector<Field>& fields, std::size_t version) {
  std::erase_if(fields, [&](const Field& field) { return !field.versions.has(version); });
  hide_fields(fields, version);
}

void hide_endpoints(Design& design, std::size_t version) {
  for (CustomEndpoint& custom : design.custom_endpoints) {
    if (!custom.versions.has(version)) custom.access.reset();
    leave_out(custom.query, version);
    leave_out(custom.body.fields, version);
    leave_out(custom.result.fields, version);
  }
}

void hide_actions(Resource& resource, std::size_t version) {
  for (Action& action : resource.actions) {
    if (!action.versions.has(version)) action.access.reset();
    leave_out(action.input, version);
    leave_out(action.result.fields, version);
  }
}

/// True if each step of the path, through references, is there.
bool has_path(const Design& design, const Resource& resource, const Filter& filter,
              std::size_t version) {
  const Resource* at = &resource;
  for (const std::size_t index : filter.path) {
    const Field& field = at->fields[index];
    if (!field.versions.has(version) || !at->versions.has(version)) return false;
    if (field.type.target != no_index) at = &design.resources[field.type.target];
  }
  return true;
}

/// Lists are filtered, searched and sorted by what the version has.
void prune_lists(const Design& design, Resource& resource, std::size_t version) {
  const auto lacks = [&](std::size_t index) {
    const bool written = index < resource.fields.size();
    return written && !resource.fields[index].versions.has(version);
  };
  std::erase_if(resource.filters,
                [&](const Filter& filter) { return !has_path(design, resource, filter, version); });
  std::erase_if(resource.search, lacks);
  std::erase_if(resource.sort, [&](const Sort& sort) { return lacks(sort.field); });
  if (resource.sort.empty() && resource.timestamps) {
    resource.sort.push_back({sort_by_created_at, true, {}});
  }
}

void hide_resource(Resource& resource) {
  resource.access.clear();
  resource.inline_parts = false;
  for (Action& action : resource.actions) action.access.reset();
}

/// A version tells of what it knows, and knows who made it happen.
void leave_out_events(const Design& design, Design& seen, std::size_t version) {
  std::set<std::string_view> gone;
  for (const Event& event : design.events) {
    if (!event.is_in(version)) gone.insert(event.name);
  }
  std::erase_if(seen.events, [&](const Event& event) { return gone.contains(event.name); });
  for (Event& event : seen.events) {
    leave_out(event.payload, version);
    std::erase_if(event.emitters,
                  [&](const Emitter& one) { return !has_emitter(design, one, version); });
  }
  for (CustomEndpoint& custom : seen.custom_endpoints) {
    std::erase_if(custom.emits, [&](const std::string& name) { return gone.contains(name); });
    std::erase_if(custom.events, [&](const std::string& name) { return gone.contains(name); });
  }
}

/// A version that delivers nothing has no subscriptions.
void prune_webhooks(Design& seen) {
  if (seen.webhook_subscriptions == no_index) return;
  if (std::any_of(seen.events.begin(), seen.events.end(),
                  [](const Event& event) { return event.delivered; })) {
    return set_event_words(seen);
  }
  Resource& subscriptions = seen.resources[seen.webhook_subscriptions];
  for (const std::size_t part : subscriptions.parts) hide_resource(seen.resources[part]);
  hide_resource(subscriptions);
  seen.webhook_subscriptions = no_index;
}

}  // namespace

Design seen_in(const Design& design, std::size_t version) {
  Design seen = design;
  seen.api.version = design.api.versions[version].name;
  for (Resource& resource : seen.resources) {
    hide_fields(resource.fields, version);
    hide_actions(resource, version);
    prune_lists(design, resource, version);
    if (!resource.versions.has(version)) hide_resource(resource);
  }
  hide_endpoints(seen, version);
  leave_out_events(design, seen, version);
  prune_webhooks(seen);
  return seen;
}

void announce_end(Design& design, const ApiVersion& version, const std::string& current) {
  if (version.sunset.empty()) return;
  const auto announce = [&](auto& ending) {
    RareText& sunset = ending.deprecation.sunset;
    ending.deprecated = true;
    // Days compare as they are written.
    if (sunset.empty() || version.sunset < sunset.str()) sunset = version.sunset;
    if (ending.deprecation.use.empty()) ending.deprecation.use = current;
  };
  for (Endpoint& endpoint : design.endpoints) announce(endpoint);
  for (Event& event : design.events) announce(event);
}

void note_versions(Design& design) {
  std::map<std::string_view, std::vector<std::size_t>> endpoints, errors;
  for (std::size_t version = 0; version < design.views.size(); ++version) {
    for (const Endpoint& one : design.views[version].endpoints) {
      endpoints[one.id].push_back(version);
    }
    for (const Error& one : design.views[version].errors) errors[one.code].push_back(version);
  }
  const bool single = design.views.empty();
  const auto note = [&](Design& noted) {
    for (Endpoint& one : noted.endpoints) {
      one.versions = single ? std::vector<std::size_t>{0} : endpoints[one.id];
    }
    for (Error& one : noted.errors) {
      one.versions = single ? std::vector<std::size_t>{0} : errors[one.code];
    }
  };
  note(design);
  for (Design& view : design.views) note(view);
}

}  // namespace plinth
