#include "description/resource_reader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "description/access_reader.hpp"
#include "description/action_reader.hpp"
#include "description/field_reader.hpp"
#include "description/line_reader.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/remark_reader.hpp"
#include "description/value_reader.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

constexpr std::size_t deepest_part = 3;
constexpr std::uint64_t largest_page = 100'000;

constexpr std::array<std::string_view, 4> reserved_fields{"id", "created_at", "updated_at",
                                                          "deleted_at"};

/// A resource that is being read, and where it stands.
struct Target {
  WrittenResource& resource;
  Remarks& remarks;
  std::string_view whole;  // the name of the whole, of a part
  std::size_t depth;       // 0 of a resource, 1 of its parts
};

WrittenResource read_resource(const yaml::Entry& entry, std::string_view whole, std::size_t depth,
                              DiagnosticSink& sink);

void report_reserved_field(const WrittenField& field, std::string_view whole,
                           DiagnosticSink& sink) {
  const std::string name(field.name.text);
  const bool of_whole = field.name.text == whole;
  sink.error("reserved-name", field.name.span,
             of_whole ? "a part has the reference `" + name + "` to its whole already"
                      : "every resource has its own `" + name + "`")
      .hint("leave the field out, or give it another name");
}

void read_resource_fields(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  std::vector<WrittenField> fields = read_fields(entry.value, "field", sink);
  std::erase_if(fields, [&](const WrittenField& field) {
    const bool reserved = std::find(reserved_fields.begin(), reserved_fields.end(),
                                    field.name.text) != reserved_fields.end();
    const bool of_whole = !target.whole.empty() && field.name.text == target.whole;
    if (reserved || of_whole) report_reserved_field(field, target.whole, sink);
    return reserved || of_whole;
  });
  target.resource.fields = std::move(fields);
}

void read_contains(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  if (target.depth >= deepest_part) {
    sink.error("parts-too-deep", entry.key.span, "parts are nested three deep at most")
        .hint("make it a resource of its own with a reference");
    return;
  }
  read_entries(entry.value, sink, [&](const yaml::Entry& part) {
    target.resource.contains.push_back(
        read_resource(part, target.resource.name.text, target.depth + 1, sink));
    if (part.key.text.empty()) target.resource.contains.pop_back();
  });
}

void read_inline(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  if (target.depth == 0) {
    sink.error("inline-without-whole", entry.key.span, "only a part can be `inline`")
        .hint("parts stand in `contains` of their whole");
    return;
  }
  const Spelled range = read_text(entry.value, sink);
  if (range) target.resource.inline_parts = parse_range(range, RangeOf::Counts, sink);
}

std::vector<WrittenKey> read_keys(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenKey> keys = read_list(node, sink, [&](const yaml::Node& item) {
    const Spelled text = read_text(item, sink);
    std::optional<WrittenKey> key = text ? parse_key(text, sink) : std::nullopt;
    return key ? std::move(*key) : WrittenKey{};
  });
  std::erase_if(keys, [](const WrittenKey& key) { return key.fields.empty(); });
  return keys;
}

void read_unique(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.unique_span = entry.key.span;
  target.resource.unique = read_keys(entry.value, sink);
}

void read_index(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.index = read_keys(entry.value, sink);
}

void read_rules(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "give the rule a name: `dates: starts_at < ends_at`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& rule) {
    const Spelled name = spelled(rule.key);
    ExpressionPtr condition = read_expression(rule.value, sink);
    if (check_name(name, "rule", sink) && condition) {
      target.resource.rules.push_back({name, std::move(condition)});
    }
  });
}

/// The path with its points, as one text.
Spelled path_as_written(const std::vector<Spelled>& path) {
  const char* const begin = path.front().text.data();
  const char* const end = path.back().text.data() + path.back().text.size();
  return {{begin, static_cast<std::size_t>(end - begin)},
          cover(path.front().span, path.back().span)};
}

void read_filter(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.filter_written = true;
  target.resource.filter =
      read_list(entry.value, sink, [&](const yaml::Node& item) { return read_path(item, sink); });
  SeenItems seen(sink);
  std::erase_if(target.resource.filter, [&](const std::vector<Spelled>& path) {
    return path.empty() || seen.is_double(path_as_written(path));
  });
}

void read_resource_when(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.when = read_conditions(entry.value, sink);
}

void read_search(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.search = read_references(entry.value, "field", sink);
}

void read_sort(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.sort = read_list(entry.value, sink, [&](const yaml::Node& item) {
    const Spelled text = read_text(item, sink);
    const std::optional<WrittenSort> sort = text ? parse_sort(text, sink) : std::nullopt;
    return sort.value_or(WrittenSort{});
  });
  SeenItems seen(sink);
  std::erase_if(target.resource.sort,
                [&](const WrittenSort& sort) { return !sort.field || seen.is_double(sort.field); });
}

void read_resource_pagination(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.pagination = read_pagination(entry.value, sink);
}

void read_cache(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say what is cached: `list: 5m`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& cached) {
    const Spelled duration = read_duration(cached.value, sink);
    if (duration) target.resource.cache.push_back({spelled(cached.key), duration});
  });
}

void read_resource_limits(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.limits = read_limits(entry.value, sink);
}

void read_resource_access(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.access_span = entry.key.span;
  target.resource.access = read_access(entry.value, sink);
}

