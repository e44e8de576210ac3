#include "description/expression.hpp"

#include <doctest/doctest.h>

#include "description/written_text.hpp"

namespace plinth {
namespace {

struct Row {
  std::string text;
  std::string expected;
};

TEST_CASE("expression: operators bind as the language says") {
  for (const Row& c : {
           Row{"a", "(path a)"},
           Row{"item.unit_price", "(path item.unit_price)"},
           Row{"12.5", "(number 12.5)"},
           Row{"'it''s'", "(text 'it''s')"},
           Row{"true", "(bool true)"},
           Row{"null", "(null)"},
           Row{"24h", "(duration 24h)"},
           Row{"500ms", "(duration 500ms)"},
           Row{"a + b * c", "(+ (path a) (* (path b) (path c)))"},
           Row{"(a + b) * c", "(* (+ (path a) (path b)) (path c))"},
           Row{"a - b - c", "(- (- (path a) (path b)) (path c))"},
           Row{"-a * b", "(* (- (path a)) (path b))"},
           Row{"a % 2 = 0", "(= (% (path a) (number 2)) (number 0))"},
           Row{"a = b or c != d and not e",
               "(or (= (path a) (path b)) (and (!= (path c) (path d)) (not (path e))))"},
           Row{"not a = b", "(not (= (path a) (path b)))"},
           Row{"not not a", "(not (not (path a)))"},
           Row{"a in (b, 'c')", "(in (path a) (path b) (text 'c'))"},
           Row{"a in (b)", "(in (path a) (path b))"},
           Row{"me in fans", "(in-list (path me) (path fans))"},
           Row{"not me in fans", "(not (in-list (path me) (path fans)))"},
           Row{"a is null", "(is-null (path a))"},
           Row{"a is not null", "(is-not-null (path a))"},
           Row{"a is null or b > 1", "(or (is-null (path a)) (> (path b) (number 1)))"},
           Row{"now() - 1d", "(- (call now) (duration 1d))"},
           Row{"round(a, 2)", "(call round (path a) (number 2))"},
           Row{"sum(item.quantity * item.unit_price)",
               "(call sum (* (path item.quantity) (path item.unit_price)))"},
           Row{"exists(appointment where status != cancelled)",
               "(call exists (path appointment) (where (!= (path status) (path cancelled))))"},
           Row{"status = in-progress", "(= (path status) (path in-progress))"},
           Row{"a - b", "(- (path a) (path b))"},
           Row{"a <= b and b<c", "(and (<= (path a) (path b)) (< (path b) (path c)))"},
           Row{"order = order_by", "(= (path order) (path order_by))"},
           Row{"android", "(path android)"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    const ExpressionPtr expression = parse_expression(text.source, text.sink);
    CHECK(text.reports() == "");
    REQUIRE(expression);
    CHECK(dump(*expression) == c.expected);
  }
}

TEST_CASE("expression: the shortest form keeps the brackets that mean something") {
  for (const Row& c : {
           Row{"a+b*c", "a + b * c"},
           Row{"(a+b)*c", "(a + b) * c"},
           Row{"a -(b - c)", "a - (b - c)"},
           Row{"((a - b))-c", "a - b - c"},
           Row{"not (a and b)", "not (a and b)"},
           Row{"(a = b) and (c = d)", "a = b and c = d"},
           Row{"(a = b) = c", "(a = b) = c"},
           Row{"-(a + b)", "-(a + b)"},
           Row{"a in ( b,c )", "a in (b, c)"},
           Row{"me  in fans", "me in fans"},
           Row{"count( x   where y=1 )", "count(x where y = 1)"},
           Row{"coalesce(a,'it''s')", "coalesce(a, 'it''s')"},
           Row{"(a or b) is not null", "(a or b) is not null"},
           Row{"now()", "now()"},
           Row{"null", "null"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    const ExpressionPtr expression = parse_expression(text.source, text.sink);
    REQUIRE(expression);
    CHECK(to_text(*expression) == c.expected);
    WrittenText again(to_text(*expression));
    const ExpressionPtr reread = parse_expression(again.source, again.sink);
    REQUIRE(reread);
    CHECK(dump(*reread) == dump(*expression));
  }
}

TEST_CASE("expression: each mistake has one report at its place") {
  for (const Row& c : {
           Row{"", "bad-expression@1-1"},
           Row{"a +", "bad-expression@4-4"},
           Row{"a + * b", "bad-expression@5-6"},
           Row{"a b", "bad-expression@3-4"},
           Row{"a < b < c", "chained-comparison@7-8"},
           Row{"a = b is null", "chained-comparison@7-9"},
           Row{"a == b", "bad-expression@3-5"},
           Row{"a <> b", "bad-expression@3-5"},
           Row{"a && b", "bad-expression@3-5"},
           Row{"a || b", "bad-expression@3-5"},
           Row{"!a", "bad-expression@1-2"},
           Row{"a not in (b)", "bad-expression@3-4"},
           Row{"a is b", "bad-expression@6-7"},
           Row{"a in ()", "bad-expression@8-8"},
           Row{"a in 5", "bad-expression@6-7"},
           Row{"(a + b", "missing-bracket@1-2"},
           Row{"a + b)", "missing-bracket@6-7"},
           Row{"sum(a", "missing-bracket@4-5"},
           Row{"'a", "missing-quote@1-2"},
           Row{"a = \"b\"", "double-quotes@5-6"},
           Row{"summ(a)", "unknown-function@1-5"},
           Row{"a.b(c)", "bad-expression@4-5"},
           Row{"a.", "bad-expression@3-3"},
           Row{"a. b", "bad-expression@3-4"},
           Row{"99999999999999999999", "number-too-large@1-21"},
           Row{"1e3", "bad-number@1-4"},
           Row{"007", "bad-number@1-4"},
           Row{".5", "bad-number@1-3"},
           Row{"15min", "bad-duration@1-6"},
           Row{"a or", "bad-expression@5-5"},
           Row{"and a", "bad-expression@1-4"},
           Row{"a = us\xd0\xb5r", "bad-name@7-8"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    CHECK_FALSE(parse_expression(text.source, text.sink));
    CHECK(text.reports() == c.expected);
  }
}

TEST_CASE("expression: depth and length are limited") {
  for (const std::string& unit :
       {std::string("("), std::string("not "), std::string("- "), std::string("now(")}) {
    CAPTURE(unit);
    std::string deep;
    for (int i = 0; i < 10000; ++i) deep += unit;
    WrittenText text(deep);
    CHECK_FALSE(parse_expression(text.source, text.sink));
    CHECK(text.sink.diagnostics().front().id == "expression-too-deep");
  }
  std::string sum = "1";
  for (int i = 0; i < 10000; ++i) sum += " + 1";
  WrittenText text(sum);
  CHECK_FALSE(parse_expression(text.source, text.sink));
  CHECK(text.sink.diagnostics().front().id == "expression-too-long");
}

TEST_CASE("expression: spans cover what they stand for") {
  WrittenText text("a + (b * c)");
  const ExpressionPtr sum = parse_expression(text.source, text.sink);
  REQUIRE(sum);
  CHECK(sum->span.begin == 0);
  CHECK(sum->span.end == 11);
  const Expression& product = *std::get<Binary>(sum->node).right;
  CHECK(product.span.begin == 4);
  CHECK(std::get<Path>(std::get<Binary>(product.node).right->node).segments[0].span.begin == 9);
}

}  // namespace
}  // namespace plinth
