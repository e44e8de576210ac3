#pragma once

#include <cstddef>
#include <optional>

#include "jinja/ast.hpp"
#include "jinja/token_stream.hpp"

namespace plinth::jinja {

/// Reads expressions, by Jinja's grammar. Throws DiagnosticError `template-syntax`, and
/// `nested-too-deep` for more than `deepest` operators or brackets inside each other.
class ExpressionParser {
 public:
  ExpressionParser(TokenStream& stream, std::size_t deepest) : stream_(stream), deepest_(deepest) {}

  /// One expression with its inline `if`.
  ast::Expression parse();
  /// One expression, or several with commas between them: a tuple.
  ast::Expression parse_tuple();
  /// The same, but an `if` behind it is not part of it: `for x in a if b`.
  ast::Expression parse_tuple_without_condition();
  /// The filters of a filter block, or of `set x | trim`: no operand stands before them.
  ast::Expression parse_block_filters();

  /// Counts levels inside each other; for blocks as well.
  class Level;

 private:
  friend class Level;

  ast::Expression parse_conditional();
  ast::Expression parse_or();
  ast::Expression parse_and();
  ast::Expression parse_not();
  ast::Expression parse_comparison();
  ast::Expression parse_sum();
  ast::Expression parse_concatenation();
  ast::Expression parse_product();
  ast::Expression parse_power();
  ast::Expression parse_unary(bool with_filters);
  ast::Expression parse_primary();
  ast::Expression parse_postfix(ast::Expression expression);
  ast::Expression parse_filters_and_tests(ast::Expression expression);
  ast::Expression parse_filter(ast::ExpressionPointer operand, std::uint32_t begin);
  ast::Expression parse_test(ast::Expression operand);
  ast::Expression parse_attribute(ast::Expression object);
  ast::Expression parse_subscript(ast::Expression object);
  ast::Expression parse_call(ast::Expression callee);
  ast::Expression parse_number();
  ast::Expression parse_texts();
  ast::Expression parse_list();
  ast::Expression parse_map();
  ast::Expression parse_parentheses();
  ast::Arguments parse_arguments();
  void parse_argument(ast::Arguments& arguments);
  ast::Name parse_dotted_name();
  std::optional<ast::ComparisonOperator> skip_comparison_operator();
  bool test_argument_follows() const;

  template <typename Parse>
  ast::Expression parse_list_of(Parse parse_item);
  template <typename Node>
  ast::Expression make(Span span, Node node) const;

  TokenStream& stream_;
  std::size_t deepest_;
  std::size_t level_ = 0;
};

class ExpressionParser::Level {
 public:
  explicit Level(ExpressionParser& parser);
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  ~Level() { --parser_.level_; }

 private:
  ExpressionParser& parser_;
};

/// The characters that a quoted text of a template means: escapes resolved, line ends `\n`.
std::string unquote(std::string_view literal, const Span& span);

}  // namespace plinth::jinja
