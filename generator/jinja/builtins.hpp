#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "jinja/filter_call.hpp"
#include "jinja/registry.hpp"
#include "jinja/value_operations.hpp"

namespace plinth::jinja {

// What every environment starts with.
void add_text_filters(Registry& registry);
void add_markup_filters(Registry& registry);
void add_sequence_filters(Registry& registry);
void add_selection_filters(Registry& registry);
void add_number_filters(Registry& registry);
void add_builtin_tests(Registry& registry);
void add_builtin_globals(Registry& registry);

/// Gives the arguments of a call to the parameters `names`; null for one that is not given. Fails
/// for unknown, surplus and doubled arguments, and if one of the first `required` is missing.
template <std::size_t Count>
std::array<const Value*, Count> bind_arguments(const FilterCall& call,
                                               const std::array<std::string_view, Count>& names,
                                               std::size_t required = 0);
void bind_arguments(const FilterCall& call, std::span<const std::string_view> names,
                    std::size_t required, std::span<const Value*> bound);

template <std::size_t Count>
std::array<const Value*, Count> bind_arguments(const FilterCall& call,
                                               const std::array<std::string_view, Count>& names,
                                               std::size_t required) {
  std::array<const Value*, Count> bound{};
  bind_arguments(call, names, required, bound);
  return bound;
}

/// Fails if there are any arguments.
void no_arguments(const FilterCall& call);

Site site_of(const FilterCall& call);

// The value of an argument, or `fallback` if it is null; fail for other kinds.
std::int64_t integer_argument(const FilterCall& call, const Value* value, std::int64_t fallback);
/// The same for a length or width: at least 0.
std::size_t size_argument(const FilterCall& call, const Value* value, std::size_t fallback);
bool boolean_argument(const FilterCall& call, const Value* value, bool fallback);
std::string_view text_argument(const FilterCall& call, const Value* value,
                               std::string_view fallback);

/// The filter's input as text: any value as it would be printed.
std::string text_of_input(const FilterCall& call);

/// `a.b.0` of a value: entries of maps and items of lists, one after another; undefined if missing.
Value attribute_at(const Value& value, const Value& path);

/// Case-insensitive unless `case_sensitive`: what two texts are compared by.
Value comparison_key(const Value& value, bool case_sensitive);

}  // namespace plinth::jinja
