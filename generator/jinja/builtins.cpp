#include "jinja/builtins.hpp"

#include <algorithm>
#include <charconv>

#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {

void bind_arguments(const FilterCall& call, std::span<const std::string_view> names,
                    std::size_t required, std::span<const Value*> bound) {
  if (call.positional.size() > names.size()) {
    call.fail("wrong-argument",
              quoted(call.name) + (names.empty() ? " takes " : " takes at most ") +
                  counted(names.size(), "argument") + given_instead(call.positional.size()));
  }
  for (std::size_t at = 0; at < call.positional.size(); ++at) bound[at] = &call.positional[at];
  for (const KeywordArgument& argument : call.keyword) {
    const auto name = std::find(names.begin(), names.end(), argument.name);
    if (name == names.end()) {
      const std::vector<std::string> known(names.begin(), names.end());
      call.fail("wrong-argument", quoted(call.name) + " has no argument " + quoted(argument.name),
                did_you_mean(argument.name, known));
    }
    const Value*& place = bound[static_cast<std::size_t>(name - names.begin())];
    if (place != nullptr) {
      call.fail("wrong-argument", "the argument " + quoted(argument.name) + " is given twice");
    }
    place = &argument.value;
  }
  for (std::size_t at = 0; at < required; ++at) {
    if (bound[at] != nullptr) continue;
    call.fail("missing-argument", quoted(call.name) + " needs the argument " + quoted(names[at]));
  }
}

void no_arguments(const FilterCall& call) { bind_arguments(call, {}, 0, {}); }

Site site_of(const FilterCall& call) { return {call.span, call.environment.options()}; }

std::int64_t integer_argument(const FilterCall& call, const Value* value, std::int64_t fallback) {
  if (value == nullptr) return fallback;
  if (value->is_integer()) return value->as_integer();
  if (value->is_boolean()) return value->as_boolean() ? 1 : 0;
  call.fail("wrong-type", quoted(call.name) + " wants an integer, not " + describe_one(*value));
}

std::size_t size_argument(const FilterCall& call, const Value* value, std::size_t fallback) {
  const std::int64_t number = integer_argument(call, value, static_cast<std::int64_t>(fallback));
  return number < 0 ? 0 : static_cast<std::size_t>(number);
}

bool boolean_argument(const FilterCall& call, const Value* value, bool fallback) {
  return value == nullptr ? fallback : truth(*value, site_of(call));
}

std::string_view text_argument(const FilterCall& call, const Value* value,
                               std::string_view fallback) {
  if (value == nullptr) return fallback;
  if (value->is_string()) return value->as_string();
  call.fail("wrong-type", quoted(call.name) + " wants a text, not " + describe_one(*value));
}

std::string text_of_input(const FilterCall& call) { return printed(call.value, site_of(call)); }

Value attribute_at(const Value& value, const Value& path) {
  const auto step = [](const Value& object, const Value& key) -> Value {
    if (object.is_map()) {
      const Value* found = object.as_map().find(key);
      return found == nullptr ? Value() : *found;
    }
    if (object.is_tuple() && object.size() == 2 && key.is_string()) {
      if (key.as_string() == "grouper") return object.as_list()[0];
      if (key.as_string() == "list") return object.as_list()[1];
    }
    if (!object.is_list() || !key.is_integer()) return {};
    const auto size = static_cast<std::int64_t>(object.size());
    const std::int64_t index = key.as_integer() < 0 ? key.as_integer() + size : key.as_integer();
    if (index < 0 || index >= size) return {};
    return object.as_list()[static_cast<std::size_t>(index)];
  };
  if (!path.is_string()) return step(value, path);
  Value current = value;
  std::string_view rest = path.as_string();
  for (;;) {
    const std::string_view part = rest.substr(0, rest.find('.'));
    std::int64_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool number = error == std::errc{} && end == part.data() + part.size();
    current = step(current, number ? Value(index) : Value::borrowed(part));
    if (part.size() == rest.size()) return current;
    rest.remove_prefix(part.size() + 1);
  }
}

Value comparison_key(const Value& value, bool case_sensitive) {
  return case_sensitive || !value.is_string() ? value : Value(lower_case(value.as_string()));
}

}  // namespace plinth::jinja
