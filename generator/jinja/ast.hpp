#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostics/source_file.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja::ast {

struct Expression;
struct Statement;
struct NamedArgument;
struct Comparand;
struct DisplayEntry;
using ExpressionPointer = std::unique_ptr<Expression>;
using Body = std::vector<Statement>;

/// A name where something is assigned, or where an attribute, a filter or a keyword is written.
struct Name {
  std::string_view text;
  Span span;
};

enum class UnaryOperator : std::uint8_t { Not, Negate, Plus };
enum class BinaryOperator : std::uint8_t {
  Add,
  Subtract,
  Multiply,
  Divide,
  FloorDivide,
  Modulo,
  Power,
  And,
  Or,
};
enum class ComparisonOperator : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
};

struct Arguments {
  std::vector<Expression> positional;
  std::vector<NamedArgument> keyword;
  ExpressionPointer list;  // `*items`; may be null
  ExpressionPointer map;   // `**entries`; may be null
};

struct Constant {
  Value value;
};
struct Variable {
  std::string_view name;
};
struct Attribute {
  ExpressionPointer object;
  Name name;
};
struct Subscript {
  ExpressionPointer object;
  ExpressionPointer index;
};
struct Slice {
  ExpressionPointer object;
  ExpressionPointer start;  // all three may be null
  ExpressionPointer stop;
  ExpressionPointer step;
};
struct Unary {
  UnaryOperator operation;
  ExpressionPointer operand;
};
struct Binary {
  BinaryOperator operation;
  ExpressionPointer left;
  ExpressionPointer right;
};
struct Comparison {
  ExpressionPointer first;
  std::vector<Comparand> others;
};
struct Concatenation {
  std::vector<Expression> parts;
};
struct Conditional {
  ExpressionPointer condition;
  ExpressionPointer then;
  ExpressionPointer otherwise;  // may be null: undefined
};
struct ListDisplay {
  std::vector<Expression> items;
  bool tuple = false;
};
struct MapDisplay {
  std::vector<DisplayEntry> entries;
};
struct Call {
  ExpressionPointer callee;
  Arguments arguments;
};
struct FilterUse {
  ExpressionPointer operand;  // null at the start of a filter block: its text
  Name name;
  Arguments arguments;
};
struct TestUse {
  ExpressionPointer operand;
  Name name;
  Arguments arguments;
};

struct Expression {
  Span span;
  std::uint32_t depth = 1;  // of the tree below, itself counted
  std::variant<Constant, Variable, Attribute, Subscript, Slice, Unary, Binary, Comparison,
               Concatenation, Conditional, ListDisplay, MapDisplay, Call, FilterUse, TestUse>
      node;
};

struct NamedArgument {
  Name name;
  Expression value;
};
struct Comparand {
  ComparisonOperator operation;
  Expression operand;
};
struct DisplayEntry {
  Expression key;
  Expression value;
};

/// What is assigned to: a name, `namespace.attribute`, or several of these.
struct Target {
  Name name;
  Name attribute;             // without text: the name itself
  std::vector<Target> parts;  // of `a, b`; then there is no name
  bool is_tuple = false;
  Span span;
};

struct Parameter {
  Name name;
  ExpressionPointer fallback;  // null: must be given
};

struct Text {
  std::string_view text;
};
struct Output {
  Expression value;
};
struct For {
  Target target;
  Expression items;
  ExpressionPointer condition;  // may be null
  bool recursive = false;
  Body body;
  Body otherwise;
};
struct Branch {
  Expression condition;
  Body body;
};
struct If {
  std::vector<Branch> branches;
  Body otherwise;
};
struct Set {
  Target target;
  Expression value;
};
struct SetBlock {
  Target target;
  ExpressionPointer filter;  // may be null
  Body body;
};
struct With {
  std::vector<std::pair<Target, Expression>> values;
  Body body;
};
struct Macro {
  Name name;
  std::vector<Parameter> parameters;
  Body body;
};
struct CallBlock {
  Expression call;  // a Call
  std::vector<Parameter> parameters;
  Body body;
};
struct FilterBlock {
  Expression filter;
  Body body;
};
struct Block {
  Name name;
  bool scoped = false;
  bool required = false;
  Body body;
};
struct Extends {
  Expression parent;
};
struct Include {
  Expression source;
  bool ignore_missing = false;
  bool with_context = true;
  bool indent = false;
  std::string_view blanks;  // before the tag, if it starts its line
};
struct Import {
  Expression source;
  Name name;
  bool with_context = false;
};
struct FromImport {
  Expression source;
  std::vector<std::pair<Name, Name>> names;  // exported, own
  bool with_context = false;
};
struct Do {
  Expression value;
};
struct Break {};
struct Continue {};
struct Autoescape {
  Expression flag;
  Body body;
};
struct Edition {
  Name name;
  Body body;
};

struct Statement {
  Span span;  // of the opening tag, from its first word to its last
  std::variant<Text, Output, For, If, Set, SetBlock, With, Macro, CallBlock, FilterBlock, Block,
               Extends, Include, Import, FromImport, Do, Break, Continue, Autoescape, Edition>
      node;
};

}  // namespace plinth::jinja::ast
