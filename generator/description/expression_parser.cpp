// A recursive descent by the table of precedences in expression.hpp, one function a level. The
// first problem ends it: `failed_` is set, every level returns, and the caller gets no expression.

#include <algorithm>
#include <array>
#include <utility>

#include "description/expression.hpp"
#include "description/expression_literals.hpp"
#include "description/name_rules.hpp"
#include "description/text_cursor.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

// Recursion has to end somewhere, also where the resulting tree is walked or destroyed.
constexpr std::size_t deepest = 32;
constexpr std::size_t most_operands = 500;

constexpr std::array<std::string_view, 12> functions{"now",   "today",    "length", "lower",
                                                     "round", "coalesce", "sum",    "count",
                                                     "min",   "max",      "exists", "next"};

constexpr std::array<std::string_view, 6> reserved{"and", "or", "not", "in", "is", "where"};

/// Operators of other languages, and ours.
struct ForeignOperator {
  std::string_view token;
  std::string_view ours;
};
constexpr ForeignOperator foreign_operators[] = {{"==", "="},  {"<>", "!="}, {"&&", "and"},
                                                 {"||", "or"}, {"=>", ">="}, {"=<", "<="}};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ExpressionPtr make(Expression expression) {
  return std::make_unique<Expression>(std::move(expression));
}

class ExpressionParser {
 public:
  ExpressionParser(const Spelled& source, DiagnosticSink& sink) : cursor_(source), sink_(sink) {}

  ExpressionPtr parse() {
    ExpressionPtr expression = parse_or();
    cursor_.skip_blanks();
    if (!failed_ && !cursor_.at_end()) report_rest();
    return failed_ ? nullptr : std::move(expression);
  }

 private:
  using Level = ExpressionPtr (ExpressionParser::*)();

  ExpressionPtr parse_or() {
    if (++depth_ > deepest) {
      fail("expression-too-deep", cursor_.here(), "brackets are nested too deep");
      return nullptr;
    }
    ExpressionPtr expression =
        parse_chain(&ExpressionParser::parse_and, &ExpressionParser::take_or);
    --depth_;
    return expression;
  }
  ExpressionPtr parse_and() {
    return parse_chain(&ExpressionParser::parse_not, &ExpressionParser::take_and);
  }
  ExpressionPtr parse_sum() {
    return parse_chain(&ExpressionParser::parse_product, &ExpressionParser::take_sum_operator);
  }
  ExpressionPtr parse_product() {
    return parse_chain(&ExpressionParser::parse_sign, &ExpressionParser::take_product_operator);
  }

  std::string_view take_or() { return take_keyword("or") ? "or" : ""; }
  std::string_view take_and() { return take_keyword("and") ? "and" : ""; }
  std::string_view take_sum_operator() { return take_one_of("+-"); }
  std::string_view take_product_operator() { return take_one_of("*/%"); }

  /// `operand { operator operand }`, to the left.
  ExpressionPtr parse_chain(Level operand, std::string_view (ExpressionParser::*take_operator)()) {
    ExpressionPtr left = (this->*operand)();
    while (!failed_) {
      const std::string_view op = (this->*take_operator)();
      if (op.empty()) break;
      left = binary(op, std::move(left), (this->*operand)());
    }
    return left;
  }

  ExpressionPtr binary(std::string_view op, ExpressionPtr left, ExpressionPtr right) {
    if (failed_ || !left || !right) return nullptr;
    if (++operands_ > most_operands) {
      fail("expression-too-long", cursor_.here(), "the expression has too many parts");
      return nullptr;
    }
    const Span span = cover(left->span, right->span);
    return make({span, Binary{std::string(op), std::move(left), std::move(right)}});
  }

