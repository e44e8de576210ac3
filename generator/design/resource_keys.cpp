// What a resource says of its fields once all are known: keys, filters, search, sort, actions.

#include <utility>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

/// Index of the field `name` of the resource, or `no_index` with a diagnostic.
std::size_t field_of(Resolution& resolution, const Resource& resource, const Spelled& name) {
  const std::size_t index = find_field(resource.fields, name.text);
  if (index != no_index) return index;
  const bool made = name.text == "id" || (resource.timestamps &&
                                          (name.text == "created_at" || name.text == "updated_at"));
  if (made) {
    resolution.sink
        .error("made-field", name.span,
               "`" + std::string(name.text) + "` is there without being written, and not for this")
        .hint(
            "rows can be sorted by `created_at` and `updated_at`; what else asks for a moment "
            "needs a field of its own: `placed_at: datetime = (now())`");
    return no_index;
  }
  report_unknown_field(resolution, resource, name);
  return index;
}

/// A field twice in a key, or a key that is there already.
bool refuse_double(Resolution& resolution, const WrittenKey& written, const Key& key,
                   const std::vector<Key>& before) {
  for (std::size_t i = 0; i < written.fields.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (written.fields[i].text != written.fields[j].text) continue;
      resolution.sink
          .error("double-item", written.fields[i].span,
                 "`" + std::string(written.fields[i].text) + "` stands twice in the key")
          .note(written.fields[j].span, "the first one");
      return true;
    }
  }
  if (written.when) return false;
  for (const Key& other : before) {
    if (other.fields != key.fields || other.when) continue;
    resolution.sink.error("double-item", key.span, "the same key is there already")
        .note(other.span, "the first one");
    return true;
  }
  return false;
}

void resolve_keys(Resolution& resolution, const std::vector<WrittenKey>& written,
                  Resource& resource, std::size_t index, std::vector<Key>& keys) {
  const Resource* whole =
      resource.whole == no_index ? nullptr : &resolution.design.resources[resource.whole];
  for (const WrittenKey& key : written) {
    Key resolved;
    resolved.span = key.span;
    bool complete = true;
    for (const Spelled& name : key.fields) {
      // The whole may be named; it is a part of every key of its parts' rows.
      if (whole != nullptr && name.text == whole->own_name.snake) {
        resolved.fields.push_back(key_of_whole);
        continue;
      }
      const std::size_t field = field_of(resolution, resource, name);
      if (field == no_index) {
        complete = false;
        continue;
      }
      resolved.fields.push_back(field);
      const Type& type = resource.fields[field].type;
      if (!type.known || can_be_key(type)) continue;
      resolution.sink
          .error("key-type", name.span,
                 "a `" + std::string(to_text(type.kind)) + "` cannot be a part of a key")
          .note(resource.fields[field].span, "the field is here");
    }
    if (!complete) continue;  // what is left of it may look like another
    if (resolved.fields.empty() || refuse_double(resolution, key, resolved, keys)) continue;
    if (key.when) {
      resolved.when = resolve_condition(resolution, *key.when, {.resource = index});
    }
    keys.push_back(std::move(resolved));
  }
}

bool has_range(const Type& type) { return is_numeric(type.kind) || is_temporal(type.kind); }

bool can_filter(const Type& type) {
  switch (type.kind) {
    case TypeKind::Password:
    case TypeKind::Json:
    case TypeKind::Map:
    case TypeKind::File:
    case TypeKind::Object:
      return false;
    case TypeKind::List:
      return can_filter(type.element[0]);
    default:
      return true;
  }
}

/// Values of these types have no order, or none that clients may learn.
bool can_sort(const Type& type) { return can_filter(type) && type.kind != TypeKind::List; }

/// Reports a field that no client sees: by looking up its values they would be guessed.
bool refuse_hidden(Resolution& resolution, const Spelled& name, const Field& field,
                   std::string_view id, std::string_view deed) {
  if (!field.writeonly && !field.internal) return false;
  resolution.sink
      .error(id, name.span,
             "rows cannot be " + std::string(deed) + " by `" + field.name.snake +
                 "`, which nobody may read: its values could be guessed")
      .note(field.span, "the field is here");
  return true;
}

/// `a`, `b.c`: each segment but the last is a reference.
Filter filter_of(Resolution& resolution, const std::vector<Spelled>& path, const Resource& start) {
  Filter filter;
  filter.span = cover(path.front().span, path.back().span);
  const Resource* resource = &start;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::size_t index = field_of(resolution, *resource, path[i]);
    if (index == no_index) return {};
    filter.path.push_back(index);
    const Type& type = resource->fields[index].type;
    if (i + 1 == path.size()) {
      if (!can_filter(type)) {
        resolution.sink.error(
            "filter-type", path[i].span,
            "rows cannot be filtered by a `" + std::string(to_text(type.kind)) + "`");
        return {};
      }
      const Field& field = resource->fields[index];
      if (refuse_hidden(resolution, path[i], field, "filter-type", "filtered")) return {};
      filter.range = has_range(type);
    } else if (type.kind == TypeKind::Reference && type.target != no_index) {
      resource = &resolution.design.resources[type.target];
    } else if (!type.known) {
      return {};
    } else {
      resolution.sink.error("not-a-reference", path[i].span,
                            "`" + std::string(path[i].text) + "` is no reference to go through");
      return {};
    }
  }
  return filter;
}

