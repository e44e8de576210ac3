#include "jinja/value_operations.hpp"

#include <algorithm>
#include <cmath>

#include "diagnostics/unicode.hpp"
#include "jinja/callable.hpp"
#include "jinja/printf_format.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

constexpr std::size_t deepest_equal = 200;

[[noreturn]] void fail_operands(std::string_view operation, const Value& left, const Value& right,
                                const Site& site) {
  if (left.is_undefined() || right.is_undefined()) fail_undefined(site);
  fail(site.span, "wrong-type",
       quoted(operation) + " does not work for " + describe(left) + " and " + describe(right));
}

[[noreturn]] void fail_overflow(const Site& site) {
  fail(site.span, "number-out-of-range", "the result does not fit into 64 bits");
}

[[noreturn]] void fail_division(const Site& site) {
  fail(site.span, "division-by-zero", "division by zero");
}

bool whole(const Value& value) { return value.is_integer() || value.is_boolean(); }

std::int64_t integer_of(const Value& value) {
  return value.is_boolean() ? (value.as_boolean() ? 1 : 0) : value.as_integer();
}

double real_of(const Value& value) {
  return value.is_real() ? value.as_real() : static_cast<double>(integer_of(value));
}

Value finite(double number, const Site& site) {
  if (std::isinf(number)) fail(site.span, "number-out-of-range", "the result is too large");
  return number;
}

Value escaped(const Value& value) {
  if (value.is_safe()) return value;
  std::string text;
  append_html(value.as_string(), text);
  return marked_like(std::move(text), value);
}

Value joined_texts(const Value& left, const Value& right, const Site& site) {
  const bool safe = left.is_safe() || right.is_safe();
  if (safe && !(left.is_safe() && right.is_safe())) {
    return joined_texts(escaped(left).with_safety(), escaped(right).with_safety(), site);
  }
  check_text_size(left.size() + right.size(), site);
  std::string text;
  text.reserve(left.size() + right.size());
  text.append(left.as_string()).append(right.as_string());
  return Value(std::move(text))
      .with_safety(safe)
      .with_taint(left.is_tainted() || right.is_tainted());
}

Value joined_lists(const Value& left, const Value& right, const Site& site) {
  check_item_count(left.size() + right.size(), site);
  List items;
  items.reserve(left.size() + right.size());
  items.insert(items.end(), left.as_list().begin(), left.as_list().end());
  items.insert(items.end(), right.as_list().begin(), right.as_list().end());
  return left.is_tuple() ? Value::tuple(std::move(items)) : Value(std::move(items));
}

Value repeated(const Value& value, std::int64_t times, const Site& site) {
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(times, 0));
  if (value.is_string()) {
    const std::string_view text = value.as_string();
    check_text_product(text.size(), count, site);
    std::string out;
    if (!text.empty()) {
      out.reserve(text.size() * count);
      for (std::size_t at = 0; at < count; ++at) out += text;
    }
    return marked_like(std::move(out), value);
  }
  const List& items = value.as_list();
  if (!items.empty()) {
    check_item_count(count, site);
    check_item_count(items.size() * count, site);
  }
  List out;
  if (!items.empty()) {
    out.reserve(items.size() * count);
    for (std::size_t at = 0; at < count; ++at) out.insert(out.end(), items.begin(), items.end());
  }
  return value.is_tuple() ? Value::tuple(std::move(out)) : Value(std::move(out));
}

Value integer_power(std::int64_t base, std::int64_t exponent, const Site& site) {
  std::int64_t result = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) fail_overflow(site);
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) fail_overflow(site);
  }
  return result;
}

bool equal_at(const Value& left, const Value& right, std::size_t depth);

bool equal_lists(const List& left, const List& right, std::size_t depth) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [depth](const Value& a, const Value& b) { return equal_at(a, b, depth + 1); });
}

bool equal_maps(const Map& left, const Map& right, std::size_t depth) {
  if (left.size() != right.size()) return false;
  for (const auto& [key, value] : left) {
    const Value* other = right.find(key);
    if (other == nullptr || !equal_at(value, *other, depth + 1)) return false;
  }
  return true;
}