  ExpressionPtr parse_not() {
    cursor_.skip_blanks();
    const std::size_t begin = cursor_.position();
    if (!take_keyword("not")) return parse_comparison();
    if (++depth_ > deepest) {
      fail("expression-too-deep", cursor_.here(), "`not` is nested too deep");
      return nullptr;
    }
    ExpressionPtr operand = parse_not();
    --depth_;
    if (failed_) return nullptr;
    return make({cursor_.place_from(begin), Unary{"not", std::move(operand)}});
  }

  ExpressionPtr parse_comparison() {
    ExpressionPtr left = parse_sum();
    if (failed_) return nullptr;
    const Expression* const side = left.get();
    ExpressionPtr expression = parse_comparison_after(std::move(left));
    const bool compared = expression.get() != side;
    if (!failed_ && compared) refuse_chain();
    return expression;
  }

  /// What may follow the left side of a comparison; that side alone if nothing does.
  ExpressionPtr parse_comparison_after(ExpressionPtr left) {
    cursor_.skip_blanks();
    if (report_foreign_operator()) return nullptr;
    if (take_keyword("is")) return parse_null_test(std::move(left));
    if (take_keyword("in")) return parse_membership(std::move(left));
    if (at_keyword("not")) {
      fail("bad-expression", cursor_.here(), "expected an operator, found `not`")
          .hint("`not` stands before the whole comparison: `not a in (b, c)`");
      return nullptr;
    }
    const std::string_view op = take_comparison_operator();
    if (op.empty()) return left;
    return binary(op, std::move(left), parse_sum());
  }

  std::string_view take_comparison_operator() {
    for (const std::string_view op : {"!=", "<=", ">=", "=", "<", ">"}) {
      if (cursor_.take(op)) return op;
    }
    return {};
  }

  /// `a < b < c` has no one meaning, so it has none here.
  void refuse_chain() {
    cursor_.skip_blanks();
    if (report_foreign_operator()) return;
    const std::size_t begin = cursor_.position();
    const bool chained =
        !take_comparison_operator().empty() || take_keyword("in") || take_keyword("is");
    if (!chained) return;
    fail("chained-comparison", cursor_.place_from(begin), "comparisons cannot be chained")
        .hint("say both and join them: `a < b and b < c`");
  }

  ExpressionPtr parse_null_test(ExpressionPtr operand) {
    const bool negated = take_keyword("not");
    if (!take_keyword("null")) {
      fail("bad-expression", cursor_.here(), "expected `null` behind `is`" + found_here())
          .hint("`a is null` or `a is not null`; values are compared by `=`");
      return nullptr;
    }
    const Span span{operand->span.file, operand->span.begin, cursor_.place_from(0).end};
    return make({span, NullTest{std::move(operand), negated}});
  }

  ExpressionPtr parse_membership(ExpressionPtr element) {
    cursor_.skip_blanks();
    Membership membership;
    membership.bracketed = cursor_.peek() == '(';
    if (membership.bracketed) {
      membership.options = parse_arguments(nullptr);
    } else if (ExpressionPtr path = parse_primary()) {
      if (!std::holds_alternative<Path>(path->node)) {
        fail("bad-expression", path->span, "expected a list behind `in`")
            .hint("values in brackets, `a in (b, c)`, or a path to a list");
        return nullptr;
      }
      membership.options.push_back(std::move(*path));
    }
    if (failed_) return nullptr;
    if (membership.options.empty()) {
      fail("bad-expression", cursor_.here(), "the list behind `in` is empty");
      return nullptr;
    }
    const Span span{element->span.file, element->span.begin, cursor_.place_from(0).end};
    membership.element = std::move(element);
    return make({span, std::move(membership)});
  }

  ExpressionPtr parse_sign() {
    cursor_.skip_blanks();
    const std::size_t begin = cursor_.position();
    if (!cursor_.take("-")) return parse_primary();
    if (++depth_ > deepest) {
      fail("expression-too-deep", cursor_.here(), "signs are nested too deep");
      return nullptr;
    }
    ExpressionPtr operand = parse_sign();
    --depth_;
    if (failed_) return nullptr;
    return make({cursor_.place_from(begin), Unary{"-", std::move(operand)}});
  }

