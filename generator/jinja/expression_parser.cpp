#include "jinja/expression_parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "jinja/template_error.hpp"

// One function a level of precedence, from the loosest (`x if y`) to the tightest (`x.y`). As in
// Jinja2, and unlike in Python, filters and tests bind tighter than every operator but the sign:
// `2 ** 3 | string` is `2 ** (3 | string)`, `-1 | abs` is `(-1) | abs`.

namespace plinth::jinja {

using ast::Expression;
using ast::ExpressionPointer;

namespace {

ExpressionPointer boxed(Expression expression) {
  return std::make_unique<Expression>(std::move(expression));
}

struct Depth {
  std::uint32_t deepest = 0;

  void of(const Expression& expression) { deepest = std::max(deepest, expression.depth); }
  void of(const ExpressionPointer& expression) {
    if (expression) of(*expression);
  }
  void of(const ast::Arguments& arguments) {
    for (const Expression& argument : arguments.positional) of(argument);
    for (const auto& [name, argument] : arguments.keyword) of(argument);
    of(arguments.list);
    of(arguments.map);
  }

  void operator()(const ast::Constant&) {}
  void operator()(const ast::Variable&) {}
  void operator()(const ast::Attribute& node) { of(node.object); }
  void operator()(const ast::Subscript& node) { of(node.object), of(node.index); }
  void operator()(const ast::Slice& node) {
    of(node.object), of(node.start), of(node.stop), of(node.step);
  }
  void operator()(const ast::Unary& node) { of(node.operand); }
  void operator()(const ast::Binary& node) { of(node.left), of(node.right); }
  void operator()(const ast::Comparison& node) {
    of(node.first);
    for (const auto& [operation, operand] : node.others) of(operand);
  }
  void operator()(const ast::Concatenation& node) {
    for (const Expression& part : node.parts) of(part);
  }
  void operator()(const ast::Conditional& node) {
    of(node.condition), of(node.then), of(node.otherwise);
  }
  void operator()(const ast::ListDisplay& node) {
    for (const Expression& item : node.items) of(item);
  }
  void operator()(const ast::MapDisplay& node) {
    for (const auto& [key, value] : node.entries) of(key), of(value);
  }
  void operator()(const ast::Call& node) { of(node.callee), of(node.arguments); }
  void operator()(const ast::FilterUse& node) { of(node.operand), of(node.arguments); }
  void operator()(const ast::TestUse& node) { of(node.operand), of(node.arguments); }
};

[[noreturn]] void fail_depth(const Span& span, std::size_t deepest) {
  fail(span, "nested-too-deep",
       "more than " + std::to_string(deepest) + " operators, brackets or blocks inside each other",
       "give parts of it a name with `set`");
}

bool ends_tuple(const TokenStream& stream) {
  return stream.is(TokenKind::OutputEnd) || stream.is(TokenKind::BlockEnd) ||
         stream.is(TokenKind::ParenthesisClose) || stream.is(TokenKind::BracketClose) ||
         stream.is(TokenKind::End);
}

}  // namespace

ExpressionParser::Level::Level(ExpressionParser& parser) : parser_(parser) {
  if (++parser_.level_ > parser_.deepest_) {
    const TokenStream& stream = parser_.stream_;
    --parser_.level_;
    fail_depth(stream.span(stream.current()), parser_.deepest_);
  }
}

template <typename Node>
Expression ExpressionParser::make(Span span, Node node) const {
  Expression expression{span, 1, std::move(node)};
  Depth depth;
  depth(std::get<Node>(expression.node));
  expression.depth = depth.deepest + 1;
  if (expression.depth > deepest_) fail_depth(span, deepest_);
  return expression;
}

Expression ExpressionParser::parse() { return parse_conditional(); }

Expression ExpressionParser::parse_tuple() {
  return parse_list_of([this] { return parse_conditional(); });
}

Expression ExpressionParser::parse_tuple_without_condition() {
  return parse_list_of([this] { return parse_or(); });
}

template <typename Parse>
Expression ExpressionParser::parse_list_of(Parse parse_item) {
  const std::uint32_t begin = stream_.current().begin;
  if (ends_tuple(stream_)) {
    stream_.fail_here("expected an expression, found " + stream_.describe_current());
  }
  Expression first = parse_item();
  if (!stream_.is(TokenKind::Comma)) return first;
  ast::ListDisplay tuple;
  tuple.tuple = true;
  tuple.items.push_back(std::move(first));
  while (stream_.skip(TokenKind::Comma) && !ends_tuple(stream_) && !stream_.is_word("recursive")) {
    tuple.items.push_back(parse_item());
  }
  return make(stream_.span_from(begin), std::move(tuple));
}

Expression ExpressionParser::parse_conditional() {
  const Level level(*this);
  Expression expression = parse_or();
  while (stream_.skip_word("if")) {
    ast::Conditional node;
    const std::uint32_t begin = expression.span.begin;
    node.then = boxed(std::move(expression));
    node.condition = boxed(parse_or());
    if (stream_.skip_word("else")) node.otherwise = boxed(parse_conditional());
    expression = make(stream_.span_from(begin), std::move(node));
  }
  return expression;
}

Expression ExpressionParser::parse_or() {
  Expression left = parse_and();
  while (stream_.skip_word("or")) {
    const std::uint32_t begin = left.span.begin;
    ast::Binary node{ast::BinaryOperator::Or, boxed(std::move(left)), boxed(parse_and())};
    left = make(stream_.span_from(begin), std::move(node));
  }
  return left;
}

Expression ExpressionParser::parse_and() {
  Expression left = parse_not();
  while (stream_.skip_word("and")) {
    const std::uint32_t begin = left.span.begin;
    ast::Binary node{ast::BinaryOperator::And, boxed(std::move(left)), boxed(parse_not())};
    left = make(stream_.span_from(begin), std::move(node));
  }
  return left;
}

Expression ExpressionParser::parse_not() {
  // Jinja binds `not` looser than comparisons: `not a in b` is `not (a in b)`.
  if (!stream_.is_word("not")) return parse_comparison();
  const Level level(*this);
  const std::uint32_t begin = stream_.take().begin;
  ast::Unary node{ast::UnaryOperator::Not, boxed(parse_not())};
  return make(stream_.span_from(begin), std::move(node));
}

std::optional<ast::ComparisonOperator> ExpressionParser::skip_comparison_operator() {
  using enum ast::ComparisonOperator;
  constexpr std::array<std::pair<TokenKind, ast::ComparisonOperator>, 6> symbols{
      {{TokenKind::Equal, Equal},
       {TokenKind::NotEqual, NotEqual},
       {TokenKind::Less, Less},
       {TokenKind::LessEqual, LessEqual},
       {TokenKind::Greater, Greater},
       {TokenKind::GreaterEqual, GreaterEqual}}};
  for (const auto& [symbol, operation] : symbols) {
    if (stream_.skip(symbol)) return operation;
  }
  if (stream_.skip_word("in")) return In;
  if (stream_.is_word("not") && stream_.is_word(stream_.ahead(), "in")) {
    stream_.take();
    stream_.take();
    return NotIn;
  }
  return std::nullopt;
}

Expression ExpressionParser::parse_comparison() {
  Expression first = parse_sum();
  const std::uint32_t begin = first.span.begin;
  ast::Comparison node;
  while (const auto operation = skip_comparison_operator()) {
    node.others.push_back({*operation, parse_sum()});
  }
  if (node.others.empty()) return first;
  node.first = boxed(std::move(first));
  return make(stream_.span_from(begin), std::move(node));
}

Expression ExpressionParser::parse_sum() {
  Expression left = parse_concatenation();
  while (stream_.is(TokenKind::Plus) || stream_.is(TokenKind::Minus)) {
    const auto operation = stream_.take().kind == TokenKind::Plus ? ast::BinaryOperator::Add
                                                                  : ast::BinaryOperator::Subtract;
    const std::uint32_t begin = left.span.begin;
    ast::Binary node{operation, boxed(std::move(left)), boxed(parse_concatenation())};
    left = make(stream_.span_from(begin), std::move(node));
  }
  return left;
}

Expression ExpressionParser::parse_concatenation() {
  Expression first = parse_product();
  if (!stream_.is(TokenKind::Tilde)) return first;
  const std::uint32_t begin = first.span.begin;
  ast::Concatenation node;
  node.parts.push_back(std::move(first));
  while (stream_.skip(TokenKind::Tilde)) node.parts.push_back(parse_product());
  return make(stream_.span_from(begin), std::move(node));
}

Expression ExpressionParser::parse_product() {
  constexpr std::array<std::pair<TokenKind, ast::BinaryOperator>, 4> symbols{
      {{TokenKind::Star, ast::BinaryOperator::Multiply},
       {TokenKind::Slash, ast::BinaryOperator::Divide},
       {TokenKind::SlashSlash, ast::BinaryOperator::FloorDivide},
       {TokenKind::Percent, ast::BinaryOperator::Modulo}}};
  Expression left = parse_power();
  for (;;) {
    const auto* found = std::find_if(symbols.begin(), symbols.end(), [this](const auto& symbol) {
      return stream_.is(symbol.first);
    });
    if (found == symbols.end()) return left;
    stream_.take();
    const std::uint32_t begin = left.span.begin;
    ast::Binary node{found->second, boxed(std::move(left)), boxed(parse_power())};
    left = make(stream_.span_from(begin), std::move(node));
  }
}

Expression ExpressionParser::parse_power() {
  Expression left = parse_unary(true);
  // Unlike in Python, from left to right: `2 ** 3 ** 2` is 64.
  while (stream_.skip(TokenKind::StarStar)) {
    const std::uint32_t begin = left.span.begin;
    ast::Binary node{ast::BinaryOperator::Power, boxed(std::move(left)), boxed(parse_unary(true))};
    left = make(stream_.span_from(begin), std::move(node));
  }
  return left;
}

Expression ExpressionParser::parse_unary(bool with_filters) {
  Expression expression;
  if (stream_.is(TokenKind::Minus) || stream_.is(TokenKind::Plus)) {
    const Level level(*this);
    const Token sign = stream_.take();
    const auto operation =
        sign.kind == TokenKind::Minus ? ast::UnaryOperator::Negate : ast::UnaryOperator::Plus;
    ast::Unary node{operation, boxed(parse_unary(false))};
    expression = make(stream_.span_from(sign.begin), std::move(node));
  } else {
    expression = parse_primary();
  }
  expression = parse_postfix(std::move(expression));
  return with_filters ? parse_filters_and_tests(std::move(expression)) : std::move(expression);
}

Expression ExpressionParser::parse_primary() {
  const Token token = stream_.current();
  switch (token.kind) {
    case TokenKind::Name: {
      const std::string_view name = stream_.text(stream_.take());
      const auto constant = [&](Value value) {
        return make(stream_.span(token), ast::Constant{std::move(value)});
      };
      if (name == "true" || name == "True") return constant(true);
      if (name == "false" || name == "False") return constant(false);
      if (name == "none" || name == "None") return constant(Value::none());
      return make(stream_.span(token), ast::Variable{name});
    }
    case TokenKind::String:
      return parse_texts();
    case TokenKind::Integer:
    case TokenKind::Real:
      return parse_number();
    case TokenKind::ParenthesisOpen:
      return parse_parentheses();
    case TokenKind::BracketOpen:
      return parse_list();
    case TokenKind::BraceOpen:
      return parse_map();
    default:
      stream_.fail_here("expected an expression, found " + stream_.describe_current());
  }
}

Expression ExpressionParser::parse_texts() {
  const std::uint32_t begin = stream_.current().begin;
  std::string text;
  while (stream_.is(TokenKind::String)) {
    const Token token = stream_.take();
    text += unquote(stream_.text(token), stream_.span(token));
  }
  return make(stream_.span_from(begin), ast::Constant{Value(std::move(text))});
}

Expression ExpressionParser::parse_number() {
  const Token token = stream_.take();
  std::string digits(stream_.text(token));
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  const char* begin = digits.data();
  const char* end = begin + digits.size();
  const Span span = stream_.span(token);
  if (token.kind == TokenKind::Real) {
    double number = 0;
    // Too large a number is infinite in Python; from_chars leaves it alone.
    if (std::from_chars(begin, end, number).ec == std::errc::result_out_of_range) {
      fail(span, "number-out-of-range", quoted(digits) + " is out of the range of numbers");
    }
    return make(span, ast::Constant{number});
  }
  int radix = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    const char prefix = static_cast<char>(digits[1] | 0x20);
    if (prefix == 'x') radix = 16;
    if (prefix == 'o') radix = 8;
    if (prefix == 'b') radix = 2;
  }
  if (radix != 10) begin += 2;
  const bool leading_zero = radix == 10 && digits.size() > 1 && digits[0] == '0';
  if (leading_zero && digits.find_first_not_of('0') != std::string::npos) {
    fail(span, "template-syntax", "an integer does not start with 0",
         "write `0o` before an octal number");
  }
  std::int64_t number = 0;
  if (std::from_chars(begin, end, number, radix).ec != std::errc{}) {
    fail(span, "number-out-of-range", quoted(digits) + " does not fit into 64 bits");
  }
  return make(span, ast::Constant{number});
}