std::partial_ordering compare_numbers(const Value& left, const Value& right) {
  if (whole(left) && whole(right)) return integer_of(left) <=> integer_of(right);
  const auto exact = [](const Value& value) {  // 64 bits of an integer fit into a long double
    return value.is_real() ? static_cast<long double>(value.as_real())
                           : static_cast<long double>(integer_of(value));
  };
  return exact(left) <=> exact(right);
}

bool equal_at(const Value& left, const Value& right, std::size_t depth) {
  if (depth > deepest_equal) return false;
  if (left.is_string() || right.is_string()) return left.same_text(right);
  if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
  if (left.kind() != right.kind()) return false;
  if (left.is_list()) {
    return left.is_tuple() == right.is_tuple() &&
           equal_lists(left.as_list(), right.as_list(), depth);
  }
  if (left.is_map()) return equal_maps(left.as_map(), right.as_map(), depth);
  return !left.is_callable() || left.same_object(right);
}

std::partial_ordering compare_at(const Value& left, const Value& right, const Site& site,
                                 std::size_t depth) {
  if (left.is_string() && right.is_string()) {
    // Bytes of UTF-8 order as code points do.
    return left.as_string().compare(right.as_string()) <=> 0;
  }
  if (left.is_number() && right.is_number()) return compare_numbers(left, right);
  if (!left.is_list() || !right.is_list() || depth > deepest_equal) {
    fail_operands("<", left, right, site);
  }
  const List& a = left.as_list();
  const List& b = right.as_list();
  for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at) {
    if (!equal(a[at], b[at])) return compare_at(a[at], b[at], site, depth + 1);
  }
  return a.size() <=> b.size();
}

/// Python's way to make an index of a slice fit: negative ones count from the end.
std::int64_t clamped(const Value& value, std::int64_t fallback, std::int64_t size,
                     std::int64_t lowest, std::int64_t highest, const Site& site) {
  if (value.is_none()) return fallback;
  if (!whole(value)) {
    if (value.is_undefined()) fail_undefined(site);
    fail(site.span, "wrong-type", "a slice wants integers, not " + describe_one(value));
  }
  std::int64_t index = integer_of(value);
  if (index < 0) index = index < -size ? lowest : index + size;
  return std::clamp(index, lowest, highest);
}

