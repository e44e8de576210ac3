#include "design/parameters.hpp"

#include <algorithm>
#include <utility>

#include "design/example_values.hpp"
#include "design/schemas.hpp"
#include "design/sent_values.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t most_filter_values = 50;  // of one filter: what a query string carries well
constexpr std::string_view largest_page = "1000000";

Type enum_of(const std::vector<std::string>& words) {
  Type type;
  type.kind = TypeKind::Enum;
  for (const std::string& word : words) type.words.push_back({word, {}});
  return type;
}

Type list_of(Type element, std::uint64_t most) {
  Type type;
  type.kind = TypeKind::List;
  type.min_items = 1;
  type.max_items = most;
  type.element.push_back(std::move(element));
  return type;
}

/// The scalar that one value of a filter is: an id for a reference, no default and no object.
Type filter_value(const Design& design, const Type& type) {
  return sent_type(design, type.kind == TypeKind::List ? type.element[0] : type);
}

/// The fields on the path of a filter, the one that it compares last.
std::vector<const Field*> fields_of(const Design& design, const Resource& row,
                                    const Filter& filter) {
  std::vector<const Field*> fields;
  const Resource* at = &row;
  for (const std::size_t index : filter.path) {
    fields.push_back(&at->fields[index]);
    const Type& type = fields.back()->type;
    if (type.kind == TypeKind::Reference && type.target != no_index)
      at = &design.resources[type.target];
  }
  return fields;
}

/// `category.name`
std::string written_path(const Design& design, const Resource& row, const Filter& filter) {
  std::string path;
  for (const Field* field : fields_of(design, row, filter)) {
    path += (path.empty() ? "" : ".") + field->name.snake;
  }
  return path;
}

/// What a list has a query parameter for that is no filter, and where that is written.
struct Purpose {
  std::string_view word;
  std::string_view deed;  // of lists
  Span span;              // no place where it follows from what is not written
};

Purpose purpose_of(ParameterKind kind, const Resource& row) {
  switch (kind) {
    case ParameterKind::Sort:
      return {"sorting", "are sorted", row.sort.front().span};
    case ParameterKind::Search:
      return {"searching", "are searched", row.search_span};
    case ParameterKind::Expand:
      return {"expanding", "expand references", {}};
    default:
      return {"paging", "are paged", row.pagination.span};
  }
}

bool is_paging(ParameterKind kind) {
  return kind == ParameterKind::Page || kind == ParameterKind::PageSize ||
         kind == ParameterKind::Cursor || kind == ParameterKind::Limit ||
         kind == ParameterKind::Offset;
}

}  // namespace

std::string ParameterBuilder::wire(const std::string& snake) const {
  return design_.api.json_case == JsonCase::Camel ? camel_case(Name{snake}) : snake;
}

/// Whether a parameter that the author wrote takes the place of `parameter`.
bool ParameterBuilder::gives_way(const Parameter& parameter) const {
  if (own_ == nullptr) return false;
  const auto same = std::find_if(own_->begin(), own_->end(),
                                 [&](const Field& field) { return field.wire == parameter.name; });
  if (same == own_->end()) return false;
  if (!is_paging(parameter.kind)) return true;
  sink_
      .error("parameter-collision", same->span,
             "`" + same->name.snake + "` would be the query parameter `" + parameter.name +
                 "`, with which lists are paged")
      .hint("rename it");
  return false;
}

std::size_t ParameterBuilder::add(Parameter parameter) {
  if (gives_way(parameter)) return no_index;
  // Two may want one name: that of `task_sort` and the sort of `task`.
  const std::string purpose = parameter.id + '/' +
                              std::to_string(static_cast<int>(parameter.kind)) + '/' +
                              std::to_string(parameter.resource);
  const auto [found, added] = by_purpose_.emplace(purpose, design_.parameters.size());
  if (!added) return found->second;
  while (!ids_.insert(parameter.id).second) parameter.id.insert(0, "Api");
  design_.parameters.push_back(std::move(parameter));
  return found->second;
}

std::size_t ParameterBuilder::id(std::size_t resource, const std::vector<std::string>& taken) {
  const Resource& row = design_.resources[resource];
  Parameter parameter;
  parameter.kind = ParameterKind::Id;
  parameter.place = ParameterPlace::Path;
  parameter.required = true;
  parameter.resource = resource;
  // A path that names an API key looks like one that holds it, to people and to their scanners.
  const bool names_key = row.origin == ResourceOrigin::ApiKey;
  std::string snake = names_key ? "key_id" : row.own_name.snake + "_id";
  if (row.key != no_index) {
    const Field& key = row.fields[row.key];
    snake = key.name.snake;
    const bool clash = std::find(taken.begin(), taken.end(), wire(snake)) != taken.end();
    if (clash) snake = row.own_name.snake + "_" + key.name.snake;
    parameter.type = sent_type(design_, key.type);
    parameter.example = example_of(key.type, key.name, &key);
    parameter.path.push_back(key.name.snake);
  } else {
    const bool clash = std::find(taken.begin(), taken.end(), wire(snake)) != taken.end();
    if (clash) snake = row.name.snake + "_id";
    parameter.type = sent_id(row);
    parameter.example = example_id(row);
  }
  parameter.name = wire(snake);
  parameter.id = pascal_case(row.name) + (row.key == no_index ? "Id" : pascal_case(Name{snake}));
  return add(std::move(parameter));
}