Expression ExpressionParser::parse_parentheses() {
  const Level level(*this);
  const std::uint32_t begin = stream_.take().begin;
  if (stream_.skip(TokenKind::ParenthesisClose)) {
    return make(stream_.span_from(begin), ast::ListDisplay{{}, true});
  }
  Expression expression = parse_tuple();
  stream_.expect(TokenKind::ParenthesisClose);
  // A lone expression keeps its own span widened to the brackets, so that carets show them.
  expression.span = stream_.span_from(begin);
  return expression;
}

Expression ExpressionParser::parse_list() {
  const Level level(*this);
  const std::uint32_t begin = stream_.take().begin;
  ast::ListDisplay list;
  while (!stream_.is(TokenKind::BracketClose)) {
    if (!list.items.empty()) stream_.expect(TokenKind::Comma);
    if (stream_.is(TokenKind::BracketClose)) break;
    list.items.push_back(parse());
  }
  stream_.take();
  return make(stream_.span_from(begin), std::move(list));
}

Expression ExpressionParser::parse_map() {
  const Level level(*this);
  const std::uint32_t begin = stream_.take().begin;
  ast::MapDisplay map;
  while (!stream_.is(TokenKind::BraceClose)) {
    if (!map.entries.empty()) stream_.expect(TokenKind::Comma);
    if (stream_.is(TokenKind::BraceClose)) break;
    Expression key = parse();
    stream_.expect(TokenKind::Colon);
    map.entries.push_back({std::move(key), parse()});
  }
  stream_.take();
  return make(stream_.span_from(begin), std::move(map));
}