/// Calls `take` with every index of the slice.
template <typename Take>
void each_sliced(std::size_t count, const Value& start, const Value& stop, const Value& step,
                 const Site& site, Take take) {
  const auto size = static_cast<std::int64_t>(count);
  if (!step.is_none() && !whole(step)) {
    fail(site.span, "wrong-type", "a slice wants integers, not " + describe_one(step));
  }
  const std::int64_t stride = step.is_none() ? 1 : integer_of(step);
  if (stride == 0) fail(site.span, "wrong-argument", "the step of a slice is not 0");
  const bool forward = stride > 0;
  const std::int64_t lowest = forward ? 0 : -1;
  const std::int64_t highest = forward ? size : size - 1;
  std::int64_t at = clamped(start, forward ? 0 : size - 1, size, lowest, highest, site);
  const std::int64_t end = clamped(stop, forward ? size : -1, size, lowest, highest, site);
  while (forward ? at < end : at > end) {
    take(static_cast<std::size_t>(at));
    if (__builtin_add_overflow(at, stride, &at)) return;
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::vector<std::string_view> split_characters(std::string_view text) {
  std::vector<std::string_view> characters;
  while (!text.empty()) {
    const std::size_t length = decode_utf8(text).length;
    characters.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return characters;
}

Value text_item(const Value& object, std::int64_t index) {
  const std::string_view text = object.as_string();
  const auto size =
      static_cast<std::int64_t>(is_ascii(text) ? text.size() : code_point_count(text));
  if (index < 0) index += size;
  if (index < 0 || index >= size) return {};
  const std::string_view before = first_code_points(text, static_cast<std::size_t>(index));
  const std::string_view rest = text.substr(before.size());
  return marked_like(std::string(first_code_points(rest, 1)), object);
}

}  // namespace

void fail_undefined(const Site& site) {
  fail(site.span, "undefined-name", quoted_source(site.span) + " is undefined");
}

void require_defined(const Value& value, const Site& site) {
  if (value.is_undefined() && site.options.undefined == UndefinedPolicy::Strict) {
    fail_undefined(site);
  }
}

void check_text_size(std::size_t bytes, const Site& site) {
  if (bytes > site.options.limits.output_bytes) {
    fail(site.span, "too-much-text",
         "this makes a text of more than " + std::to_string(site.options.limits.output_bytes) +
             " bytes");
  }
}

void check_item_count(std::size_t items, const Site& site) {
  if (items > site.options.limits.items) {
    fail(site.span, "too-many-items",
         "this makes a list of more than " + std::to_string(site.options.limits.items) + " items");
  }
}

void check_text_product(std::size_t size, std::size_t count, const Site& site) {
  std::size_t product = 0;
  if (__builtin_mul_overflow(size, count, &product)) product = static_cast<std::size_t>(-1);
  check_text_size(product, site);
}

bool truth(const Value& value, const Site& site) {
  switch (value.kind()) {
    case Kind::Undefined:
      require_defined(value, site);
      return false;
    case Kind::None:
      return false;
    case Kind::Boolean:
      return value.as_boolean();
    case Kind::Integer:
      return value.as_integer() != 0;
    case Kind::Real:
      return value.as_real() != 0;
    case Kind::Callable:
      return true;
    default:
      return value.size() > 0;
  }
}

Value add(const Value& left, const Value& right, const Site& site) {
  if (whole(left) && whole(right)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(integer_of(left), integer_of(right), &sum)) fail_overflow(site);
    return sum;
  }
  if (left.is_number() && right.is_number()) return finite(real_of(left) + real_of(right), site);
  if (left.is_string() && right.is_string()) return joined_texts(left, right, site);
  const bool lists = left.is_list() && right.is_list() && left.is_tuple() == right.is_tuple();
  if (lists) return joined_lists(left, right, site);
  const bool text = left.is_string() || right.is_string();
  if (text && !left.is_undefined() && !right.is_undefined()) {
    fail(site.span, "wrong-type",
         "`+` does not work for " + describe(left) + " and " + describe(right),
         "`~` joins values of any kind as text");
  }
  fail_operands("+", left, right, site);
}

Value subtract(const Value& left, const Value& right, const Site& site) {
  if (whole(left) && whole(right)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(integer_of(left), integer_of(right), &difference)) {
      fail_overflow(site);
    }
    return difference;
  }
  if (!left.is_number() || !right.is_number()) fail_operands("-", left, right, site);
  return finite(real_of(left) - real_of(right), site);
}

Value multiply(const Value& left, const Value& right, const Site& site) {
  if (whole(left) && whole(right)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(integer_of(left), integer_of(right), &product)) fail_overflow(site);
    return product;
  }
  if (left.is_number() && right.is_number()) return finite(real_of(left) * real_of(right), site);
  const auto repeatable = [](const Value& value) { return value.is_string() || value.is_list(); };
  if (repeatable(left) && whole(right)) return repeated(left, integer_of(right), site);
  if (whole(left) && repeatable(right)) return repeated(right, integer_of(left), site);
  fail_operands("*", left, right, site);
}

Value divide(const Value& left, const Value& right, const Site& site) {
  if (!left.is_number() || !right.is_number()) fail_operands("/", left, right, site);
  if (real_of(right) == 0) fail_division(site);
  return finite(real_of(left) / real_of(right), site);
}

Value floor_divide(const Value& left, const Value& right, const Site& site) {
  if (!left.is_number() || !right.is_number()) fail_operands("//", left, right, site);
  if (real_of(right) == 0) fail_division(site);
  if (!whole(left) || !whole(right))
    return finite(std::floor(real_of(left) / real_of(right)), site);
  const std::int64_t dividend = integer_of(left);
  const std::int64_t divisor = integer_of(right);
  if (divisor == -1) return negate(left, site);  // the one quotient that may not fit
  const bool rounds = dividend % divisor != 0 && (dividend < 0) != (divisor < 0);
  return dividend / divisor - (rounds ? 1 : 0);
}