std::size_t ParameterBuilder::number(std::string_view snake, ParameterKind kind,
                                     const std::string& id, std::string minimum,
                                     std::string maximum, std::string fallback) {
  Parameter parameter;
  parameter.id = id;
  parameter.name = wire(std::string(snake));
  parameter.kind = kind;
  parameter.type.kind = TypeKind::Int;
  parameter.type.minimum = Bound{std::move(minimum), false};
  parameter.type.maximum = Bound{std::move(maximum), false};
  parameter.fallback = Constant{Constant::Number{fallback}};
  parameter.example = Constant{Constant::Number{std::move(fallback)}};
  return add(std::move(parameter));
}

void ParameterBuilder::add_paging(std::vector<std::size_t>& parameters, const Resource& resource) {
  const Pagination& pagination = resource.pagination;
  if (pagination.style == PageStyle::None) return;
  // Resources that page as the whole service does share their parameters.
  const bool shared = pages_alike(pagination, design_.api.pagination);
  const std::string prefix = shared ? "" : pascal_case(resource.name);
  const std::string size = std::to_string(pagination.size);
  const std::string max = std::to_string(pagination.max);
  if (pagination.style == PageStyle::Page) {
    parameters.push_back(
        number("page", ParameterKind::Page, "PageNumber", "1", std::string(largest_page), "1"));
    parameters.push_back(
        number("page_size", ParameterKind::PageSize, prefix + "PageSize", "1", max, size));
    return;
  }
  if (pagination.style == PageStyle::Offset) {
    parameters.push_back(
        number("offset", ParameterKind::Offset, "Offset", "0", std::string(largest_page), "0"));
  } else {
    Parameter cursor;
    cursor.id = "Cursor";
    cursor.name = wire("cursor");
    cursor.kind = ParameterKind::Cursor;
    cursor.type.min_length = 1;
    cursor.type.max_length = 512;
    cursor.type.pattern = "^[A-Za-z0-9_-]+$";
    cursor.example = Constant{std::string("b3BhcXVl")};
    parameters.push_back(add(std::move(cursor)));
  }
  parameters.push_back(number("limit", ParameterKind::Limit, prefix + "Limit", "1", max, size));
}

void ParameterBuilder::add_sort(std::vector<std::size_t>& parameters, std::size_t resource) {
  const Resource& row = design_.resources[resource];
  if (row.sort.empty()) return;
  Parameter parameter;
  parameter.id = pascal_case(row.name) + "Sort";
  parameter.name = wire("sort");
  parameter.kind = ParameterKind::Sort;
  parameter.resource = resource;
  for (const Sort& sort : row.sort) {
    const std::string name = sort.field == sort_by_created_at   ? wire("created_at")
                             : sort.field == sort_by_updated_at ? wire("updated_at")
                                                                : row.fields[sort.field].wire;
    parameter.choices.push_back(sort.descending ? "-" + name : name);
    parameter.choices.push_back(sort.descending ? name : "-" + name);
  }
  parameter.type = enum_of(parameter.choices);
  parameter.fallback = Constant{parameter.choices.front()};
  parameter.example = Constant{parameter.choices.front()};
  parameters.push_back(add(std::move(parameter)));
}

void ParameterBuilder::add_search(std::vector<std::size_t>& parameters, std::size_t resource) {
  const Resource& row = design_.resources[resource];
  if (row.search.empty()) return;
  Parameter search;
  search.id = pascal_case(row.name) + "Search";
  search.name = "q";
  search.kind = ParameterKind::Search;
  search.type.min_length = 1;
  search.type.max_length = 200;
  search.resource = resource;
  const Field& field = row.fields[row.search.front()];
  for (const std::size_t index : row.search) search.path.push_back(row.fields[index].name.snake);
  Type short_text = field.type;
  short_text.max_length = std::min<std::uint64_t>(field.type.max_length.value_or(200), 200);
  search.example = example_of(short_text, field.name, nullptr);
  parameters.push_back(add(std::move(search)));
}