void read_owner(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.owner = read_path(entry.value, sink);
}

void read_audit(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  AccessRule rule = read_rule(entry.value, sink);
  if (rule.span) target.resource.audit = std::move(rule);
}

void read_resource_roles(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.roles = read_roles(entry.value, sink);
}

void read_actions(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  read_entries(entry.value, sink, [&](const yaml::Entry& action) {
    target.resource.actions.push_back(read_action(action, sink));
    if (action.key.text.empty()) target.resource.actions.pop_back();
  });
}

template <Spelled WrittenResource::*member>
void read_word(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.*member = read_name(entry.value, "field or resource", sink);
}

void read_id(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 3> types{"uuid", "int", "long"};
  target.resource.id = read_choice(entry.value, types, sink);
}

void read_resource_tenant(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 1> words{"none"};
  target.resource.tenant = read_choice(entry.value, words, sink);
}

template <Spelled WrittenResource::*member>
void read_resource_version(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.*member = read_api_version(entry.value, sink);
}

template <bool WrittenResource::*member>
void read_switch(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.resource.*member = read_bool(entry.value, target.resource.*member, sink);
}

constexpr std::array<Key<Target>, 1> fields_key{{{"fields", read_resource_fields, true}}};

// What people write most often stands first: a table is searched from its beginning.
constexpr auto resource_keys =
    join_keys(join_keys(fields_key, remark_keys<Target>),
              std::array<Key<Target>, 31>{{
                  {"access", read_resource_access},
                  {"filter", read_filter},
                  {"search", read_search},
                  {"sort", read_sort},
                  {"contains", read_contains},
                  {"inline", read_inline},
                  {"owner", read_owner},
                  {"actions", read_actions},
                  {"unique", read_unique},
                  {"index", read_index},
                  {"rules", read_rules},
                  {"when", read_resource_when},
                  {"pagination", read_resource_pagination},
                  {"cache", read_cache},
                  {"limits", read_resource_limits},
                  {"audit", read_audit},
                  {"roles", read_resource_roles},
                  {"id", read_id},
                  {"key", read_word<&WrittenResource::key>},
                  {"plural", read_word<&WrittenResource::plural>},
                  {"tenant", read_resource_tenant},
                  {"was", read_word<&WrittenResource::was>},
                  {"since", read_resource_version<&WrittenResource::since>},
                  {"until", read_resource_version<&WrittenResource::until>},
                  {"singleton", read_switch<&WrittenResource::singleton>},
                  {"soft_delete", read_switch<&WrittenResource::soft_delete>},
                  {"lock", read_switch<&WrittenResource::lock>},
                  {"events", read_switch<&WrittenResource::events>},
                  {"bulk", read_switch<&WrittenResource::bulk>},
                  {"idempotent", read_switch<&WrittenResource::idempotent>},
                  {"timestamps", read_switch<&WrittenResource::timestamps>},
              }});

WrittenResource read_resource(const yaml::Entry& entry, std::string_view whole, std::size_t depth,
                              DiagnosticSink& sink) {
  WrittenResource resource;
  resource.name = spelled(entry.key);
  resource.span = entry.value.span;
  const std::string_view what = depth == 0 ? "resource" : "part";
  check_name(resource.name, what, sink);
  Target target{resource, resource.remarks, whole, depth};
  read_map(entry.value, depth == 0 ? "a resource" : "a part", resource_keys, target, sink);
  const yaml::Node* const fields = entry.value.find("fields");
  const bool without = !has_key(entry.value, "fields", resource_keys) ||
                       (fields != nullptr && fields->is_map() && fields->entries.empty());
  if (entry.value.is_map() && without) {
    sink.error(
            "missing-key", entry.key.span,
            "the " + std::string(what) + " `" + std::string(entry.key.text) + "` has no `fields`")
        .hint("it needs at least one, such as `name: string(100)`");
  }
  return resource;
}

void read_style(const yaml::Entry& entry, WrittenPagination& pagination, DiagnosticSink& sink) {
  pagination.style = read_text(entry.value, sink);
}

void read_size(const yaml::Entry& entry, WrittenPagination& pagination, DiagnosticSink& sink) {
  pagination.size = read_count(entry.value, 1, largest_page, sink);
}

void read_max(const yaml::Entry& entry, WrittenPagination& pagination, DiagnosticSink& sink) {
  pagination.max = read_count(entry.value, 1, largest_page, sink);
}

constexpr std::array<Key<WrittenPagination>, 3> pagination_keys{{
    {"style", read_style},
    {"size", read_size},
    {"max", read_max},
}};

}  // namespace

WrittenPagination read_pagination(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenPagination pagination;
  if (node.is_scalar() && node.text == "none") {
    pagination.style = spelled(node);
  } else if (node.is_scalar()) {
    report_kind(node, "a map or `none`", sink, "write the style as `style: cursor`");
  } else {
    read_map(node, "`pagination`", pagination_keys, pagination, sink);
  }
  return pagination;
}

std::vector<WrittenResource> read_resources(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenResource> resources;
  if (node.is_map()) resources.reserve(node.entries.size());
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    resources.push_back(read_resource(entry, {}, 0, sink));
    if (entry.key.text.empty()) resources.pop_back();  // nothing can refer to it
  });
  return resources;
}

}  // namespace plinth
