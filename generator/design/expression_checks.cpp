// What the place of an expression asks of its value: a condition, or something that a field can
// hold.

#include "design/resolution.hpp"
#include "design/text_form.hpp"
#include "design/value_family.hpp"

namespace plinth {
namespace {

/// `round(x, 0)`: a whole number, whatever the type.
bool is_rounded(const Operation& value) {
  if (value.kind != Operation::Kind::Call || value.op != "round") return false;
  const auto* const places = std::get_if<Constant::Number>(&value.operands[1].value.value);
  return places != nullptr && places->spelling == "0";
}

}  // namespace

void check_condition(Resolution& resolution, const Operation& condition, const Span& place) {
  const Family found = family(condition);
  if (found == Family::Bool || found == Family::Unknown) return;
  resolution.sink
      .error("type-mismatch", place, "expected a condition, found " + spoken_type(condition))
      .hint("a condition is true or false, such as `a > 0`, `a is not null`");
}

Operation resolve_condition(Resolution& resolution, const Expression& written,
                            const ExpressionScope& scope) {
  Operation condition = resolve_expression(resolution, written, scope);
  check_condition(resolution, condition, written.span);
  return condition;
}

bool can_hold(const Type& type, const Operation& value) {
  const Family wanted = type.known ? family(type.kind) : Family::Unknown;
  const Family found = family(value);
  if (found == Family::Unknown) return true;
  // A serial takes its own numbers, and JSON is made by nobody but its sender.
  if (wanted == Family::Unknown) return !type.known;
  const auto* const text = std::get_if<Constant::FreeText>(&value.value.value);
  const bool literal = value.kind == Operation::Kind::Constant && text != nullptr;
  if (literal && wanted != Family::Number && wanted != Family::Bool) {
    return is_textual(type.kind) || wanted_form(type.kind, text->text).empty();
  }
  if (wanted == Family::Number && found == Family::Number) {
    return !is_whole(type.kind) || is_whole(value.type) || is_rounded(value);
  }
  // Ids may be numbers.
  const bool id = (wanted == Family::Id && is_whole(value.type)) ||
                  (found == Family::Id && is_whole(type.kind));
  return wanted == found || id;
}

void check_value_type(Resolution& resolution, const Type& type, const Operation& value,
                      const Span& place) {
  if (can_hold(type, value)) return;
  const bool fraction = family(type.kind) == Family::Number && family(value) == Family::Number;
  resolution.sink
      .error("type-mismatch", place,
             "a field of type `" + std::string(to_text(type.kind)) +
                 "` cannot hold this value, which is " + spoken_type(value))
      .hint(fraction ? "write `round(…, 0)`, or make the field a `decimal`" : "");
}

}  // namespace plinth
