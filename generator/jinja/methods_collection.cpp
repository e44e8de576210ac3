#include <algorithm>
#include <array>

#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/method.hpp"
#include "jinja/method_tables.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// The methods that Python gives to lists and maps. Those that change their receiver are called only
// for what the template itself has made.

namespace plinth::jinja {
namespace {

// Maps.

Value pair_of(const MapEntry& entry) { return Value::tuple({entry.key, entry.value}); }

Value items(const FilterCall& call) {
  no_arguments(call);
  List pairs;
  for (const MapEntry& entry : call.value.as_map()) pairs.push_back(pair_of(entry));
  return pairs;
}

Value keys(const FilterCall& call) {
  no_arguments(call);
  return items_of(call.value, site_of(call));
}

Value values(const FilterCall& call) {
  no_arguments(call);
  List result;
  for (const MapEntry& entry : call.value.as_map()) result.push_back(entry.value);
  return result;
}

Value get(const FilterCall& call) {
  const auto [key, fallback] = bind_arguments<2>(call, {"key", "default"}, 1);
  const Value* found = call.value.as_map().find(*key);
  if (found != nullptr) return *found;
  return fallback == nullptr ? Value::none() : *fallback;
}

Value copy_map(const FilterCall& call) {
  no_arguments(call);
  return Map(call.value.as_map());
}

Value pop_key(const FilterCall& call) {
  const auto [key, fallback] = bind_arguments<2>(call, {"key", "default"}, 1);
  Map& entries = call.value.changeable_map();
  const Value* found = entries.find(*key);
  if (found == nullptr && fallback == nullptr) call.fail("not-found", "the map has no such key");
  Value result = found == nullptr ? *fallback : *found;
  entries.erase(*key);
  return result;
}

Value popitem(const FilterCall& call) {
  no_arguments(call);
  Map& entries = call.value.changeable_map();
  if (entries.empty()) call.fail("not-found", "the map is empty");
  const Value last = pair_of(entries[entries.size() - 1]);
  entries.erase(last.as_list()[0]);
  return last;
}

Value setdefault(const FilterCall& call) {
  const auto [key, fallback] = bind_arguments<2>(call, {"key", "default"}, 1);
  Map& entries = call.value.changeable_map();
  if (const Value* found = entries.find(*key)) return *found;
  const Value value = fallback == nullptr ? Value::none() : *fallback;
  entries.set(*key, value);
  return value;
}

Value update(const FilterCall& call) {
  Map& entries = call.value.changeable_map();
  for (const Value& source : call.positional) {
    if (!source.is_map()) {
      call.fail("wrong-type", "`update` takes maps, not " + describe_one(source));
    }
    const Map taken = source.as_map();
    for (const auto& [key, value] : taken) entries.set(key, value);
  }
  for (const KeywordArgument& argument : call.keyword) entries.set(argument.name, argument.value);
  return Value::none();
}

Value clear_map(const FilterCall& call) {
  no_arguments(call);
  call.value.changeable_map().clear();
  return Value::none();
}

constexpr std::array methods_of_maps{
    Method{"items", items},           Method{"keys", keys},
    Method{"values", values},         Method{"get", get},
    Method{"copy", copy_map},         Method{"pop", pop_key, true},
    Method{"popitem", popitem, true}, Method{"setdefault", setdefault, true},
    Method{"update", update, true},   Method{"clear", clear_map, true},
};

// Lists.

Value count(const FilterCall& call) {
  const auto [item] = bind_arguments<1>(call, {"value"}, 1);
  const List& list = call.value.as_list();
  return static_cast<std::int64_t>(
      std::count_if(list.begin(), list.end(),
                    [wanted = item](const Value& other) { return equal(other, *wanted); }));
}

List::const_iterator require_item(const FilterCall& call) {
  const auto [item] = bind_arguments<1>(call, {"value"}, 1);
  const List& list = call.value.as_list();
  const auto found = std::find_if(list.begin(), list.end(), [wanted = item](const Value& other) {
    return equal(other, *wanted);
  });
  if (found == list.end()) call.fail("not-found", "the list has no such item");
  return found;
}

Value index(const FilterCall& call) {
  return static_cast<std::int64_t>(require_item(call) - call.value.as_list().begin());
}

Value copy_list(const FilterCall& call) {
  no_arguments(call);
  return List(call.value.as_list());
}

Value append(const FilterCall& call) {
  const auto [item] = bind_arguments<1>(call, {"object"}, 1);
  List& list = call.value.changeable_list();
  check_item_count(list.size() + 1, site_of(call));
  list.push_back(*item);
  return Value::none();
}

Value extend(const FilterCall& call) {
  const auto [more] = bind_arguments<1>(call, {"iterable"}, 1);
  const List taken = items_of(*more, site_of(call));
  List& list = call.value.changeable_list();
  check_item_count(list.size() + taken.size(), site_of(call));
  list.insert(list.end(), taken.begin(), taken.end());
  return Value::none();
}

/// Where an index of Python points; one too far away is the nearer end.
List::iterator place_in(List& list, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(list.size());
  if (index < 0) index += size;
  return list.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(index, 0, size));
}

Value insert(const FilterCall& call) {
  const auto [place, item] = bind_arguments<2>(call, {"index", "object"}, 2);
  List& list = call.value.changeable_list();
  check_item_count(list.size() + 1, site_of(call));
  list.insert(place_in(list, integer_argument(call, place, 0)), *item);
  return Value::none();
}

Value pop(const FilterCall& call) {
  const auto [place] = bind_arguments<1>(call, {"index"});
  List& list = call.value.changeable_list();
  const std::int64_t index = integer_argument(call, place, -1);
  const auto size = static_cast<std::int64_t>(list.size());
  if (index >= size || index < -size) call.fail("not-found", "the list has no such item");
  const auto at = place_in(list, index);
  Value item = *at;
  list.erase(at);
  return item;
}

Value remove(const FilterCall& call) {
  const auto found = require_item(call);
  call.value.changeable_list().erase(found);
  return Value::none();
}

Value clear_list(const FilterCall& call) {
  no_arguments(call);
  call.value.changeable_list().clear();
  return Value::none();
}

Value reverse(const FilterCall& call) {
  no_arguments(call);
  List& list = call.value.changeable_list();
  std::reverse(list.begin(), list.end());
  return Value::none();
}

Value sort(const FilterCall& call) {
  const auto [reversed] = bind_arguments<1>(call, {"reverse"});
  const Site site = site_of(call);
  const bool backwards = boolean_argument(call, reversed, false);
  // Sorted aside: a comparison that fails leaves the list as it was.
  List sorted = call.value.as_list();
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Value& a, const Value& b) {
    return backwards ? compare(b, a, site) < 0 : compare(a, b, site) < 0;
  });
  call.value.changeable_list() = std::move(sorted);
  return Value::none();
}

