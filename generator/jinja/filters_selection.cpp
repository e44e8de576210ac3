#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// Filters that apply another filter, or a test, to each item.

namespace plinth::jinja {
namespace {

List input_items(const FilterCall& call) { return items_of(call.value, site_of(call)); }

std::string_view name_at(const FilterCall& call, std::size_t position, std::string_view what) {
  if (position >= call.positional.size()) {
    call.fail("missing-argument", quoted(call.name) + " needs " + std::string(what));
  }
  return text_argument(call, &call.positional[position], "");
}

Value map_attribute(const FilterCall& call, const Value& attribute) {
  const Value* fallback = nullptr;
  for (const KeywordArgument& argument : call.keyword) {
    if (argument.name == "default") {
      fallback = &argument.value;
    } else if (argument.name != "attribute") {
      call.fail("wrong-argument", "`map` has no argument " + quoted(argument.name));
    }
  }
  List mapped;
  for (const Value& item : input_items(call)) {
    Value value = attribute_at(item, attribute);
    if (value.is_undefined() && fallback != nullptr) value = *fallback;
    mapped.push_back(std::move(value));
  }
  return mapped;
}

Value map(const FilterCall& call) {
  if (call.positional.empty()) {
    const Value* attribute = call.argument(0, "attribute");
    if (attribute != nullptr) return map_attribute(call, *attribute);
  }
  const std::string_view name = name_at(call, 0, "the name of a filter or an `attribute`");
  const FilterEntry& filter = require_filter(call.environment.registry(), name, call.span);
  List mapped;
  std::size_t bytes = 0;  // of all results together
  for (const Value& item : input_items(call)) {
    mapped.push_back(apply_filter(filter, {item, call.positional.subspan(1), call.keyword,
                                           call.span, call.environment, filter.name, call.escape}));
    if (mapped.back().is_string()) bytes += mapped.back().size();
    check_text_size(bytes, site_of(call));
  }
  return mapped;
}

/// The items for which the test (or their truth) is `wanted`; `skipped` arguments come before the
/// test's name.
Value keep(const FilterCall& call, bool wanted, const Value* attribute) {
  const std::size_t skipped = attribute == nullptr ? 0 : 1;
  const TestEntry* test = nullptr;
  if (call.positional.size() > skipped) {
    test = &require_test(call.environment.registry(), name_at(call, skipped, "a test"), call.span);
  }
  List kept;
  for (Value& item : input_items(call)) {
    const Value subject = attribute == nullptr ? item : attribute_at(item, *attribute);
    bool holds = false;
    if (test == nullptr) {
      holds = truth(subject, site_of(call));
    } else {
      holds = apply_test(*test, {subject, call.positional.subspan(skipped + 1), call.keyword,
                                 call.span, call.environment, test->name, call.escape});
    }
    if (holds == wanted) kept.push_back(std::move(item));
  }
  return kept;
}

Value select(const FilterCall& call) { return keep(call, true, nullptr); }

Value reject(const FilterCall& call) { return keep(call, false, nullptr); }

Value keep_by_attribute(const FilterCall& call, bool wanted) {
  if (call.positional.empty()) {
    call.fail("missing-argument", quoted(call.name) + " needs the name of an attribute");
  }
  return keep(call, wanted, &call.positional[0]);
}

Value selectattr(const FilterCall& call) { return keep_by_attribute(call, true); }

Value rejectattr(const FilterCall& call) { return keep_by_attribute(call, false); }

}  // namespace

void add_selection_filters(Registry& registry) {
  constexpr FilterTraits selects{false, true, false};
  const auto add = [&](const std::string& name, Value (*apply)(const FilterCall&)) {
    registry.filters.insert_or_assign(name, FilterEntry{name, apply, selects});
  };
  add("map", map);
  add("select", select);
  add("reject", reject);
  add("selectattr", selectattr);
  add("rejectattr", rejectattr);
}

}  // namespace plinth::jinja
