#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

/// A number, `'text'`, `true`, `null` or a duration such as `24h`.
struct Literal {
  enum class Kind { Number, Text, Bool, Null, Duration };
  Kind kind = Kind::Null;
  std::string value;  // a text without its quotes; a number, bool or duration as written
};

/// `stock_quantity`, `item.unit_price`, `me.doctor`, or the word of an enum: which one it is
/// depends on what it stands beside, and is resolved with the design.
struct Path {
  std::vector<Spelled> segments;  // at least one
};

/// `-x` or `not x`.
struct Unary {
  std::string op;  // "-" or "not"
  ExpressionPtr operand;
};

/// `a op b`; op is one of `* / % + - = != < <= > >= and or`.
struct Binary {
  std::string op;
  ExpressionPtr left;
  ExpressionPtr right;
};

/// `now()`, `round(x, 2)`, `sum(item.quantity * item.unit_price)`, `exists(appointment where …)`.
struct Call {
  Spelled function;
  std::vector<Expression> arguments;
  ExpressionPtr where;  // of an aggregate; may be null
};

/// `a in (x, y)`, `me in fans`: a list in brackets, or one path to a list.
struct Membership {
  ExpressionPtr element;
  std::vector<Expression> options;
  bool bracketed = false;  // `a in (x)` is a list of one, `a in x` a path to a list
};

/// `a is null`, `a is not null`.
struct NullTest {
  ExpressionPtr operand;
  bool negated = false;
};

/// The language of `:=`, `= (…)`, `rules`, `when`, `where` and `sets`.
struct Expression {
  Span span;
  std::variant<Literal, Path, Unary, Binary, Call, Membership, NullTest> node;
};

/// The functions of expressions; `next` of a serial is one.
bool is_function(std::string_view name);

/// Parses the whole of `source` (a piece of a field line or of a scalar). Precedence, tight to
/// loose: `a.b` `f(x)`; `-x`; `* / %`; `+ -`; comparisons, `in`, `is null` (not chained); `not`;
/// `and`; `or`. Problems go to `sink`; null then.
/// A hyphen between two letters without blanks belongs to the word (`in-progress`, an enum word); a
/// difference is written with blanks.
ExpressionPtr parse_expression(const Spelled& source, DiagnosticSink& sink);

/// In s-expressions, for tests: `(> (path stock_quantity) (number 0))`.
std::string dump(const Expression& expression);

/// As it is written in the shortest way: single spaces, no bracket that changes nothing.
std::string to_text(const Expression& expression);

}  // namespace plinth
