#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "jinja/registry.hpp"
#include "jinja/value.hpp"

// The compiled form of a template: flat arrays of nodes that name each other, constants, variables
// and plans by index. Names are resolved to slots, filters and tests to their entries, texts borrow
// from the source. Places are kept apart, since only errors need them. Nothing in here changes
// while templates render but a few hints and caches, which are atomic.

namespace plinth::jinja {

class Environment;
class Template;

using Index = std::uint32_t;
constexpr Index no_index = static_cast<Index>(-1);

// Of 32 bits, so that nodes and instructions have no padding and can be stored as they are.
enum class Operation : std::uint32_t {
  Constant,   // a: constant
  Slot,       // a: slot of this frame, always assigned
  Variable,   // a: variable reference
  Attribute,  // a: object, b: constant (the name), c: hint
  Subscript,  // a: object, b: index
  Slice,      // a: object, b: list of start, stop, step (no_index: none)
  LoopField,  // a: slot of the loop, b: LoopFieldName
  Not,        // a
  Negate,     // a
  Plus,       // a
  Add,        // a, b; and so on
  Subtract,
  Multiply,
  Divide,
  FloorDivide,
  Modulo,
  Power,
  And,
  Or,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
  ComparisonChain,  // a: first operand, b: list of (operation, operand) pairs
  Concatenation,    // b: list of parts
  Conditional,      // a: condition, b: then, c: otherwise or no_index
  ListDisplay,      // b: list of items
  TupleDisplay,     // b: list of items
  MapDisplay,       // b: list of keys and values in turn
  Call,             // a: callee, b: argument plan
  MethodCall,       // a: object, b: argument plan, c: constant (the name)
  ApplyFilter,      // a: operand, b: filter plan
  ApplyTest,        // a: operand, b: test plan
  AutoIndent,       // a: operand
  BlockText,        // the text of the filter block around
};

constexpr bool is_comparison(Operation operation) {
  return operation >= Operation::Equal && operation <= Operation::NotIn;
}

enum class LoopFieldName : std::uint8_t {
  Position,
  Position0,
  ReversePosition,
  ReversePosition0,
  First,
  Last,
  Length,
  Depth,
  Depth0,
};

struct ExpressionNode {
  Operation operation;
  Index a = no_index;
  Index b = no_index;
  Index c = no_index;
};

/// A variable that is not simply a slot of the frame at hand: `hops` frames out, and if nothing is
/// assigned to it there, `fallback`; without one, the name is looked up in the context.
struct VariableReference {
  Index hops = 0;
  Index slot = 0;
  Index fallback = no_index;
  Index name = no_index;  // in `names`; set if this is a context variable
};

struct ArgumentPlan {
  struct Keyword {
    std::string_view name;
    Index value;
  };
  std::vector<Index> positional;
  std::vector<Keyword> keyword;
  Index list = no_index;  // `*items`
  Index map = no_index;   // `**entries`
  Index hint = no_index;  // of a method call: where its name was found last