Expression ExpressionParser::parse_postfix(Expression expression) {
  for (;;) {
    if (stream_.is(TokenKind::Dot)) {
      expression = parse_attribute(std::move(expression));
    } else if (stream_.is(TokenKind::BracketOpen)) {
      expression = parse_subscript(std::move(expression));
    } else if (stream_.is(TokenKind::ParenthesisOpen)) {
      expression = parse_call(std::move(expression));
    } else {
      return expression;
    }
  }
}

Expression ExpressionParser::parse_attribute(Expression object) {
  stream_.take();
  const std::uint32_t begin = object.span.begin;
  const Token token = stream_.current();
  if (token.kind == TokenKind::Integer) {
    Expression index = parse_number();
    ast::Subscript node{boxed(std::move(object)), boxed(std::move(index))};
    return make(stream_.span_from(begin), std::move(node));
  }
  if (token.kind != TokenKind::Name) stream_.fail_expected("a name or a number behind the dot");
  stream_.take();
  ast::Attribute node{boxed(std::move(object)), {stream_.text(token), stream_.span(token)}};
  return make(stream_.span_from(begin), std::move(node));
}

Expression ExpressionParser::parse_subscript(Expression object) {
  const Level level(*this);
  stream_.take();
  const std::uint32_t begin = object.span.begin;
  const auto part_follows = [this] {
    return !stream_.is(TokenKind::Colon) && !stream_.is(TokenKind::BracketClose);
  };
  ExpressionPointer start;
  if (part_follows()) start = boxed(parse_list_of([this] { return parse_conditional(); }));
  if (!stream_.is(TokenKind::Colon)) {
    if (!start) stream_.fail_here("expected an expression, found " + stream_.describe_current());
    stream_.expect(TokenKind::BracketClose);
    ast::Subscript node{boxed(std::move(object)), std::move(start)};
    return make(stream_.span_from(begin), std::move(node));
  }
  ast::Slice slice;
  slice.object = boxed(std::move(object));
  slice.start = std::move(start);
  stream_.take();
  if (part_follows()) slice.stop = boxed(parse());
  if (stream_.skip(TokenKind::Colon) && part_follows()) slice.step = boxed(parse());
  stream_.expect(TokenKind::BracketClose);
  return make(stream_.span_from(begin), std::move(slice));
}

