#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "jinja/filter_call.hpp"
#include "jinja/loader.hpp"
#include "jinja/options.hpp"

namespace plinth::jinja {

struct FilterEntry {
  std::string name;
  Filter apply;
  FilterTraits traits;
};

struct TestEntry {
  std::string name;
  Test holds;
  bool accepts_undefined = false;
};

/// What an environment knows by name. Compiled templates point into it: entries never move, and
/// nothing is taken out.
struct Registry {
  Options options;
  std::map<std::string, FilterEntry, std::less<>> filters;
  std::map<std::string, TestEntry, std::less<>> tests;
  Map globals;

  const FilterEntry* find_filter(std::string_view name) const;
  const TestEntry* find_test(std::string_view name) const;
  std::vector<std::string> filter_names() const;
  std::vector<std::string> test_names() const;
  /// "write it with `a`, `b` or `c`": the filters that make tainted text printable.
  std::string escaping_filters_hint() const;
};

/// `value | name(...)`, with what the engine guarantees of every filter: the result of anything
/// tainted is tainted unless the filter escapes, and in strict mode undefined is refused.
Value apply_filter(const FilterEntry& filter, const FilterCall& call);

/// `value is name(...)`. In strict mode, undefined is refused by tests that do not ask for it.
bool apply_test(const TestEntry& test, const FilterCall& call);

/// `result` of a method, filter or function that made it from what `call` holds: tainted if text
/// there is.
Value tainted_like(Value result, const FilterCall& call);

/// The filter called `name`; throws `unknown-filter`.
const FilterEntry& require_filter(const Registry& registry, std::string_view name,
                                  const Span& span);
/// The test called `name`; throws `unknown-test`.
const TestEntry& require_test(const Registry& registry, std::string_view name, const Span& span);

}  // namespace plinth::jinja
