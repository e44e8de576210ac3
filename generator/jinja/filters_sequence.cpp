#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// Filters that take lists, maps or the characters of a text.

namespace plinth::jinja {
namespace {

List input_items(const FilterCall& call) { return items_of(call.value, site_of(call)); }

bool given(const Value* argument) { return argument != nullptr && !argument->is_none(); }

/// What an item is sorted or told apart by: itself, or what stands at `attribute`; of several
/// attributes (`a,b`) all of them.
Value key_of(const Value& item, const Value* attribute, bool case_sensitive) {
  if (!given(attribute)) return comparison_key(item, case_sensitive);
  if (!attribute->is_string() || attribute->as_string().find(',') == std::string_view::npos) {
    return comparison_key(attribute_at(item, *attribute), case_sensitive);
  }
  List keys;
  for (std::string_view rest = attribute->as_string();;) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    keys.push_back(
        comparison_key(attribute_at(item, Value(rest.substr(0, comma))), case_sensitive));
    if (comma == rest.size()) return keys;
    rest.remove_prefix(comma + 1);
  }
}

struct Keyed {
  Value key;
  Value item;
};

/// Sorted by key, equal ones in their order.
void sort_keyed(std::vector<Keyed>& items, bool reverse, const Site& site) {
  for (const Keyed& item : items) {
    if (item.key.is_undefined()) require_defined(item.key, site);
  }
  std::stable_sort(items.begin(), items.end(), [&](const Keyed& a, const Keyed& b) {
    return reverse ? compare(b.key, a.key, site) < 0 : compare(a.key, b.key, site) < 0;
  });
}

Value length(const FilterCall& call) {
  no_arguments(call);
  return length_of(call.value, site_of(call));
}

Value first(const FilterCall& call) {
  no_arguments(call);
  if (call.value.is_list()) {
    return call.value.as_list().empty() ? Value() : call.value.as_list().front();
  }
  const List items = input_items(call);
  return items.empty() ? Value() : items.front();
}

Value last(const FilterCall& call) {
  no_arguments(call);
  const List items = input_items(call);
  return items.empty() ? Value() : items.back();
}

/// Jinja2 picks by chance. Output that differs from run to run is no use to a generator: this picks
/// one item, and the same one each time.
Value random(const FilterCall& call) {
  no_arguments(call);
  const List items = input_items(call);
  return items.empty() ? Value() : items[(items.size() * 7 + 3) % items.size()];
}

Value list(const FilterCall& call) {
  no_arguments(call);
  return call.value.is_list() && !call.value.is_tuple() && !call.value.may_change()
             ? call.value
             : Value(input_items(call));
}

Value reverse(const FilterCall& call) {
  no_arguments(call);
  List items = input_items(call);
  std::reverse(items.begin(), items.end());
  if (!call.value.is_string()) return items;
  std::string text;
  for (const Value& item : items) text += item.as_string();
  return marked_like(std::move(text), call.value);
}

Value join(const FilterCall& call) {
  const auto [separator, attribute] = bind_arguments<2>(call, {"d", "attribute"});
  const Site site = site_of(call);
  List items;
  const List* source = &items;
  if (call.value.is_list() && !given(attribute)) {
    source = &call.value.as_list();
  } else {
    items = input_items(call);
  }
  if (given(attribute)) {
    for (Value& item : items) item = attribute_at(item, *attribute);
  }
  const Value between = separator == nullptr ? Value("") : *separator;
  const bool safe =
      call.escape == Escape::Html &&
      (between.is_safe() || std::any_of(source->begin(), source->end(),
                                        [](const Value& item) { return item.is_safe(); }));
  std::string out;
  const auto append = [&](const Value& part) {
    if (safe && !part.is_safe()) {
      append_html(printed(part, site), out);
    } else {
      append_printed(part, site, out);
    }
    check_text_size(out.size(), site);
  };
  for (std::size_t at = 0; at < source->size(); ++at) {
    if (at > 0) append(between);
    append((*source)[at]);
  }
  const bool tainted =
      between.is_tainted() || std::any_of(source->begin(), source->end(), contains_taint);
  return Value(std::move(out)).with_safety(safe).with_taint(tainted);
}

Value sort(const FilterCall& call) {
  const auto [reverse, case_sensitive, attribute] =
      bind_arguments<3>(call, {"reverse", "case_sensitive", "attribute"});
  const bool exact = boolean_argument(call, case_sensitive, false);
  std::vector<Keyed> keyed;
  for (Value& item : input_items(call)) {
    keyed.push_back({key_of(item, attribute, exact), std::move(item)});
  }
  sort_keyed(keyed, boolean_argument(call, reverse, false), site_of(call));
  List items;
  for (Keyed& entry : keyed) items.push_back(std::move(entry.item));
  return items;
}

Value dictsort(const FilterCall& call) {
  const auto [case_sensitive, by, reverse] =
      bind_arguments<3>(call, {"case_sensitive", "by", "reverse"});
  if (!call.value.is_map()) {
    call.fail("wrong-type", "`dictsort` wants a map, not " + describe_one(call.value));
  }
  const std::string_view what = text_argument(call, by, "key");
  if (what != "key" && what != "value") {
    call.fail("wrong-argument", "`dictsort` sorts by `key` or `value`, not by " + quoted(what));
  }
  const bool exact = boolean_argument(call, case_sensitive, false);
  std::vector<Keyed> keyed;
  for (const auto& [key, value] : call.value.as_map()) {
    keyed.push_back(
        {comparison_key(what == "key" ? key : value, exact), Value::tuple({key, value})});
  }
  sort_keyed(keyed, boolean_argument(call, reverse, false), site_of(call));
  List items;
  for (Keyed& entry : keyed) items.push_back(std::move(entry.item));
  return items;
}

Value unique(const FilterCall& call) {
  const auto [case_sensitive, attribute] = bind_arguments<2>(call, {"case_sensitive", "attribute"});
  const bool exact = boolean_argument(call, case_sensitive, false);
  Map seen;
  List kept;
  for (Value& item : input_items(call)) {
    Value key = key_of(item, attribute, exact);
    if (key.is_map()) call.fail("wrong-type", "maps cannot be told apart; give an `attribute`");
    if (seen.find(key) != nullptr) continue;
    seen.set(std::move(key), true);
    kept.push_back(std::move(item));
  }
  return kept;
}

Value extreme(const FilterCall& call, bool largest) {
  const auto [case_sensitive, attribute] = bind_arguments<2>(call, {"case_sensitive", "attribute"});
  const bool exact = boolean_argument(call, case_sensitive, false);
  const Site site = site_of(call);
  Keyed best;
  bool none = true;
  for (Value& item : input_items(call)) {
    Value key = key_of(item, attribute, exact);
    const bool better =
        none || (largest ? compare(key, best.key, site) > 0 : compare(key, best.key, site) < 0);
    if (better) best = {std::move(key), std::move(item)};
    none = false;
  }
  return best.item;
}

Value smallest(const FilterCall& call) { return extreme(call, false); }

Value largest(const FilterCall& call) { return extreme(call, true); }

Value sum(const FilterCall& call) {
  const auto [attribute, start] = bind_arguments<2>(call, {"attribute", "start"});
  Value total = start == nullptr ? Value(0) : *start;
  for (const Value& item : input_items(call)) {
    total = add(total, given(attribute) ? attribute_at(item, *attribute) : item, site_of(call));
  }
  return total;
}

Value batch(const FilterCall& call) {
  const auto [count, fill] = bind_arguments<2>(call, {"linecount", "fill_with"}, 1);
  const std::size_t size = size_argument(call, count, 1);
  if (size == 0) call.fail("wrong-argument", "`batch` wants a number of at least 1");
  const List items = input_items(call);
  List batches;
  for (std::size_t at = 0; at < items.size(); at += size) {
    const std::size_t end = std::min(items.size(), at + size);
    List one(items.begin() + static_cast<std::ptrdiff_t>(at),
             items.begin() + static_cast<std::ptrdiff_t>(end));
    if (given(fill)) {
      check_item_count(size, site_of(call));
      one.resize(size, *fill);
    }
    batches.emplace_back(std::move(one));
  }
  return batches;
}

Value slices(const FilterCall& call) {
  const auto [count, fill] = bind_arguments<2>(call, {"slices", "fill_with"}, 1);
  const std::size_t columns = size_argument(call, count, 1);
  if (columns == 0) call.fail("wrong-argument", "`slice` wants a number of at least 1");
  check_item_count(columns, site_of(call));
  const List items = input_items(call);
  const std::size_t each = items.size() / columns;
  const std::size_t longer = items.size() % columns;  // so many have one item more
  List result;
  auto at = items.begin();
  for (std::size_t column = 0; column < columns; ++column) {
    const auto end = at + static_cast<std::ptrdiff_t>(each + (column < longer ? 1 : 0));
    List one(at, end);
    if (given(fill) && longer != 0 && column >= longer) one.push_back(*fill);
    result.emplace_back(std::move(one));
    at = end;
  }
  return result;
}

Value groupby(const FilterCall& call) {
  const auto [attribute, fallback, case_sensitive] =
      bind_arguments<3>(call, {"attribute", "default", "case_sensitive"}, 1);
  const bool exact = boolean_argument(call, case_sensitive, false);
  const auto group_of = [&, wanted = attribute, otherwise = fallback](const Value& item) {
    Value group = attribute_at(item, *wanted);
    return group.is_undefined() && otherwise != nullptr ? *otherwise : group;
  };
  std::vector<Keyed> keyed;
  for (Value& item : input_items(call)) {
    keyed.push_back({comparison_key(group_of(item), exact), std::move(item)});
  }
  sort_keyed(keyed, false, site_of(call));
  List groups;
  for (auto begin = keyed.begin(); begin != keyed.end();) {
    const auto end = std::find_if(
        begin, keyed.end(), [&begin](const Keyed& entry) { return !equal(entry.key, begin->key); });
    List members;
    for (auto entry = begin; entry != end; ++entry) members.push_back(entry->item);
    groups.push_back(Value::tuple({group_of(begin->item), Value(std::move(members))}));
    begin = end;
  }
  return groups;
}

Value items(const FilterCall& call) {
  no_arguments(call);
  if (call.value.is_undefined()) return List();
  if (!call.value.is_map()) {
    call.fail("wrong-type", "`items` wants a map, not " + describe_one(call.value));
  }
  List pairs;
  for (const auto& [key, value] : call.value.as_map()) pairs.push_back(Value::tuple({key, value}));
  return pairs;
}

Value attr(const FilterCall& call) {
  const auto [name] = bind_arguments<1>(call, {"name"}, 1);
  const Value* found = call.value.find(text_argument(call, name, ""));
  return found == nullptr ? Value() : *found;
}

Value fallback(const FilterCall& call) {
  const auto [value, boolean] = bind_arguments<2>(call, {"default_value", "boolean"});
  const bool replace = call.value.is_undefined() || (boolean_argument(call, boolean, false) &&
                                                     !truth(call.value, site_of(call)));
  if (!replace) return call.value;
  return value == nullptr ? Value("") : *value;
}

struct SequenceFilter {
  std::string_view name;
  Value (*apply)(const FilterCall&);
  FilterTraits traits;
};

constexpr FilterTraits selects{false, true, false};
constexpr FilterTraits default_traits{false, true, true, true};

constexpr std::array sequence_filters{
    SequenceFilter{"length", length, selects},
    SequenceFilter{"count", length, selects},
    SequenceFilter{"first", first, selects},
    SequenceFilter{"last", last, selects},
    SequenceFilter{"random", random, selects},
    SequenceFilter{"list", list, selects},
    SequenceFilter{"reverse", reverse, selects},
    SequenceFilter{"join", join, selects},
    SequenceFilter{"sort", sort, selects},
    SequenceFilter{"dictsort", dictsort, selects},
    SequenceFilter{"unique", unique, selects},
    SequenceFilter{"min", smallest, selects},
    SequenceFilter{"max", largest, selects},
    SequenceFilter{"sum", sum, selects},
    SequenceFilter{"batch", batch, selects},
    SequenceFilter{"slice", slices, selects},
    SequenceFilter{"groupby", groupby, selects},
    SequenceFilter{"items", items, selects},
    SequenceFilter{"attr", attr, selects},
    SequenceFilter{"default", fallback, default_traits},
    SequenceFilter{"d", fallback, default_traits},
};

}  // namespace

void add_sequence_filters(Registry& registry) {
  for (const SequenceFilter& filter : sequence_filters) {
    const std::string name(filter.name);
    registry.filters.insert_or_assign(name, FilterEntry{name, filter.apply, filter.traits});
  }
}

}  // namespace plinth::jinja