void resolve_filters(Resolution& resolution, const WrittenResource& written, Resource& resource) {
  if (written.filter_written) {
    for (const std::vector<Spelled>& path : written.filter) {
      Filter filter = filter_of(resolution, path, resource);
      if (!filter.path.empty()) resource.filters.push_back(std::move(filter));
    }
    return;
  }
  for (std::size_t i = 0; i < resource.fields.size(); ++i) {
    const Field& field = resource.fields[i];
    const bool shown = !field.writeonly && !field.internal;
    if (shown && (field.type.kind == TypeKind::Reference || field.type.kind == TypeKind::Enum)) {
      resource.filters.push_back({{i}, false, field.span});
    }
  }
}

bool is_searchable(const Type& type) {
  return is_textual(type.kind) && type.kind != TypeKind::Password;
}

void resolve_search(Resolution& resolution, const WrittenResource& written, Resource& resource) {
  for (const Spelled& name : written.search) {
    const std::size_t index = field_of(resolution, resource, name);
    if (index == no_index) continue;
    const Type& type = resource.fields[index].type;
    if (type.known && !is_searchable(type)) {
      resolution.sink
          .error("search-type", name.span,
                 "`" + std::string(name.text) + "` is no text to search in")
          .note(resource.fields[index].span, "the field is here");
      continue;
    }
    const Field& field = resource.fields[index];
    if (refuse_hidden(resolution, name, field, "search-type", "searched")) continue;
    if (field.fill == Fill::Computed) {
      resolution.sink
          .error("search-type", name.span,
                 "`" + field.name.snake + "` is worked out: nobody searches in it")
          .hint("search in what it is made of");
      continue;
    }
    if (resource.search.empty()) resource.search_span = name.span;
    resource.search.push_back(index);
  }
}

void resolve_sort(Resolution& resolution, const WrittenResource& written, Resource& resource) {
  if (written.sort.empty()) {
    if (resource.timestamps) resource.sort.push_back({sort_by_created_at, true, {}});
    return;
  }
  for (const WrittenSort& sort : written.sort) {
    const std::string_view name = sort.field.text;
    if (resource.timestamps && name == "created_at") {
      resource.sort.push_back({sort_by_created_at, sort.descending, sort.field.span});
    } else if (resource.timestamps && name == "updated_at") {
      resource.sort.push_back({sort_by_updated_at, sort.descending, sort.field.span});
    } else {
      const std::size_t index = field_of(resolution, resource, sort.field);
      if (index == no_index) continue;
      const Type& type = resource.fields[index].type;
      if (type.known && !can_sort(type)) {
        resolution.sink.error(
            "sort-type", sort.field.span,
            "rows cannot be sorted by a `" + std::string(to_text(type.kind)) + "`");
        continue;
      }
      const Field& field = resource.fields[index];
      if (refuse_hidden(resolution, sort.field, field, "sort-type", "sorted")) continue;
      resource.sort.push_back({index, sort.descending, sort.field.span});
    }
  }
}

std::vector<Move> resolve_moves(Resolution& resolution, const WrittenAction& written,
                                Resource& resource) {
  std::vector<Move> moves;
  for (const WrittenMove& move : written.moves) {
    const std::size_t index = field_of(resolution, resource, move.field);
    if (index == no_index) continue;
    Field& field = resource.fields[index];
    if (field.type.known && field.type.kind != TypeKind::Enum) continue;  // check_states says so
    field.moved = true;
    Move resolved{index, {}, {}};
    const auto word = [&](const Spelled& text) {
      const auto constant = constant_of(resolution, field.type, text, false, LiteralUse::Value);
      return constant && std::holds_alternative<std::string>(constant->value)
                 ? std::get<std::string>(constant->value)
                 : std::string{};
    };
    for (const Spelled& from : move.from) resolved.from.push_back(word(from));
    resolved.to = word(move.to);
    moves.push_back(std::move(resolved));
  }
  return moves;
}

}  // namespace

std::vector<std::size_t> integrations_of(Resolution& resolution,
                                         const std::vector<Spelled>& written) {
  std::vector<std::size_t> found_calls;
  std::vector<std::string> known;
  for (const Integration& integration : resolution.design.integrations) {
    known.push_back(integration.name.snake);
  }
  for (const Spelled& call : written) {
    const auto found = resolution.integrations.find(call.text);
    if (found != resolution.integrations.end()) {
      found_calls.push_back(found->second);
      continue;
    }
    report_unknown(resolution, {"unknown-integration", call,
                                "there is no integration `" + std::string(call.text) + "`", known,
                                "integrations are declared under `integrations:`"});
  }
  return found_calls;
}