  ExpressionPtr parse_primary() {
    cursor_.skip_blanks();
    const char c = cursor_.peek();
    if (c == '(') return parse_brackets();
    if (c == '\'') return parse_literal(read_text_literal);
    if (is_digit(c) || (c == '.' && is_word_byte(cursor_.peek(1))))
      return parse_literal(read_number_literal);
    if (is_word_byte(c)) return parse_word();
    report_missing_operand();
    return nullptr;
  }

  ExpressionPtr parse_brackets() {
    const Span open = cursor_.here();
    const std::size_t begin = cursor_.position();
    cursor_.advance();
    ExpressionPtr inner = parse_or();
    if (failed_ || !close_bracket(open)) return nullptr;
    inner->span = cursor_.place_from(begin);
    return inner;
  }

  bool close_bracket(const Span& open) {
    cursor_.skip_blanks();
    if (cursor_.take(")")) return true;
    if (cursor_.at_end()) {
      fail("missing-bracket", open, "`(` is never closed");
    } else {
      report_rest();
    }
    return false;
  }

  ExpressionPtr parse_literal(bool (*read)(TextCursor&, Literal&, DiagnosticSink&)) {
    const std::size_t begin = cursor_.position();
    Literal literal;
    if (read(cursor_, literal, sink_)) return make({cursor_.place_from(begin), std::move(literal)});
    failed_ = true;
    return nullptr;
  }

  ExpressionPtr literal(Literal::Kind kind, const Spelled& spelled) {
    return make({spelled.span, Literal{kind, std::string(spelled.text)}});
  }

  ExpressionPtr parse_word() {
    const std::size_t begin = cursor_.position();
    const Spelled word = take_hyphenated_word();
    if (word.text == "true" || word.text == "false") return literal(Literal::Kind::Bool, word);
    if (word.text == "null") return literal(Literal::Kind::Null, word);
    if (holds(reserved, word.text)) {
      fail("bad-expression", word.span, "expected a value, found `" + std::string(word.text) + "`");
      return nullptr;
    }
    if (!check_word_characters(word, sink_)) {
      failed_ = true;
      return nullptr;
    }
    if (cursor_.peek() == '(') return parse_call(word);
    Path path;
    path.segments.push_back(word);
    while (cursor_.peek() == '.' && !failed_) path.segments.push_back(take_segment());
    if (failed_) return nullptr;
    if (cursor_.peek() == '(') {
      fail("bad-expression", cursor_.here(), "only a function has brackets, and it has no path");
      return nullptr;
    }
    return make({cursor_.place_from(begin), std::move(path)});
  }

  Spelled take_segment() {
    cursor_.advance();
    const Spelled segment = cursor_.take_word();
    if (segment.text.empty()) {
      fail("bad-expression", cursor_.here(), "expected a name behind the point" + found_here());
    } else if (!check_word_characters(segment, sink_)) {
      failed_ = true;
    }
    return segment;
  }

  Spelled take_hyphenated_word() {
    const std::size_t begin = cursor_.position();
    cursor_.take_word();
    while (cursor_.peek() == '-' && is_word_byte(cursor_.peek(1))) {
      cursor_.advance();
      cursor_.take_word();
    }
    return cursor_.piece(begin, cursor_.position());
  }

  ExpressionPtr parse_call(const Spelled& function) {
    if (!is_function(function.text)) {
      report_unknown_function(function);
      return nullptr;
    }
    Call call;
    call.function = function;
    const Span begin = function.span;
    call.arguments = parse_arguments(&call.where);
    if (failed_) return nullptr;
    return make({Span{begin.file, begin.begin, cursor_.place_from(0).end}, std::move(call)});
  }