constexpr std::array methods_of_lists{
    Method{"count", count},
    Method{"index", index},
    Method{"copy", copy_list},
    Method{"append", append, true},
    Method{"extend", extend, true},
    Method{"insert", insert, true},
    Method{"pop", pop, true},
    Method{"remove", remove, true},
    Method{"clear", clear_list, true},
    Method{"reverse", reverse, true},
    Method{"sort", sort, true},
};

std::span<const Method> methods_of(Kind kind) {
  switch (kind) {
    case Kind::String:
      return text_methods();
    case Kind::List:
      return list_methods();
    case Kind::Map:
      return map_methods();
    default:
      return {};
  }
}

}  // namespace

std::span<const Method> list_methods() { return methods_of_lists; }

std::span<const Method> map_methods() { return methods_of_maps; }

const Method* find_method(Kind kind, std::string_view name) {
  const std::span<const Method> methods = methods_of(kind);
  const auto found = std::find_if(methods.begin(), methods.end(),
                                  [name](const Method& method) { return method.name == name; });
  return found == methods.end() ? nullptr : &*found;
}

std::vector<std::string> method_names(Kind kind) {
  std::vector<std::string> names;
  for (const Method& method : methods_of(kind)) names.emplace_back(method.name);
  return names;
}

}  // namespace plinth::jinja
