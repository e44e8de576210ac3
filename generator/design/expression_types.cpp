#include "design/expression_types.hpp"

#include <algorithm>
#include <array>

#include "design/text_form.hpp"
#include "design/value_family.hpp"

namespace plinth {
namespace {

constexpr TypeKind unknown = TypeKind::Json;

bool is_comparison(std::string_view op) {
  constexpr std::array<std::string_view, 6> comparisons{"=", "!=", "<", "<=", ">", ">="};
  return std::find(comparisons.begin(), comparisons.end(), op) != comparisons.end();
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

DiagnosticBuilder mismatch(DiagnosticSink& sink, const Span& place, std::string message) {
  return sink.error("type-mismatch", place, std::move(message));
}

/// Whether values are before or after each other: an enum's words are not, in SQL they are texts.
bool has_order(const Operation& value) {
  switch (family(value)) {
    case Family::Bool:
    case Family::List:
    case Family::Map:
    case Family::File:
      return false;
    default:
      return value.type != TypeKind::Enum;
  }
}

bool is_one_value(const Operation& value) {
  const Family found = family(value);
  return found != Family::List && found != Family::Map && found != Family::File;
}

/// The text of `operation` where it is a literal in quotes.
const std::string* literal_text(const Operation& operation) {
  const auto* text = std::get_if<Constant::FreeText>(&operation.value.value);
  return operation.kind == Operation::Kind::Constant && text != nullptr ? &text->text : nullptr;
}

/// Dates and times are written as texts: one beside a date has to be one.
bool is_moment(const Operation& operation) {
  const Family found = family(operation);
  return found == Family::Date || found == Family::Time;
}

bool check_moment(const Operation& moment, const std::string& text, const Span& place,
                  DiagnosticSink& sink) {
  const std::string_view wanted = wanted_form(moment.type, text);
  if (wanted.empty()) return true;
  mismatch(sink, place, quoted(text) + " is not " + std::string(wanted));
  return false;
}

void check_sides(const Operation& operation, const Binary& written, const Span& place,
                 DiagnosticSink& sink) {
  const Operation& left = operation.operands[0];
  const Operation& right = operation.operands[1];
  if (!check_comparable(left, written.left->span, right, written.right->span, place, sink)) return;
  if (operation.op == "=" || operation.op == "!=") return;
  const bool first = !has_order(left);
  if (!first && has_order(right)) return;
  const Operation& odd = first ? left : right;
  mismatch(sink, first ? written.left->span : written.right->span,
           spoken_type(odd) + " has no order, so that " + quoted(operation.op) + " says nothing")
      .hint(odd.type == TypeKind::Enum    ? "name the words: `a in (b, c)`"
            : family(odd) == Family::List ? "compare how many there are: `length(a) > 3`"
                                          : "");
}

void check_conditions(const Operation& operation, const Binary& written, DiagnosticSink& sink) {
  const std::array<const Span*, 2> places{&written.left->span, &written.right->span};
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Family found = family(operation.operands[i]);
    if (found == Family::Bool || found == Family::Unknown) continue;
    mismatch(sink, *places[i],
             quoted(operation.op) + " joins conditions, and one side is " +
                 spoken_type(operation.operands[i]));
  }
}

TypeKind type_of_arithmetic(const Operation& operation, const Span& place, DiagnosticSink& sink) {
  const Operation& left = operation.operands[0];
  const Operation& right = operation.operands[1];
  const Family a = family(left);
  const Family b = family(right);
  if (a == Family::Unknown || b == Family::Unknown) return unknown;
  const bool sum = operation.op == "+" || operation.op == "-";
  if (a == Family::Date && b == Family::Duration && sum) return left.type;
  if (a == Family::Date && b == Family::Date && operation.op == "-") return TypeKind::Duration;
  if (a == Family::Duration && b == Family::Duration && sum) return TypeKind::Duration;
  if (a == Family::Number && b == Family::Number) return std::max(left.type, right.type);
  mismatch(
      sink, place,
      quoted(operation.op) + " does not fit " + spoken_type(left) + " and " + spoken_type(right));
  return unknown;
}

/// The type of both together: a number is of the wider kind.
TypeKind common_type(const Operation& a, const Operation& b) {
  if (family(a) == Family::Unknown) return b.type;
  return family(a) == Family::Number && family(b) == Family::Number ? std::max(a.type, b.type)
                                                                    : a.type;
}

bool check_argument(const Operation& argument, const Span& place, std::string_view function,
                    std::initializer_list<Family> wanted, std::string_view named,
                    DiagnosticSink& sink) {
  const Family found = family(argument);
  if (found == Family::Unknown || std::find(wanted.begin(), wanted.end(), found) != wanted.end()) {
    return true;
  }
  mismatch(
      sink, place,
      quoted(function) + " is of " + std::string(named) + ", and this is " + spoken_type(argument));
  return false;
}

}  // namespace

bool is_written_null(const Expression& value) {
  const Literal* const literal = std::get_if<Literal>(&value.node);
  return literal != nullptr && literal->kind == Literal::Kind::Null;
}

bool check_comparable(const Operation& left, const Span& left_place, const Operation& right,
                      const Span& right_place, const Span& place, DiagnosticSink& sink) {
  const Family a = family(left);
  const Family b = family(right);
  if (a == Family::Unknown || b == Family::Unknown) return true;
  const std::string* const left_text = literal_text(left);
  const std::string* const right_text = literal_text(right);
  if (is_moment(left) && right_text != nullptr) {
    return check_moment(left, *right_text, right_place, sink);
  }
  if (is_moment(right) && left_text != nullptr) {
    return check_moment(right, *left_text, left_place, sink);
  }
  if (a == b && is_one_value(left)) return true;
  DiagnosticBuilder report =
      mismatch(sink, place, spoken_type(left) + " cannot be compared with " + spoken_type(right));
  if (a == Family::List || b == Family::List) report.hint("ask for one of them: `a in list`");
  return false;
}

TypeKind type_of_unary(const Operation& operation, const Unary& written, DiagnosticSink& sink) {
  const Operation& operand = operation.operands[0];
  const Family found = family(operand);
  if (operation.op == "not") {
    if (found != Family::Bool && found != Family::Unknown) {
      mismatch(sink, written.operand->span,
               "`not` turns a condition around, and this is " + spoken_type(operand));
    }
    return TypeKind::Bool;
  }
  const bool fits = check_argument(operand, written.operand->span, "-",
                                   {Family::Number, Family::Duration}, "a number", sink);
  return fits ? operand.type : unknown;
}

TypeKind type_of_binary(const Operation& operation, const Binary& written, const Span& place,
                        DiagnosticSink& sink) {
  if (is_comparison(operation.op)) {
    check_sides(operation, written, place, sink);
    return TypeKind::Bool;
  }
  if (operation.op == "and" || operation.op == "or") {
    check_conditions(operation, written, sink);
    return TypeKind::Bool;
  }
  return type_of_arithmetic(operation, place, sink);
}

TypeKind type_of_call(const Operation& operation, const Call& written, TypeKind result,
                      DiagnosticSink& sink) {
  const std::vector<Operation>& operands = operation.operands;
  const std::vector<Expression>& arguments = written.arguments;
  if (operation.op == "length") {
    check_argument(operands[0], arguments[0].span, "length", {Family::Text, Family::List},
                   "a text or a list", sink);
  } else if (operation.op == "lower") {
    check_argument(operands[0], arguments[0].span, "lower", {Family::Text}, "a text", sink);
  } else if (operation.op == "round") {
    check_argument(operands[0], arguments[0].span, "round", {Family::Number}, "a number", sink);
    if (!is_whole(operands[1].type) && family(operands[1]) != Family::Unknown) {
      mismatch(sink, arguments[1].span,
               "`round` takes a whole number of decimal places, and this is " +
                   spoken_type(operands[1]));
    }
  } else if (operation.op == "coalesce") {
    const Span& place = arguments[1].span;
    const Family a = family(operands[0]);
    const Family b = family(operands[1]);
    if (a != b && a != Family::Unknown && b != Family::Unknown) {
      mismatch(sink, place,
               "`coalesce` chooses between values of one type, and these are " +
                   spoken_type(operands[0]) + " and " + spoken_type(operands[1]));
      return unknown;
    }
    return common_type(operands[0], operands[1]);
  }
  return result;
}

TypeKind type_of_aggregate(const Operation& operation, const Call& written, TypeKind element,
                           bool rows, DiagnosticSink& sink) {
  const Span& place = written.arguments[0].span;
  if (operation.op == "exists") return TypeKind::Bool;
  if (operation.op == "count") return TypeKind::Int;
  if (rows) {
    const auto& rows_of = std::get<Path>(written.arguments[0].node);
    const std::string name(rows_of.segments[0].text);
    mismatch(sink, place, quoted(operation.op) + " needs a value of each, and this is whole rows")
        .hint("name a field of them: `" + operation.op + "(" + name + ".amount)`");
    return unknown;
  }
  Operation value;
  value.kind = Operation::Kind::Part;
  value.type = element;
  if (operation.op == "sum") {
    const bool fits =
        check_argument(value, place, "sum", {Family::Number, Family::Duration}, "a number", sink);
    return fits ? element : unknown;
  }
  if (has_order(value)) return element;
  mismatch(sink, place,
           spoken_type(value) + " has no order, so that it has no " + quoted(operation.op));
  return unknown;
}

void check_options(const Operation& operation, const Membership& written, DiagnosticSink& sink) {
  for (std::size_t i = 0; i < written.options.size(); ++i) {
    const Span& place = written.options[i].span;
    check_comparable(operation.operands[0], written.element->span, operation.operands[i + 1], place,
                     place, sink);
  }
}

}  // namespace plinth
