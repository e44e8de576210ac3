#include "description/expression.hpp"

namespace plinth {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string dotted(const Path& path) {
  std::string text;
  for (const Spelled& segment : path.segments) {
    if (!text.empty()) text += '.';
    text += segment.text;
  }
  return text;
}

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

std::string dump_all(const std::vector<Expression>& expressions) {
  std::string out;
  for (const Expression& expression : expressions) out += " " + dump(expression);
  return out;
}

std::string dump_literal(const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::Number:
      return "(number " + literal.value + ")";
    case Literal::Kind::Text:
      return "(text " + in_quotes(literal.value) + ")";
    case Literal::Kind::Bool:
      return "(bool " + literal.value + ")";
    case Literal::Kind::Null:
      return "(null)";
    case Literal::Kind::Duration:
      return "(duration " + literal.value + ")";
  }
  return {};
}

std::string dump_call(const Call& call) {
  std::string out = "(call " + std::string(call.function.text) + dump_all(call.arguments);
  if (call.where) out += " (where " + dump(*call.where) + ")";
  return out + ")";
}

/// How tight an operator binds; operands that bind looser stand in brackets.
enum Binding { Or, And, Not, Comparison, Sum, Product, Sign, Primary };

Binding binding_of(std::string_view op) {
  if (op == "or") return Or;
  if (op == "and") return And;
  if (op == "+" || op == "-") return Sum;
  if (op == "*" || op == "/" || op == "%") return Product;
  return Comparison;
}

Binding binding_of(const Expression& expression) {
  return std::visit(Overloaded{
                        [](const Literal&) { return Primary; },
                        [](const Path&) { return Primary; },
                        [](const Call&) { return Primary; },
                        [](const Unary& unary) { return unary.op == "not" ? Not : Sign; },
                        [](const Binary& binary) { return binding_of(binary.op); },
                        [](const Membership&) { return Comparison; },
                        [](const NullTest&) { return Comparison; },
                    },
                    expression.node);
}

std::string operand_text(const Expression& operand, Binding at_least) {
  const std::string text = to_text(operand);
  return binding_of(operand) < at_least ? "(" + text + ")" : text;
}

Binding tighter(Binding binding) { return static_cast<Binding>(binding + 1); }

std::string list_text(const std::vector<Expression>& expressions) {
  std::string out;
  for (const Expression& expression : expressions) {
    if (!out.empty()) out += ", ";
    out += to_text(expression);
  }
  return out;
}

std::string call_text(const Call& call) {
  std::string out = std::string(call.function.text) + "(" + list_text(call.arguments);
  if (call.where) out += " where " + to_text(*call.where);
  return out + ")";
}

std::string binary_text(const Binary& binary) {
  const Binding binding = binding_of(binary.op);
  // Comparisons are not chained, so a comparison inside one needs its brackets on either side.
  const Binding left = binding == Comparison ? Sum : binding;
  return operand_text(*binary.left, left) + " " + binary.op + " " +
         operand_text(*binary.right, tighter(binding));
}

}  // namespace

std::string dump(const Expression& expression) {
  return std::visit(
      Overloaded{
          [](const Literal& literal) { return dump_literal(literal); },
          [](const Path& path) { return "(path " + dotted(path) + ")"; },
          [](const Unary& unary) { return "(" + unary.op + " " + dump(*unary.operand) + ")"; },
          [](const Binary& binary) {
            return "(" + binary.op + " " + dump(*binary.left) + " " + dump(*binary.right) + ")";
          },
          [](const Call& call) { return dump_call(call); },
          [](const Membership& in) {
            const std::string_view name = in.bracketed ? "(in " : "(in-list ";
            return std::string(name) + dump(*in.element) + dump_all(in.options) + ")";
          },
          [](const NullTest& test) {
            return (test.negated ? "(is-not-null " : "(is-null ") + dump(*test.operand) + ")";
          },
      },
      expression.node);
}

std::string to_text(const Expression& expression) {
  return std::visit(
      Overloaded{
          [](const Literal& literal) {
            if (literal.kind == Literal::Kind::Null) return std::string("null");
            return literal.kind == Literal::Kind::Text ? in_quotes(literal.value) : literal.value;
          },
          [](const Path& path) { return dotted(path); },
          [](const Unary& unary) {
            if (unary.op == "not") return "not " + operand_text(*unary.operand, Not);
            return "-" + operand_text(*unary.operand, Primary);
          },
          [](const Binary& binary) { return binary_text(binary); },
          [](const Call& call) { return call_text(call); },
          [](const Membership& in) {
            const std::string options = list_text(in.options);
            return operand_text(*in.element, Sum) + " in " +
                   (in.bracketed ? "(" + options + ")" : options);
          },
          [](const NullTest& test) {
            return operand_text(*test.operand, Sum) + (test.negated ? " is not null" : " is null");
          },
      },
      expression.node);
}

}  // namespace plinth
