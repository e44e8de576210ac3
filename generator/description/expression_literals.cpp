#include "description/expression_literals.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "description/written_number.hpp"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 5> duration_units{"ms", "s", "m", "h", "d"};

/// `15min`: digits and letters that are neither a unit nor the exponent of other languages.
bool has_foreign_unit(std::string_view unit) {
  return !unit.empty() && unit != "e" &&
         unit.find_first_of("0123456789.+-_") == std::string_view::npos;
}

}  // namespace

bool read_text_literal(TextCursor& cursor, Literal& literal, DiagnosticSink& sink) {
  const Span open = cursor.here();
  literal.kind = Literal::Kind::Text;
  cursor.advance();
  while (!cursor.at_end()) {
    const char c = cursor.peek();
    cursor.advance();
    if (c == '\'' && !cursor.take("'")) return true;
    literal.value += c;
  }
  sink.error("missing-quote", open, "the quote is never closed");
  return false;
}

bool read_number_literal(TextCursor& cursor, Literal& literal, DiagnosticSink& sink) {
  const Spelled number = cursor.take_number();
  literal.value = number.text;
  literal.kind = Literal::Kind::Number;
  const std::size_t digits =
      std::min(number.text.find_first_not_of("0123456789"), number.text.size());
  const std::string_view unit = number.text.substr(digits);
  const bool known =
      std::find(duration_units.begin(), duration_units.end(), unit) != duration_units.end();
  if (digits > 0 && known) {
    literal.kind = Literal::Kind::Duration;
    return true;
  }
  if (digits == 0 || !has_foreign_unit(unit)) return check_number(number, sink);
  sink.error("bad-duration", number.span, "`" + std::string(unit) + "` is no unit of time")
      .hint("durations are written `500ms`, `30s`, `15m`, `24h`, `7d`");
  return false;
}

}  // namespace plinth