Value modulo(const Value& left, const Value& right, const Site& site) {
  if (left.is_string()) return format_printf(left, right, site);
  if (!left.is_number() || !right.is_number()) fail_operands("%", left, right, site);
  if (real_of(right) == 0) fail_division(site);
  // Python's remainder has the sign of the divisor.
  if (!whole(left) || !whole(right)) {
    const double divisor = real_of(right);
    const double rest = std::fmod(real_of(left), divisor);
    return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest;
  }
  const std::int64_t divisor = integer_of(right);
  if (divisor == -1) return 0;
  const std::int64_t rest = integer_of(left) % divisor;
  return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest;
}

Value power(const Value& left, const Value& right, const Site& site) {
  if (!left.is_number() || !right.is_number()) fail_operands("**", left, right, site);
  if (whole(left) && whole(right) && integer_of(right) >= 0) {
    return integer_power(integer_of(left), integer_of(right), site);
  }
  const double base = real_of(left);
  const double exponent = real_of(right);
  if (base == 0 && exponent < 0) fail_division(site);
  const double result = std::pow(base, exponent);
  if (std::isnan(result)) fail(site.span, "number-out-of-range", "the result is no real number");
  return finite(result, site);
}

Value negate(const Value& value, const Site& site) {
  if (whole(value)) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, integer_of(value), &result)) fail_overflow(site);
    return result;
  }
  if (value.is_real()) return -value.as_real();
  if (value.is_undefined()) fail_undefined(site);
  fail(site.span, "wrong-type", "`-` does not work for " + describe(value));
}

Value positive(const Value& value, const Site& site) {
  if (whole(value)) return integer_of(value);
  if (value.is_real()) return value;
  if (value.is_undefined()) fail_undefined(site);
  fail(site.span, "wrong-type", "`+` does not work for " + describe(value));
}

Value concatenate(std::span<const Value> parts, const Site& site, Escape escape) {
  const bool tainted = std::any_of(parts.begin(), parts.end(), contains_taint);
  const bool safe =
      escape == Escape::Html &&
      std::any_of(parts.begin(), parts.end(), [](const Value& part) { return part.is_safe(); });
  std::string text;
  for (const Value& part : parts) {
    if (safe && !part.is_safe()) {
      append_html(printed(part, site), text);
    } else {
      append_printed(part, site, text);
    }
    check_text_size(text.size(), site);
  }
  return Value(std::move(text)).with_safety(safe).with_taint(tainted);
}

bool equal(const Value& left, const Value& right) { return equal_at(left, right, 0); }

std::partial_ordering compare(const Value& left, const Value& right, const Site& site) {
  return compare_at(left, right, site, 0);
}

bool contains(const Value& container, const Value& item, const Site& site) {
  switch (container.kind()) {
    case Kind::Undefined:
      require_defined(container, site);
      return false;
    case Kind::Map:
      return container.as_map().find(item) != nullptr;
    case Kind::List:
      return std::any_of(container.as_list().begin(), container.as_list().end(),
                         [&](const Value& other) { return equal(other, item); });
    case Kind::String:
      if (item.is_undefined()) fail_undefined(site);
      if (!item.is_string()) {
        fail(site.span, "wrong-type", "a text contains text, not " + describe_one(item));
      }
      return container.as_string().find(item.as_string()) != std::string_view::npos;
    default:
      break;
  }
  if (const auto* space = callable_as<Namespace>(container)) {
    return space->values.find(item) != nullptr;
  }
  fail(site.span, "wrong-type",
       "`in` looks into a list, a map or a text, not into " + describe_one(container));
}

