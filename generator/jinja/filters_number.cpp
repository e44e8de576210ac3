#include <array>
#include <charconv>
#include <cmath>

#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/number_text.hpp"
#include "jinja/printf_format.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// Filters that make numbers, or text of numbers.

namespace plinth::jinja {
namespace {

/// In strict mode a value that is no number is an error unless a default was given.
Value number_or(const FilterCall& call, const Value* fallback, Value otherwise,
                std::string_view what) {
  if (fallback != nullptr) return *fallback;
  if (call.environment.options().undefined == UndefinedPolicy::Strict) {
    call.fail(
        "wrong-type",
        quoted_source(call.span) + ": this " + describe(call.value) + " is " + std::string(what),
        "give a default: " + quoted(std::string(call.name) + "(0)"));
  }
  return otherwise;
}

Value truncated(const FilterCall& call, double number, const Value* fallback) {
  if (!(std::fabs(number) < 9.2e18)) return number_or(call, fallback, 0, "no integer");
  return static_cast<std::int64_t>(number);
}

Value integer(const FilterCall& call) {
  const auto [fallback, base] = bind_arguments<2>(call, {"default", "base"});
  const std::int64_t radix = integer_argument(call, base, 10);
  if (radix != 0 && (radix < 2 || radix > 36)) {
    call.fail("wrong-argument", "the base of a number is from 2 to 36");
  }
  switch (call.value.kind()) {
    case Kind::Integer:
      return call.value;
    case Kind::Boolean:
      return call.value.as_boolean() ? 1 : 0;
    case Kind::Real:
      return truncated(call, call.value.as_real(), fallback);
    case Kind::String: {
      const std::string_view text = call.value.as_string();
      if (const auto number = parse_integer(text, static_cast<int>(radix))) return *number;
      if (const auto number = parse_real(text)) return truncated(call, *number, fallback);
      break;
    }
    default:
      break;
  }
  return number_or(call, fallback, 0, "no integer");
}

Value real(const FilterCall& call) {
  const auto [fallback] = bind_arguments<1>(call, {"default"});
  switch (call.value.kind()) {
    case Kind::Integer:
      return static_cast<double>(call.value.as_integer());
    case Kind::Boolean:
      return call.value.as_boolean() ? 1.0 : 0.0;
    case Kind::Real:
      return call.value;
    case Kind::String:
      if (const auto number = parse_real(call.value.as_string())) return *number;
      break;
    default:
      break;
  }
  return number_or(call, fallback, 0.0, "no number");
}

void require_number(const FilterCall& call) {
  if (call.value.is_number()) return;
  call.fail("wrong-type", quoted(call.name) + " wants a number, not " + describe_one(call.value));
}

Value absolute(const FilterCall& call) {
  no_arguments(call);
  require_number(call);
  if (call.value.is_real()) return std::fabs(call.value.as_real());
  const bool negative = call.value.is_integer() && call.value.as_integer() < 0;
  return negative ? negate(call.value, site_of(call)) : positive(call.value, site_of(call));
}

/// To the nearest, half to even, on the number as it is in binary: what Python does.
double rounded_common(double number, std::int64_t precision) {
  if (precision > 300) return number;
  if (precision >= 0) {
    const std::string text = fixed_real(number, static_cast<int>(precision));
    double result = number;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
  }
  const double scale = std::pow(10.0, static_cast<double>(-precision));
  return std::isinf(scale) ? 0.0 : std::nearbyint(number / scale) * scale;
}

Value round(const FilterCall& call) {
  const auto [digits, method] = bind_arguments<2>(call, {"precision", "method"});
  require_number(call);
  const std::int64_t precision = integer_argument(call, digits, 0);
  const std::string_view how = text_argument(call, method, "common");
  const bool whole = !call.value.is_real();
  const double number = whole
                            ? static_cast<double>(positive(call.value, site_of(call)).as_integer())
                            : call.value.as_real();
  if (how == "common") {
    if (whole && precision >= 0) return positive(call.value, site_of(call));
    const double result = rounded_common(number, precision);
    return whole ? truncated(call, result, nullptr) : Value(result);
  }
  if (how != "ceil" && how != "floor") {
    call.fail("wrong-argument", "`round` knows `common`, `ceil` and `floor`, not " + quoted(how));
  }
  const double scale = std::pow(10.0, static_cast<double>(precision));
  const double scaled = how == "ceil" ? std::ceil(number * scale) : std::floor(number * scale);
  return std::isfinite(scaled) && scale > 0 ? scaled / scale : number;
}

Value filesizeformat(const FilterCall& call) {
  const auto [binary] = bind_arguments<1>(call, {"binary"});
  const bool powers_of_two = boolean_argument(call, binary, false);
  constexpr std::array<std::string_view, 8> units{"k", "M", "G", "T", "P", "E", "Z", "Y"};
  double size = 0;
  if (call.value.is_string()) {
    const auto number = parse_real(call.value.as_string());
    if (!number) call.fail("wrong-type", "`filesizeformat` wants a number");
    size = *number;
  } else {
    require_number(call);
    size = call.value.is_real()
               ? call.value.as_real()
               : static_cast<double>(positive(call.value, site_of(call)).as_integer());
  }
  const double base = powers_of_two ? 1024 : 1000;
  if (size == 1) return "1 Byte";
  if (size < base) return fixed_real(std::trunc(size), 0) + " Bytes";
  double unit = base;
  std::size_t which = 0;
  while (which + 1 < units.size() && size >= unit * base) {
    unit *= base;
    ++which;
  }
  std::string name(units[which]);
  if (powers_of_two) name = upper_case(name) + "i";
  return fixed_real(size / unit, 1) + " " + name + "B";
}

}  // namespace

void add_number_filters(Registry& registry) {
  const auto add = [&](const std::string& name, Value (*apply)(const FilterCall&)) {
    registry.filters.insert_or_assign(name, FilterEntry{name, apply, {}});
  };
  add("int", integer);
  add("float", real);
  add("abs", absolute);
  add("round", round);
  add("filesizeformat", filesizeformat);
}

}  // namespace plinth::jinja
