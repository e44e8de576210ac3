#include "design/example_order.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "description/written_number.hpp"

namespace plinth {
namespace {

/// What an example shows of a date, a time or a number; nothing of other values.
std::string* spelling_of(Constant& value) {
  if (auto* const number = std::get_if<Constant::Number>(&value.value)) return &number->spelling;
  return std::get_if<std::string>(&value.value);
}

/// The number that stands at `at`, one larger, with as many digits at least.
std::string counted_up(std::string text, std::size_t at, std::size_t length) {
  std::int64_t number = 0;
  std::from_chars(text.data() + at, text.data() + at + length, number);
  std::string digits = std::to_string(number + 1);
  if (digits.size() < length) digits.insert(0, length - digits.size(), '0');
  return text.replace(at, length, digits);
}

/// The next day; of the last days of a month, which are not all there, the first of the next.
std::string day_after(std::string date) {
  if (date.substr(8, 2) < "28") return counted_up(std::move(date), 8, 2);
  date.replace(8, 2, "01");
  if (date.substr(5, 2) < "12") return counted_up(std::move(date), 5, 2);
  date.replace(5, 2, "01");
  return counted_up(std::move(date), 0, 4);
}

/// A little more than `text`, or nothing.
std::optional<std::string> more_than(const std::string& text, TypeKind kind) {
  switch (kind) {
    case TypeKind::Date:
      return day_after(text);
    case TypeKind::DateTime:
      if (text.substr(11, 2) < "23") return counted_up(text, 11, 2);
      return day_after(text.substr(0, 10)) + text.substr(10);
    case TypeKind::Time:
      return text.substr(0, 2) < "23" ? std::optional(counted_up(text, 0, 2)) : std::nullopt;
    case TypeKind::Int:
    case TypeKind::Long:
    case TypeKind::Decimal:
      if (text.starts_with("-")) return std::nullopt;
      return counted_up(text, 0, std::min(text.find('.'), text.size()));
    default:
      return std::nullopt;
  }
}

bool is_less(const std::string& one, const std::string& other, TypeKind kind) {
  return is_numeric(kind) ? compare_numbers(one, other) < 0 : one < other;
}

class RowExample {
 public:
  RowExample(const Resource& resource, Constant::Object& members)
      : resource_(resource), members_(members) {}

  /// Whether something had to be changed.
  bool keep(const Operation& rule) {
    if (rule.op == "<" || rule.op == "<=") {
      return order(rule.operands[0], rule.operands[1], rule.op == "<=");
    }
    if (rule.op == ">" || rule.op == ">=") {
      return order(rule.operands[1], rule.operands[0], rule.op == ">=");
    }
    bool changed = false;
    if (rule.op == "and") {
      for (const Operation& part : rule.operands) changed = keep(part) || changed;
    }
    return changed;
  }

 private:
  const Field* field_of(const Operation& operand) const {
    const bool own = operand.kind == Operation::Kind::Field && operand.path.size() == 1;
    return own ? resource_.find(operand.path[0]) : nullptr;
  }

  std::string* shown(const Field& field) {
    for (auto& [name, value] : members_) {
      if (name == field.wire) return spelling_of(value);
    }
    return nullptr;
  }

  bool order(const Operation& lesser, const Operation& greater, bool may_be_equal) {
    const Field* const low = field_of(lesser);
    const Field* const high = field_of(greater);
    if (low == nullptr || high == nullptr || low->type.kind != high->type.kind) {
      return false;
    }
    const TypeKind kind = low->type.kind;
    std::string* const below = shown(*low);
    std::string* const above = shown(*high);
    const bool written = high->example.has_value() || !high->type.example.empty();
    if (below == nullptr || above == nullptr || written) return false;
    if (is_less(*below, *above, kind) || (may_be_equal && *below == *above)) return false;
    const std::optional<std::string> more = more_than(*below, kind);
    const bool fits =
        more && (!high->type.maximum || compare_numbers(*more, high->type.maximum->value) < 0) &&
        (high->type.multiple_of.empty() || is_multiple(*more, high->type.multiple_of));
    if (fits) *above = *more;
    return fits;
  }

  const Resource& resource_;
  Constant::Object& members_;
};

}  // namespace

void keep_in_order(const Resource& resource, Constant::Object& example) {
  RowExample row(resource, example);
  // One rule may disturb what another has put in order; rules that go round in a circle never rest.
  bool changed = true;
  for (std::size_t round = 0; changed && round < resource.rules.size(); ++round) {
    changed = false;
    for (const ResourceRule& rule : resource.rules) {
      changed = row.keep(rule.condition) || changed;
    }
  }
}

}  // namespace plinth
