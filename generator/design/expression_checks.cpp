// What the place of an expression asks of its value: a condition, or something that a field can
// hold.

#include "design/resolution.hpp"
#include "design/value_family.hpp"

namespace plinth {

Operation resolve_condition(Resolution& resolution, const Expression& written,
                            const ExpressionScope& scope) {
  Operation condition = resolve_expression(resolution, written, scope);
  const auto found = family(condition);
  if (found != Family::Bool && found != Family::Unknown) {
    resolution.sink
        .error("type-mismatch", written.span,
               "expected a condition, found " + spoken_type(condition))
        .hint("a condition is true or false, such as `a > 0`, `a is not null`");
  }
  return condition;
}

void check_value_type(Resolution& resolution, const Type& type, const Operation& value,
                      const Span& place) {
  const Family wanted = type.known ? family(type.kind) : Family::Unknown;
  const Family found = family(value);
  const bool from_text =
      found == Family::Text && (wanted == Family::Date || wanted == Family::Time ||
                                wanted == Family::Duration || wanted == Family::Id);
  if (wanted == found || wanted == Family::Unknown || found == Family::Unknown || from_text) return;
  resolution.sink.error("type-mismatch", place,
                        "a field of type `" + std::string(to_text(type.kind)) +
                            "` cannot hold this value, which is " + spoken_type(value));
}

}  // namespace plinth