  /// `(a, b)`; with `where`, also `(a where b)`.
  std::vector<Expression> parse_arguments(ExpressionPtr* where) {
    std::vector<Expression> arguments;
    const Span open = cursor_.here();
    cursor_.advance();
    cursor_.skip_blanks();
    if (cursor_.take(")")) return arguments;
    do {
      ExpressionPtr argument = parse_or();
      if (failed_) return {};
      if (++operands_ > most_operands) {
        fail("expression-too-long", argument->span, "the expression has too many parts");
        return {};
      }
      arguments.push_back(std::move(*argument));
      cursor_.skip_blanks();
    } while (cursor_.take(","));
    if (where != nullptr && take_keyword("where")) *where = parse_or();
    if (!failed_) close_bracket(open);
    return arguments;
  }

  bool at_keyword(std::string_view word) {
    cursor_.skip_blanks();
    return cursor_.starts_with(word) && !is_word_byte(cursor_.peek(word.size()));
  }

  bool take_keyword(std::string_view word) {
    if (!at_keyword(word)) return false;
    cursor_.advance(word.size());
    return true;
  }

  std::string_view take_one_of(std::string_view operators) {
    cursor_.skip_blanks();
    const std::size_t at =
        cursor_.at_end() ? std::string_view::npos : operators.find(cursor_.peek());
    if (at == std::string_view::npos) return {};
    cursor_.advance();
    return operators.substr(at, 1);
  }

  std::string found_here() {
    const std::size_t before = cursor_.position();
    cursor_.skip_blanks();
    std::string found = ", found nothing";
    if (!cursor_.at_end()) {
      const std::string_view rest = cursor_.rest();
      const Spelled word = cursor_.take_word();
      found = ", found `" + std::string(word.text.empty() ? rest.substr(0, 1) : word.text) + "`";
    }
    cursor_.move_to(before);
    return found;
  }

  void report_missing_operand() {
    if (cursor_.peek() == '"') {
      fail("double-quotes", cursor_.here(), "a text stands in single quotes here")
          .hint("write `'text'`");
      return;
    }
    if (cursor_.peek() == '!') {
      fail("bad-expression", cursor_.here(), "`!` is no operator").hint("write `not`");
      return;
    }
    fail("bad-expression", cursor_.here(), "expected a value" + found_here());
  }

  void report_rest() {
    if (report_foreign_operator()) return;
    if (cursor_.peek() == ')') {
      fail("missing-bracket", cursor_.here(), "`)` was never opened");
      return;
    }
    fail("bad-expression", cursor_.here(), "expected an operator or the end" + found_here());
  }

  bool report_foreign_operator() {
    for (const ForeignOperator& foreign : foreign_operators) {
      if (!cursor_.starts_with(foreign.token)) continue;
      const std::size_t begin = cursor_.position();
      const Span span = cursor_.place(begin, begin + foreign.token.size());
      fail("bad-expression", span, "`" + std::string(foreign.token) + "` is no operator")
          .hint("write `" + std::string(foreign.ours) + "`");
      return true;
    }
    return false;
  }

  void report_unknown_function(const Spelled& function) {
    const std::vector<std::string> known(functions.begin(), functions.end());
    const std::string nearest = nearest_word(function.text, known);
    DiagnosticBuilder report = fail("unknown-function", function.span,
                                    "there is no function `" + std::string(function.text) + "`");
    if (!nearest.empty()) report.hint("did you mean `" + nearest + "`?");
  }

  DiagnosticBuilder fail(std::string_view id, const Span& span, std::string message) {
    failed_ = true;
    return sink_.error(id, span, std::move(message));
  }

  TextCursor cursor_;
  DiagnosticSink& sink_;
  std::size_t depth_ = 0;
  std::size_t operands_ = 0;
  bool failed_ = false;
};

}  // namespace

bool is_function(std::string_view name) { return holds(functions, name); }

ExpressionPtr parse_expression(const Spelled& source, DiagnosticSink& sink) {
  return ExpressionParser(source, sink).parse();
}

}  // namespace plinth