void ParameterBuilder::add_filter(std::vector<std::size_t>& parameters, std::size_t resource,
                                  const Filter& filter) {
  const Resource& row = design_.resources[resource];
  std::string snake;
  Parameter parameter;
  const std::vector<const Field*> fields = fields_of(design_, row, filter);
  for (const Field* step : fields) {
    parameter.path.push_back(step->name.snake);
    snake += (snake.empty() ? "" : "_") + step->name.snake;
  }
  const Field* field = fields.back();
  const bool list = field->type.kind == TypeKind::List;
  const Type value = filter_value(design_, field->type);
  const bool reference = (list ? field->type.element[0] : field->type).kind == TypeKind::Reference;
  if (list) snake = singular(Name{snake}).snake;
  if (reference) snake += "_id";
  parameter.name = wire(snake);
  parameter.id = pascal_case(row.name) + "Filter" + pascal_case(Name{snake});
  parameter.kind = ParameterKind::Filter;
  parameter.resource = resource;
  const Name name{field->name};
  const std::size_t target =
      reference ? (list ? field->type.element[0] : field->type).target : no_index;
  const Constant example = target != no_index ? example_id(design_.resources[target])
                                              : example_of(value, name, list ? nullptr : field);
  const Parameter bare = parameter;
  const bool single = value.kind == TypeKind::Bool;
  parameter.type = single ? value : list_of(value, most_filter_values);
  parameter.example = single ? example : Constant{Constant::List{example}};
  parameters.push_back(add(std::move(parameter)));
  if (!filter.range) return;
  for (const ParameterKind kind : {ParameterKind::FilterFrom, ParameterKind::FilterTo}) {
    Parameter end = bare;
    end.kind = kind;
    const std::string word = kind == ParameterKind::FilterFrom ? "_from" : "_to";
    end.name = wire(snake + word);
    end.id += pascal_case(Name{word.substr(1)});
    end.type = value;
    end.example = example;
    parameters.push_back(add(std::move(end)));
  }
}

void ParameterBuilder::add_expand(std::vector<std::size_t>& parameters, std::size_t resource) {
  std::vector<std::string> names = expandable(design_, resource);
  if (names.empty()) return;
  Parameter parameter;
  parameter.id = pascal_case(design_.resources[resource].name) + "Expand";
  parameter.name = wire("expand");
  parameter.kind = ParameterKind::Expand;
  parameter.resource = resource;
  parameter.type = list_of(enum_of(names), names.size());
  parameter.example = Constant{Constant::List{{names.front()}}};
  parameter.choices = std::move(names);
  parameters.push_back(add(std::move(parameter)));
}

void ParameterBuilder::report_collision(const Filter& filter, const Filter* other,
                                        const Parameter& taken, const Resource& row) {
  const std::string path = written_path(design_, row, filter);
  const std::string name = "the query parameter `" + taken.name + "`";
  const std::string both = "would both be " + name;
  if (other == nullptr) {
    const Purpose purpose = purpose_of(taken.kind, row);
    sink_
        .error("parameter-collision", filter.span,
               "the filter `" + path + "` and " + std::string(purpose.word) + " " + both)
        .note(purpose.span ? purpose.span : row.span,
              "lists of `" + row.name.snake + "` " + std::string(purpose.deed) + " with it")
        .hint("rename the field, or write a `filter:` without it");
    return;
  }
  const std::string other_path = written_path(design_, row, *other);
  const bool same = path == other_path;
  sink_
      .error("parameter-collision", filter.span,
             same ? "the filter `" + path + "` is written twice, and each would be " + name
                  : "the filters `" + path + "` and `" + other_path + "` " + both)
      .note(other->span, "the other one is here")
      .hint(same ? "remove one of them" : "rename a field, or remove one of the filters");
}

/// Reports each filter that wants a name which the list itself or a filter before it has. Beside
/// each parameter, `filters` has the filter that asks for it, or null.
void ParameterBuilder::report_collisions(const std::vector<std::size_t>& parameters,
                                         const std::vector<const Filter*>& filters,
                                         const Resource& row) {
  std::unordered_map<std::string_view, std::size_t> taken;
  const auto name_of = [&](std::size_t i) -> std::string_view {
    return design_.parameters[parameters[i]].name;
  };
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (filters[i] == nullptr) taken.emplace(name_of(i), i);
  }
  const Filter* reported = nullptr;  // once, though a range makes three parameters
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (filters[i] == nullptr || filters[i] == reported) continue;
    const auto [first, added] = taken.emplace(name_of(i), i);
    if (added) continue;
    reported = filters[i];
    report_collision(*filters[i], filters[first->second],
                     design_.parameters[parameters[first->second]], row);
  }
}

