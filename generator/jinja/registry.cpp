#include "jinja/registry.hpp"

#include <algorithm>

#include "jinja/environment.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_operations.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

template <typename Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& [name, entry] : table) names.push_back(name);
  return names;
}

}  // namespace

const FilterEntry* Registry::find_filter(std::string_view name) const {
  const auto found = filters.find(name);
  return found == filters.end() ? nullptr : &found->second;
}

const TestEntry* Registry::find_test(std::string_view name) const {
  const auto found = tests.find(name);
  return found == tests.end() ? nullptr : &found->second;
}

std::vector<std::string> Registry::filter_names() const { return names_of(filters); }

std::vector<std::string> Registry::test_names() const { return names_of(tests); }

std::string Registry::escaping_filters_hint() const {
  std::string names;
  for (const auto& [name, filter] : filters) {
    if (!filter.traits.escapes) continue;
    if (!names.empty()) names += ", ";
    names += quoted("| " + name);
  }
  return names.empty() ? "there is none here: the owner of the environment adds them"
                       : "the escaping filters are " + names;
}

Value tainted_like(Value result, const FilterCall& call) {
  if (call.value.is_tainted()) return taint_everything(result);
  if (!result.is_string() || result.is_tainted()) return result;
  const bool tainted =
      contains_taint(call.value) ||
      std::any_of(call.positional.begin(), call.positional.end(), contains_taint) ||
      std::any_of(call.keyword.begin(), call.keyword.end(),
                  [](const KeywordArgument& argument) { return contains_taint(argument.value); });
  return tainted ? result.with_taint() : result;
}

Value apply_filter(const FilterEntry& filter, const FilterCall& call) {
  if (call.value.is_undefined() && !filter.traits.accepts_undefined) {
    require_defined(call.value, {call.span, call.environment.options()});
  }
  Value result = filter.apply(call);
  if (filter.traits.escapes) return result.is_tainted() ? result.with_taint(false) : result;
  return filter.traits.selects ? result : tainted_like(std::move(result), call);
}

bool apply_test(const TestEntry& test, const FilterCall& call) {
  if (call.value.is_undefined() && !test.accepts_undefined) {
    require_defined(call.value, {call.span, call.environment.options()});
  }
  return test.holds(call);
}

const FilterEntry& require_filter(const Registry& registry, std::string_view name,
                                  const Span& span) {
  const FilterEntry* filter = registry.find_filter(name);
  if (filter != nullptr) return *filter;
  fail(span, "unknown-filter", "unknown filter " + quoted(name),
       did_you_mean(name, registry.filter_names()));
}

const TestEntry& require_test(const Registry& registry, std::string_view name, const Span& span) {
  const TestEntry* test = registry.find_test(name);
  if (test != nullptr) return *test;
  fail(span, "unknown-test", "unknown test " + quoted(name),
       did_you_mean(name, registry.test_names()));
}

}  // namespace plinth::jinja