namespace {

/// The list that the action puts the caller into, or `no_index`.
std::size_t toggled_field(Resolution& resolution, const WrittenAction& written,
                          Resource& resource) {
  if (!written.toggles) return no_index;
  const std::size_t index = field_of(resolution, resource, written.toggles);
  if (index == no_index) return no_index;
  Field& field = resource.fields[index];
  const bool list =
      field.type.kind == TypeKind::List && field.type.element[0].kind == TypeKind::Reference;
  const std::size_t target = list ? field.type.element[0].target : no_index;
  if (target == no_index || !resolution.design.resources[target].identity) {
    resolution.sink
        .error("toggle-field", written.toggles.span,
               "`" + field.name.snake + "` is no list of those who sign in")
        .note(field.span, "the field is here")
        .hint("it takes a list of references to the identity: `fans: -> user[]`");
    return no_index;
  }
  field.moved = true;
  return index;
}

/// What a toggle has no use for: it takes nothing, and says by itself what it writes.
void check_toggle(Resolution& resolution, const WrittenAction& written) {
  if (!written.toggles) return;
  std::string_view other;
  if (!written.input.empty()) other = "input";
  if (!written.moves.empty()) other = "moves";
  if (!written.sets.empty()) other = "sets";
  if (written.asynchronous) other = "async";
  if (written.idempotent) other = "idempotent";
  if (written.target.text == "all") other = "for: all";
  if (other.empty()) return;
  resolution.sink
      .error("toggle-with", written.name.span,
             "`" + std::string(written.name.text) + "` has `toggles` and `" + std::string(other) +
                 "`, which do not go together")
      .hint("a toggle adds the caller to a list and takes them out of it, and nothing else");
}

/// What the action answers: what is written, else its row.
Content result_of(Resolution& resolution, const WrittenAction& written, std::size_t resource) {
  if (written.returned) {
    Content content = content_of(resolution, *written.returned, resource);
    if (content.kind == Content::Kind::Stream) {
      resolution.sink
          .error("stream-of-action", written.returned->span,
                 "an action answers once: it has no stream")
          .hint("a stream is a `GET` under `endpoints`");
    }
    return content;
  }
  Content row;
  row.kind = written.target.text == "all" ? Content::Kind::Nothing : Content::Kind::Row;
  row.resource = resource;
  return row;
}

void resolve_actions(Resolution& resolution, const WrittenResource& written, std::size_t index) {
  for (const WrittenAction& written_action : written.actions) {
    Action action;
    action.name.snake = std::string(written_action.name.text);
    action.span = written_action.name.span;
    action.prose = prose_of(written_action.remarks);
    action.deprecated = written_action.remarks.deprecated;
    action.deprecation = deprecation_of(written_action.remarks);
    action.versions =
        version_range(resolution, written_action.since, written_action.until, written_action.name);
    action.idempotent = written_action.idempotent;
    action.asynchronous = written_action.asynchronous;
    action.collection = written_action.target.text == "all";
    for (const WrittenField& input : written_action.input) {
      action.input.push_back(resolve_field(resolution, input, index));
    }
    Resource& resource = resolution.design.resources[index];
    action.moves = resolve_moves(resolution, written_action, resource);
    action.toggles = toggled_field(resolution, written_action, resource);
    check_toggle(resolution, written_action);
    refuse_files(resolution, action.input);
    action.result = result_of(resolution, written_action, index);
    action.calls = integrations_of(resolution, written_action.calls);
    for (const Spelled& code : written_action.errors) action.errors.emplace_back(code.text);
    for (const Spelled& event : written_action.emits) action.emits.emplace_back(event.text);
    action.limits = limits_of(resolution, written_action.limits);
    resource.actions.push_back(std::move(action));
  }
}

}  // namespace

void resolve_resource_keys(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const WrittenResource& written = *resolution.written[i];
    Resource& resource = resources[i];
    if (written.key) resource.key = field_of(resolution, resource, written.key);
    resolve_keys(resolution, written.unique, resource, i, resource.unique);
    resolve_keys(resolution, written.index, resource, i, resource.index);
    resolve_filters(resolution, written, resource);
    resolve_search(resolution, written, resource);
    resolve_sort(resolution, written, resource);
    resource.pagination =
        pagination_of(resolution, written.pagination, resolution.design.api.pagination);
    resource.limits = limits_of(resolution, written.limits);
    resource.cache = cache_of(resolution, written.cache);
    resolve_actions(resolution, written, i);
  }
}

}  // namespace plinth