std::vector<std::size_t> ParameterBuilder::of_list(std::size_t resource,
                                                   const std::vector<Field>& own) {
  own_ = &own;
  const Resource& row = design_.resources[resource];
  std::vector<std::size_t> parameters;
  add_paging(parameters, row);
  add_sort(parameters, resource);
  add_search(parameters, resource);
  std::vector<const Filter*> filters(parameters.size());
  for (const Filter& filter : row.filters) {
    add_filter(parameters, resource, filter);
    filters.resize(parameters.size(), &filter);
  }
  add_expand(parameters, resource);
  filters.resize(parameters.size());
  own_ = nullptr;
  if (own.empty() && reported_.insert(resource).second) {
    report_collisions(parameters, filters, row);
  }
  std::erase(parameters, no_index);
  return parameters;
}

std::vector<std::size_t> ParameterBuilder::of_get(std::size_t resource) {
  std::vector<std::size_t> parameters;
  add_expand(parameters, resource);
  return parameters;
}

std::size_t ParameterBuilder::if_match() {
  Parameter parameter;
  parameter.id = "IfMatch";
  parameter.kind = ParameterKind::IfMatch;
  parameter.place = ParameterPlace::Header;
  parameter.required = true;
  parameter.type.min_length = 3;
  parameter.type.max_length = 130;
  parameter.type.pattern = "^(W/)?\"[\\x21\\x23-\\x7e]+\"$";  // RFC 9110, 8.8.3
  parameter.example = Constant{std::string("\"7\"")};
  return add(std::move(parameter));
}

std::vector<std::size_t> ParameterBuilder::of_webhook() {
  Parameter id;
  id.id = "WebhookId";
  id.kind = ParameterKind::WebhookId;
  id.place = ParameterPlace::Header;
  id.required = true;
  id.type.min_length = 1;
  id.type.max_length = 255;
  id.type.pattern = "^[\\x21-\\x7e]+$";
  id.example = Constant{std::string("0194f3c2-6a1b-7c3d-8e4f-0e0d0c0b0a09")};
  Parameter timestamp = id;
  timestamp.id = "WebhookTimestamp";
  timestamp.kind = ParameterKind::WebhookTimestamp;
  timestamp.type = {};
  timestamp.type.kind = TypeKind::Long;
  timestamp.type.minimum = Bound{"0", false};
  timestamp.example = Constant{Constant::Number{"1768469400"}};
  Parameter signature = id;
  signature.id = "WebhookSignature";
  signature.kind = ParameterKind::WebhookSignature;
  signature.type.max_length = 1024;
  signature.type.pattern = "^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$";
  signature.example = Constant{std::string("v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=")};
  return {add(std::move(id)), add(std::move(timestamp)), add(std::move(signature))};
}

std::size_t ParameterBuilder::idempotency_key() {
  Parameter parameter;
  parameter.id = "IdempotencyKey";
  parameter.kind = ParameterKind::IdempotencyKey;
  parameter.place = ParameterPlace::Header;
  parameter.type.kind = TypeKind::Uuid;
  parameter.type.min_length = parameter.type.max_length = 36;
  parameter.example = Constant{std::string("0194f3c2-6a1b-7c3d-8e4f-0f0e0d0c0b0a")};
  return add(std::move(parameter));
}

std::size_t ParameterBuilder::task_id() {
  Parameter parameter;
  parameter.id = pascal_case(design_.task) + "Id";
  parameter.name = wire(design_.task.snake + "_id");
  parameter.kind = ParameterKind::Task;
  parameter.place = ParameterPlace::Path;
  parameter.required = true;
  parameter.type.kind = TypeKind::Uuid;
  parameter.type.min_length = parameter.type.max_length = 36;
  parameter.example = Constant{std::string(example_task)};
  return add(std::move(parameter));
}

std::size_t ParameterBuilder::own(const Name& endpoint, const Field& field, ParameterPlace place) {
  const bool list = field.type.kind == TypeKind::List;
  const Type& one = list ? field.type.element[0] : field.type;
  Parameter parameter;
  parameter.id = pascal_case(endpoint) + pascal_case(field.name);
  parameter.name = field.wire;
  parameter.kind = ParameterKind::Own;
  parameter.place = place;
  parameter.required = !field.optional && field.fill == Fill::None;
  parameter.deprecated = field.deprecated;
  parameter.summary = field.prose.summary;
  parameter.path.push_back(field.name.snake);
  if (one.kind == TypeKind::Reference) parameter.resource = one.target;
  if (field.fill == Fill::Literal && !list) parameter.fallback = as_sent(one, field.literal);
  parameter.type =
      list ? list_of(filter_value(design_, one), field.type.max_items) : filter_value(design_, one);
  if (list) parameter.type.min_items = std::max<std::uint64_t>(field.type.min_items, 1);
  const Constant example = parameter.resource != no_index
                               ? example_id(design_.resources[parameter.resource])
                           : list ? example_of(one, singular(field.name), nullptr)
                                  : example_of(one, field.name, &field);
  parameter.example = list ? Constant{Constant::List{example}} : example;
  return add(std::move(parameter));
}

}  // namespace plinth