Expression ExpressionParser::parse_call(Expression callee) {
  const std::uint32_t begin = callee.span.begin;
  ast::Call node;
  node.callee = boxed(std::move(callee));
  node.arguments = parse_arguments();
  return make(stream_.span_from(begin), std::move(node));
}

ast::Arguments ExpressionParser::parse_arguments() {
  const Level level(*this);
  stream_.expect(TokenKind::ParenthesisOpen);
  ast::Arguments arguments;
  for (bool first = true; !stream_.is(TokenKind::ParenthesisClose); first = false) {
    if (!first) stream_.expect(TokenKind::Comma);
    if (stream_.is(TokenKind::ParenthesisClose)) break;
    parse_argument(arguments);
  }
  stream_.take();
  return arguments;
}

void ExpressionParser::parse_argument(ast::Arguments& arguments) {
  const auto require = [this](bool allowed, std::string_view what) {
    if (!allowed) stream_.fail_here(std::string(what));
  };
  if (stream_.is(TokenKind::Star)) {
    require(!arguments.list && !arguments.map, "a second `*` argument");
    stream_.take();
    arguments.list = boxed(parse());
  } else if (stream_.is(TokenKind::StarStar)) {
    require(!arguments.map, "a second `**` argument");
    stream_.take();
    arguments.map = boxed(parse());
  } else if (stream_.is(TokenKind::Name) && stream_.ahead().kind == TokenKind::Assign) {
    require(!arguments.map, "a keyword argument behind `**`");
    const Token name = stream_.take();
    stream_.take();
    arguments.keyword.push_back({{stream_.text(name), stream_.span(name)}, parse()});
  } else {
    require(!arguments.list && !arguments.map && arguments.keyword.empty(),
            "an argument without a name behind one with a name");
    arguments.positional.push_back(parse());
  }
}