  bool empty() const {
    return positional.empty() && keyword.empty() && list == no_index && map == no_index;
  }
};

struct FilterPlan {
  const FilterEntry* filter = nullptr;
  ArgumentPlan arguments;
};

struct TestPlan {
  const TestEntry* test = nullptr;
  ArgumentPlan arguments;
};

enum class Step : std::uint32_t {
  Text,            // a: text
  Output,          // a: expression
  JumpUnless,      // a: condition, b: target
  Jump,            // b: target
  Switch,          // a: switch plan
  JumpIfExtended,  // b: target: a child template prints nothing outside of its blocks
  For,             // a: loop plan
  Break,
  Continue,
  Set,          // a: assignment plan, b: expression
  Capture,      // a: capture plan: text of a body, assigned
  FilterBlock,  // a: capture plan: text of a body, printed through a filter
  Unset,        // a: first slot, b: how many: a scope starts
  DefineMacro,  // a: macro plan, b: assignment plan
  CallBlock,    // a: macro plan, b: call expression
  Block,        // a: block plan
  Extends,      // a: expression
  Include,      // a: inclusion plan
  Import,       // a: inclusion plan, b: assignment plan
  FromImport,   // a: inclusion plan
  Evaluate,     // a: expression
  Autoescape,   // a: expression, b: end of the body
  Edition,      // a: text (the name), b: end of the body
};

struct Instruction {
  Step step;
  Index a = no_index;
  Index b = no_index;
};

/// Instructions `begin` to `end`.
struct CodeRange {
  Index begin = 0;
  Index end = 0;
};

/// What is assigned to.
struct AssignmentPlan {
  enum class Kind : std::uint8_t { Slot, NamespaceAttribute, Several };
  Kind kind = Kind::Slot;
  Index slot = 0;
  Index object = no_index;  // of a namespace attribute: expression
  std::string_view attribute;
  std::vector<AssignmentPlan> parts;
  Span span;
};

/// A variable with a name by which others find it: of a template's top level, for modules and
/// blocks; of the context.
struct Export {
  std::string_view name;
  Index slot = 0;
};

/// One body that runs in a frame of its own: the template itself, a block, a macro, a caller, a
/// recursive loop.
struct FunctionPlan {
  CodeRange code;
  Index slot_count = 0;
  Index depth = 0;              // how far the C++ stack grows, in levels
  bool closures = false;        // macros inside of it see its variables
  Index super_slot = no_index;  // of a block that uses `super`
  std::vector<Export> context;  // variables that come from the context
};

/// What a chain of `if x == 'a'` ... `elif x == 'b'` ... is: one look for the value of `x`.
struct SwitchPlan {
  Index operand = no_index;
  Map targets;          // texts -> where the code for them begins
  Index otherwise = 0;  // where it goes on for any other value
};

struct LoopPlan {
  Index items = no_index;
  Index entries_of = no_index;  // of `for k, v in map.items()`: the map
  bool entries_by_method = false;
  AssignmentPlan target;
  Index key_slot = no_index;    // with `entries_of`
  Index value_slot = no_index;  // with `entries_of`, or of a target that is one slot
  Index condition = no_index;
  Index loop_slot = no_index;  // where `loop` is, if the body uses it
  Index first_slot = 0;        // of the variables that are new in every round
  Index slot_count = 0;
  CodeRange body;
  CodeRange otherwise;
  Index function = no_index;  // of a recursive loop: the function that is the body
};

struct MacroPlan {
  struct Parameter {
    std::string_view name;
    Index slot = 0;
    Index fallback = no_index;  // expression, run in the macro's frame
  };
  std::string_view name;
  Index function = 0;
  std::vector<Parameter> parameters;
  Index varargs_slot = no_index;
  Index kwargs_slot = no_index;
  Index caller_slot = no_index;
  bool caller = false;  // the body of a call block
  Span span;
};

struct CapturePlan {
  CodeRange body;
  AssignmentPlan target;
  Index filter = no_index;  // expression over BlockText
};

/// The variables that can be seen at a place, for those who come in by name.
struct VisibleNames {
  struct Entry {
    std::string_view name;
    Index expression;  // of the variable
  };
  std::vector<Entry> entries;
};

struct BlockPlan {
  std::string_view name;
  Index function = 0;
  bool required = false;
  Index visible = no_index;  // of a scoped block: what it sees of the place where it stands
  Span span;
};

struct InclusionPlan {
  Index source = no_index;
  bool ignore_missing = false;
  bool with_context = true;
  bool indent = false;
  Index visible = no_index;  // with context
  struct Import {
    std::string_view exported;
    AssignmentPlan own;
    Span span;
  };
  std::vector<Import> imports;
  Span span;
};

struct Program {
  const Environment* environment = nullptr;
  const Registry* registry = nullptr;
  Span source;
  std::deque<std::string> owned_texts;

  std::vector<ExpressionNode> expressions;
  std::vector<Span> expression_spans;
  std::vector<Index> expression_functions;  // in whose frame it is evaluated
  std::vector<Instruction> code;
  std::vector<Span> code_spans;

  std::vector<Value> constants;
  std::vector<std::string_view> texts;
  std::vector<std::string_view> names;
  std::vector<std::vector<Index>> lists;
  std::vector<VariableReference> variables;
  std::vector<ArgumentPlan> arguments;
  std::vector<FilterPlan> filters;
  std::vector<TestPlan> tests;
  std::vector<AssignmentPlan> assignments;
  std::vector<SwitchPlan> switches;
  std::deque<LoopPlan> loops;
  std::deque<MacroPlan> macros;
  std::vector<CapturePlan> captures;
  std::vector<VisibleNames> visible;
  std::vector<BlockPlan> blocks;
  std::vector<InclusionPlan> inclusions;
  std::vector<Export> exports;
  std::vector<FunctionPlan> functions;  // the first is the template itself
  Index expression = no_index;          // of a compiled expression: its root
  bool extends = false;
  std::vector<Diagnostic> warnings;

  mutable std::unique_ptr<std::atomic<std::uint32_t>[]> hints;  // where attributes were found last
  Index hint_count = 0;
  mutable std::atomic<std::size_t> last_size{0};  // of the output, to reserve for the next
};

}  // namespace plinth::jinja
