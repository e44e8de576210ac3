#include <array>
#include <cmath>

#include "diagnostics/unicode.hpp"
#include "jinja/builtins.hpp"
#include "jinja/callable.hpp"
#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// What stands behind `is`.

namespace plinth::jinja {
namespace {

const Value& operand(const FilterCall& call) {
  const auto [other] = bind_arguments<1>(call, {"other"}, 1);
  return *other;
}

bool is_defined(const FilterCall& call) { return !call.value.is_undefined(); }
bool is_undefined(const FilterCall& call) { return call.value.is_undefined(); }
bool is_none(const FilterCall& call) { return call.value.is_none(); }
bool is_boolean(const FilterCall& call) { return call.value.is_boolean(); }
bool is_true(const FilterCall& call) { return call.value.is_boolean() && call.value.as_boolean(); }
bool is_false(const FilterCall& call) {
  return call.value.is_boolean() && !call.value.as_boolean();
}
bool is_integer(const FilterCall& call) { return call.value.is_integer(); }
bool is_float(const FilterCall& call) { return call.value.is_real(); }
bool is_number(const FilterCall& call) { return call.value.is_number(); }
bool is_string(const FilterCall& call) { return call.value.is_string(); }
bool is_mapping(const FilterCall& call) { return call.value.is_map(); }
bool is_callable(const FilterCall& call) {
  const Value& value = call.value;
  return callable_as<NativeFunction>(value) != nullptr || callable_as<Macro>(value) != nullptr ||
         callable_as<BoundMethod>(value) != nullptr || callable_as<Joiner>(value) != nullptr ||
         callable_as<BlockReference>(value) != nullptr || callable_as<Loop>(value) != nullptr;
}
bool is_sequence(const FilterCall& call) {
  return call.value.is_list() || call.value.is_string() || call.value.is_map();
}
bool is_iterable(const FilterCall& call) {
  return is_sequence(call) || call.value.is_undefined() || callable_as<Loop>(call.value) != nullptr;
}
bool is_escaped(const FilterCall& call) { return call.value.is_safe(); }

bool is_filter(const FilterCall& call) {
  return call.value.is_string() &&
         call.environment.registry().find_filter(call.value.as_string()) != nullptr;
}
bool is_test(const FilterCall& call) {
  return call.value.is_string() &&
         call.environment.registry().find_test(call.value.as_string()) != nullptr;
}

/// Python's `islower` and `isupper`: all letters with a case have this one, and there is one.
bool all_of_case(const FilterCall& call, bool upper) {
  const std::string text = text_of(call.value, call.environment.options().spelling);
  bool any = false;
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    if (upper ? is_lower(point.value) : is_upper(point.value)) return false;
    any = any || (upper ? is_upper(point.value) : is_lower(point.value));
    rest.remove_prefix(point.length);
  }
  return any;
}

bool is_lower_text(const FilterCall& call) { return all_of_case(call, false); }
bool is_upper_text(const FilterCall& call) { return all_of_case(call, true); }

Value remainder(const FilterCall& call, const Value& divisor) {
  if (!call.value.is_number()) {
    call.fail("wrong-type",
              quoted(call.name) + " asks for a number, not " + describe_one(call.value));
  }
  return modulo(call.value, divisor, site_of(call));
}

bool is_odd(const FilterCall& call) { return equal(remainder(call, 2), 1); }
bool is_even(const FilterCall& call) { return equal(remainder(call, 2), 0); }
bool is_divisible(const FilterCall& call) {
  const auto [divisor] = bind_arguments<1>(call, {"num"}, 1);
  return equal(remainder(call, *divisor), 0);
}

bool is_same(const FilterCall& call) {
  const Value& other = operand(call);
  if (call.value.kind() != other.kind()) return false;
  return call.value.kind() >= Kind::List ? call.value.same_object(other) : equal(call.value, other);
}

bool is_equal(const FilterCall& call) { return equal(call.value, operand(call)); }
bool is_unequal(const FilterCall& call) { return !equal(call.value, operand(call)); }
bool is_less(const FilterCall& call) {
  return compare(call.value, operand(call), site_of(call)) < 0;
}
bool is_at_most(const FilterCall& call) {
  return compare(call.value, operand(call), site_of(call)) <= 0;
}
bool is_greater(const FilterCall& call) {
  return compare(call.value, operand(call), site_of(call)) > 0;
}
bool is_at_least(const FilterCall& call) {
  return compare(call.value, operand(call), site_of(call)) >= 0;
}
bool is_in(const FilterCall& call) { return contains(operand(call), call.value, site_of(call)); }

struct BuiltinTest {
  std::string_view name;
  bool (*holds)(const FilterCall&);
  bool takes_operand = false;
};

// Those that ask for the kind of a value may be asked of an undefined one.
constexpr std::array kind_tests{
    BuiltinTest{"defined", is_defined},   BuiltinTest{"undefined", is_undefined},
    BuiltinTest{"none", is_none},         BuiltinTest{"boolean", is_boolean},
    BuiltinTest{"true", is_true},         BuiltinTest{"false", is_false},
    BuiltinTest{"integer", is_integer},   BuiltinTest{"float", is_float},
    BuiltinTest{"number", is_number},     BuiltinTest{"string", is_string},
    BuiltinTest{"mapping", is_mapping},   BuiltinTest{"callable", is_callable},
    BuiltinTest{"sequence", is_sequence}, BuiltinTest{"iterable", is_iterable},
    BuiltinTest{"escaped", is_escaped},
};

constexpr std::array value_tests{
    BuiltinTest{"filter", is_filter},
    BuiltinTest{"test", is_test},
    BuiltinTest{"lower", is_lower_text},
    BuiltinTest{"upper", is_upper_text},
    BuiltinTest{"odd", is_odd},
    BuiltinTest{"even", is_even},
    BuiltinTest{"divisibleby", is_divisible, true},
    BuiltinTest{"sameas", is_same, true},
    BuiltinTest{"eq", is_equal, true},
    BuiltinTest{"equalto", is_equal, true},
    BuiltinTest{"==", is_equal, true},
    BuiltinTest{"ne", is_unequal, true},
    BuiltinTest{"!=", is_unequal, true},
    BuiltinTest{"lt", is_less, true},
    BuiltinTest{"lessthan", is_less, true},
    BuiltinTest{"<", is_less, true},
    BuiltinTest{"le", is_at_most, true},
    BuiltinTest{"<=", is_at_most, true},
    BuiltinTest{"gt", is_greater, true},
    BuiltinTest{"greaterthan", is_greater, true},
    BuiltinTest{">", is_greater, true},
    BuiltinTest{"ge", is_at_least, true},
    BuiltinTest{">=", is_at_least, true},
    BuiltinTest{"in", is_in, true},
};

void add_test(Registry& registry, const BuiltinTest& test, bool accepts_undefined) {
  const std::string name(test.name);
  Test holds = test.holds;
  if (!test.takes_operand) {
    holds = [function = test.holds](const FilterCall& call) {
      no_arguments(call);
      return function(call);
    };
  }
  registry.tests.insert_or_assign(name, TestEntry{name, std::move(holds), accepts_undefined});
}

}  // namespace

void add_builtin_tests(Registry& registry) {
  for (const BuiltinTest& test : kind_tests) add_test(registry, test, true);
  for (const BuiltinTest& test : value_tests) add_test(registry, test, false);
}

}  // namespace plinth::jinja