Expression ExpressionParser::parse_filters_and_tests(Expression expression) {
  for (;;) {
    if (stream_.skip(TokenKind::Pipe)) {
      if (stream_.is(TokenKind::Pipe)) stream_.fail_here("unexpected `||`", "write `or`");
      const std::uint32_t begin = expression.span.begin;
      expression = parse_filter(boxed(std::move(expression)), begin);
    } else if (stream_.is_word("is")) {
      expression = parse_test(std::move(expression));
    } else if (stream_.is(TokenKind::ParenthesisOpen)) {
      expression = parse_call(std::move(expression));
    } else {
      return expression;
    }
  }
}

ast::Name ExpressionParser::parse_dotted_name() {
  const Token first = stream_.expect(TokenKind::Name);
  while (stream_.skip(TokenKind::Dot)) stream_.expect(TokenKind::Name);
  const Span span = stream_.span_from(first.begin);
  return {text_at(span), span};
}

Expression ExpressionParser::parse_filter(ExpressionPointer operand, std::uint32_t begin) {
  ast::FilterUse node;
  node.operand = std::move(operand);
  node.name = parse_dotted_name();
  if (stream_.is(TokenKind::ParenthesisOpen)) node.arguments = parse_arguments();
  return make(stream_.span_from(begin), std::move(node));
}

Expression ExpressionParser::parse_block_filters() {
  const std::uint32_t begin = stream_.current().begin;
  Expression expression = parse_filter(nullptr, begin);
  while (stream_.skip(TokenKind::Pipe)) {
    expression = parse_filter(boxed(std::move(expression)), begin);
  }
  return expression;
}

bool ExpressionParser::test_argument_follows() const {
  switch (stream_.current().kind) {
    case TokenKind::String:
    case TokenKind::Integer:
    case TokenKind::Real:
    case TokenKind::BracketOpen:
    case TokenKind::BraceOpen:
      return true;
    case TokenKind::Name: {
      // Words that go on behind the test. (Jinja2 takes `if` for an argument and fails.)
      constexpr std::array<std::string_view, 7> others{"else", "or", "and",      "if",
                                                       "not",  "in", "recursive"};
      return std::find(others.begin(), others.end(), stream_.text(stream_.current())) ==
             others.end();
    }
    default:
      return false;
  }
}

Expression ExpressionParser::parse_test(Expression operand) {
  stream_.take();
  const std::uint32_t begin = operand.span.begin;
  const bool negated = stream_.skip_word("not");
  ast::TestUse node;
  node.operand = boxed(std::move(operand));
  node.name = parse_dotted_name();
  if (stream_.is(TokenKind::ParenthesisOpen)) {
    node.arguments = parse_arguments();
  } else if (test_argument_follows()) {
    if (stream_.is_word("is")) {
      stream_.fail_here("a test cannot follow a test", "join the two with `and`");
    }
    node.arguments.positional.push_back(parse_postfix(parse_primary()));
  }
  Expression test = make(stream_.span_from(begin), std::move(node));
  if (!negated) return test;
  const Span span = test.span;
  return make(span, ast::Unary{ast::UnaryOperator::Not, boxed(std::move(test))});
}

}  // namespace plinth::jinja