Value subscript(const Value& object, const Value& index, const Site& site) {
  if (object.is_undefined()) {
    if (site.options.undefined == UndefinedPolicy::Chainable) return {};
    fail_undefined(site);
  }
  if (object.is_map()) {
    const Value* found = object.as_map().find(index);
    return found == nullptr ? Value() : *found;
  }
  if (!whole(index)) {
    if (index.is_undefined()) require_defined(index, site);
    return {};
  }
  std::int64_t at = integer_of(index);
  if (object.is_string()) return text_item(object, at);
  if (!object.is_list()) return {};
  const List& items = object.as_list();
  if (at < 0) at += static_cast<std::int64_t>(items.size());
  const bool inside = at >= 0 && static_cast<std::size_t>(at) < items.size();
  return inside ? items[static_cast<std::size_t>(at)] : Value();
}

Value slice(const Value& object, const Value& start, const Value& stop, const Value& step,
            const Site& site) {
  if (object.is_string()) {
    const std::string_view source = object.as_string();
    std::string text;
    if (is_ascii(source)) {
      each_sliced(source.size(), start, stop, step, site,
                  [&](std::size_t at) { text += source[at]; });
      return marked_like(std::move(text), object);
    }
    const std::vector<std::string_view> characters = split_characters(source);
    each_sliced(characters.size(), start, stop, step, site,
                [&](std::size_t at) { text += characters[at]; });
    return marked_like(std::move(text), object);
  }
  if (object.is_list()) {
    const List& items = object.as_list();
    List taken;
    each_sliced(items.size(), start, stop, step, site,
                [&](std::size_t at) { taken.push_back(items[at]); });
    return object.is_tuple() ? Value::tuple(std::move(taken)) : Value(std::move(taken));
  }
  if (object.is_undefined()) {
    if (site.options.undefined == UndefinedPolicy::Chainable) return {};
    fail_undefined(site);
  }
  fail(site.span, "wrong-type", "a list or a text can be sliced, " + describe(object) + " cannot");
}

List characters_of(const Value& text) {
  List items;
  for (const std::string_view character : split_characters(text.as_string())) {
    items.push_back(marked_like(std::string(character), text));
  }
  return items;
}

List items_of(const Value& value, const Site& site) {
  switch (value.kind()) {
    case Kind::Undefined:
      require_defined(value, site);
      return {};
    case Kind::List:
      return value.as_list();
    case Kind::String:
      return characters_of(value);
    case Kind::Map: {
      List keys;
      keys.reserve(value.size());
      for (const MapEntry& entry : value.as_map()) keys.push_back(entry.key);
      return keys;
    }
    default:
      break;
  }
  if (const auto* loop = callable_as<Loop>(value)) {
    if (loop->first != nullptr) return List(loop->first, loop->first + loop->length);
  }
  fail(site.span, "wrong-type",
       "expected a list, a map or a text to loop over, found " + describe_one(value));
}

std::size_t length_of(const Value& value, const Site& site) {
  switch (value.kind()) {
    case Kind::Undefined:
      require_defined(value, site);
      return 0;
    case Kind::String:
      return code_point_count(value.as_string());
    case Kind::List:
    case Kind::Map:
      return value.size();
    default:
      break;
  }
  if (const auto* loop = callable_as<Loop>(value)) return loop->length;
  fail(site.span, "wrong-type",
       "a list, a map or a text has a length, " + describe(value) + " has none");
}

void append_printed(const Value& value, const Site& site, std::string& out) {
  const bool plain = value.is_string() || value.is_number();
  if (plain) {
    append_text(value, site.options.spelling, out);
    return;
  }
  if (value.is_undefined()) {
    require_defined(value, site);
    return;
  }
  const bool printable =
      value.is_callable() ? callable_as<Module>(value) != nullptr : !site.options.plain_output;
  if (!printable) {
    fail(site.span, "not-printable",
         quoted_source(site.span) + " is " + describe_one(value) + " and cannot be printed");
  }
  append_text(value, site.options.spelling, out);
}

std::string printed(const Value& value, const Site& site) {
  std::string out;
  append_printed(value, site, out);
  return out;
}

Value marked_like(std::string text, const Value& source) {
  Value value(std::move(text));
  if (source.is_tainted()) return std::move(value).with_taint();
  return source.is_safe() ? std::move(value).with_safety() : value;
}

}  // namespace plinth::jinja
