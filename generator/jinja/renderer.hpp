#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jinja/call_arguments.hpp"
#include "jinja/callable.hpp"
#include "jinja/editions.hpp"
#include "jinja/frame.hpp"
#include "jinja/program.hpp"
#include "jinja/value_operations.hpp"

namespace plinth::jinja {

/// One rendering of one template, or one evaluation of an expression. Everything that changes while
/// a template runs is in here, so that programs can be shared between threads.
class Renderer {
 public:
  /// `editions` (two at most) outlive the renderer.
  Renderer(const Program& program, const Value& context,
           std::span<const std::string> editions = {});
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  ~Renderer();

  /// The text; of two editions, both in one (see editions.hpp).
  std::string render();
  Value evaluate();

 private:
  enum class Signal : std::uint8_t { Next, Break, Continue };
  class FrameScope;
  class CallScope;
  class CaptureScope;
  class ActivationKeeper;
  struct HeapFrame {
    Frame frame;
    std::unique_ptr<Value[]> slots;
    Index count = 0;
  };

  // Statements: statement_renderer.cpp.
  Signal run(const CodeRange& code, Frame& frame);
  Signal run_loop(const LoopPlan& plan, Frame& frame);
  Signal loop_over_entries(const LoopPlan& plan, Frame& frame, const Value& map);
  Signal loop_over(const LoopPlan& plan, Frame& frame, Value iterable, std::size_t depth,
                   const Span& span);
  Signal run_items(const LoopPlan& plan, Frame& frame, Value iterable, std::size_t depth,
                   const Span& span);
  void run_rounds(const LoopPlan& plan, Frame& frame, const List& items, Loop* loop,
                  const Span& span);
  Index switch_target(const SwitchPlan& plan, Frame& frame);
  void unassign(const AssignmentPlan& plan, Frame& frame);
  static Value make_loop(const LoopPlan& plan, Frame& frame, std::size_t length);
  List kept_items(const LoopPlan& plan, Frame& frame, const List& items, const Span& span);
  Signal run_capture(const CapturePlan& plan, Frame& frame);
  Signal run_filter_block(const CapturePlan& plan, Frame& frame);
  void run_call_block(const MacroPlan& plan, Index call, Frame& frame);
  void assign(const AssignmentPlan& plan, const Value& value, Frame& frame);
  void reset(Frame& frame, Index first, Index count);
  void count_step(const Span& span);

  // Output: statement_renderer.cpp.
  void run_edition(std::string_view name, const CodeRange& body, Frame& frame);
  [[noreturn]] void fail_unknown_edition(std::string_view name, const Span& span) const;
  void print(Index expression, Frame& frame);
  Value print_call(const ExpressionNode& node, Index expression, Frame& frame);
  bool print_filtered(const ExpressionNode& node, Index expression, Frame& frame);
  void print_value(const Value& value, Index expression, Frame& frame);
  void print_indented(Index expression, Frame& frame);
  [[noreturn]] void fail_tainted(Index expression, const Frame& frame) const;
  Value finished_text(std::string text) const;
  void check_output(const Span& span) const;
  std::string_view line_indentation() const;
  void indent_output_from(std::size_t begin, const std::string& indentation);

  // Templates and their parts: inclusion.cpp.
  void run_template(const Program& program, const Context& context, Activation& activation);
  void run_block(const BlockPlan& plan, Frame& frame);
  void run_block_definition(const BlockDefinition& block, std::size_t level, const Context& context,
                            Activation& activation);
  void call_block_reference(const BlockReference& reference, const Span& span);
  void extend(Index parent, Frame& frame);
  void include(const InclusionPlan& plan, Frame& frame);
  void import(const InclusionPlan& plan, const AssignmentPlan& target, Frame& frame);
  void from_import(const InclusionPlan& plan, Frame& frame);
  Value load_module(const InclusionPlan& plan, Frame& frame);
  void run_included(const Program& program, const InclusionPlan& plan, Frame& frame, Map* exports);
  static void collect_exports(const Program& program, const Frame& frame, Activation& activation);
  const Program* find_program(const Value& source, const InclusionPlan& plan);
  const Program* find_program(std::string_view name);
  Value lookup(const Context& context, std::string_view name);
  const Context& context_of(const Frame& frame) const;
  const Context* lasting_context(const Context* context) const;

  // Expressions: expression_evaluator.cpp.
  const Value& evaluate(Index expression, Frame& frame, Value& scratch);
  Value evaluate(Index expression, Frame& frame);
  const Value& variable(Index reference, Frame& frame);
  void note_reading(const VariableReference& plan, const Frame& owner, const Value& value);
  const Value& attribute(const ExpressionNode& node, Frame& frame, Value& scratch);
  Value other_attribute(const Value& object, const Value& name);
  Value auto_indented(const ExpressionNode& node, Index expression, Frame& frame);
  void charge(const Value& value, const Span& span);
  Value own_made(Value value) const;
  void require_key(const Value& key, Index expression, Frame& frame);
  Value loop_attribute(const Loop& loop, std::string_view name) const;
  Value loop_field(const ExpressionNode& node, const Frame& frame) const;
  Value compute(const ExpressionNode& node, Index expression, Frame& frame);
  Value arithmetic(const ExpressionNode& node, const Site& site, Frame& frame);
  bool comparison_node(const ExpressionNode& node, Index expression, Frame& frame);
  bool comparison(Operation operation, const Value& left, const Value& right, const Site& site);
  Value comparison_chain(const ExpressionNode& node, Frame& frame);
  Value display(const ExpressionNode& node, const Site& site, Frame& frame);
  bool condition(Index expression, Frame& frame);
  Site site(Index expression, const Frame& frame) const;
  void require_operand(const Value& value, Index expression, Frame& frame);
  void add_values(Diagnostic& diagnostic, Frame& frame);
  std::string value_told(Index expression, Frame& frame);
  /// `work`, all of it in `frame`; an error that leaves it knows the values of its variables.
  template <typename Work>
  auto telling_values(Frame& frame, const Work& work) {
    try {
      return work();
    } catch (DiagnosticError& error) {
      add_values(error.diagnostic(), frame);
      throw;
    }
  }
  [[noreturn]] void fail_undefined_at(Index expression, Frame& frame);
  std::vector<std::string> names_near(Index expression, Frame& frame);

  // Calls: calls.cpp.
  Value argument(Index expression, Frame& frame);
  void collect(const ArgumentPlan& plan, Frame& frame, CallArguments& arguments);
  Value apply_filter_node(const ExpressionNode& node, Index expression, Frame& frame);
  void require_arguments(const ArgumentPlan& plan, const CallArguments& arguments, Frame& frame);
  /// Whether it was printed by a template of two editions, perhaps.
  bool can_be_two_texts(const Value& value) const {
    return editions_.size() > 1 && value.is_string() && !value.is_borrowed();
  }
  void require_one_text(const Value& value, std::string_view taker, const Span& span) const;
  Value filter_value(const FilterPlan& plan, const Value& value, Index operand, Index expression,
                     Frame& frame);
  bool apply_test_node(const ExpressionNode& node, Index expression, Frame& frame);
  Value call_node(const ExpressionNode& node, Index expression, Frame& frame, bool print_result);
  Value call_method_node(const ExpressionNode& node, Index expression, Frame& frame,
                         bool print_result);
  Value call(const Value& callee, const CallArguments& arguments, const Span& span,
             std::string_view name, bool print_result);
  template <typename Print>
  Value printing(bool print_result, const Print& print);
  Value call_method(const Value& receiver, const Method& method, const CallArguments& arguments,
                    const Span& span);
  void prepare_change(const Value& receiver, const FilterCall& call);
  Value call_loop(Loop& loop, const CallArguments& arguments, const Span& span, bool print_result);
  Value call_loop_method(Loop& loop, std::string_view name, const CallArguments& arguments,
                         const Span& span);
  static Value call_cycler(Cycler& cycler, std::string_view name, const Span& span);
  static std::vector<std::string> callable_names(const Value& object);
  void call_macro(Macro& macro, const CallArguments& arguments, const Span& span);
  void run_macro(const Macro& macro, const CallArguments& arguments, const Span& span);
  void bind_parameters(const Macro& macro, const CallArguments& arguments, Frame& frame,
                       const Span& span);
  void bind_keywords(const MacroPlan& plan, const CallArguments& arguments, Frame& frame,
                     const Span& span);
  Value macro_attribute(const Macro& macro, std::string_view name) const;
  Value make_macro(const MacroPlan& plan, Frame& frame);
  Value remember(Value value);
  static void hold_frames(Frame& frame);
  static void release_macro(const Macro& macro);

  const Program& program_;
  const Registry& registry_;
  const Options& options_;
  const Value& context_map_;
  std::span<const std::string> editions_;
  Context base_context_;
  Context empty_context_;  // of modules that are imported without context

  std::string output_;
  std::string* out_ = &output_;  // `output_`, or what a capture collects
  std::size_t line_floor_ = 0;  // of `*out_`: lines before it are not ours to take indentation from
  bool values_told_ = false;    // by the error that is on its way out
  // Of text that is being indented.
  std::vector<std::pair<std::size_t, LineIndentation>> line_starts_;
  Escape escape_;
  Value block_text_;  // of the filter block that is at its filters

  SlotStack slots_;
  std::size_t steps_ = 0;
  std::size_t made_bytes_ = 0;
  std::size_t calls_ = 0;         // inside each other
  std::size_t stack_levels_ = 0;  // how deep the C++ stack may be

  // How often something was changed, or read that can change: a macro during whose call that did
  // not happen will print the same again.
  std::size_t changes_ = 0;

  std::vector<std::unique_ptr<HeapFrame>> kept_frames_;  // that macros may still see
  std::vector<std::unique_ptr<Activation>> kept_activations_;
  std::vector<Value> changeable_;            // namespaces and the like, which may hold each other
  std::map<const Program*, Value> modules_;  // imported without context
  std::map<std::string, const Program*, std::less<>> programs_;
};

/// Counts a call, and undoes it when the call is over.
class Renderer::CallScope {
 public:
  CallScope(Renderer& renderer, const FunctionPlan& function, const Span& span);
  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;
  ~CallScope();

 private:
  Renderer& renderer_;
  std::size_t levels_;
};

/// The frame of a function, for as long as it runs; longer if macros of it are still around then.
class Renderer::FrameScope {
 public:
  FrameScope(Renderer& renderer, const Program& program, Index function, Frame* closure,
             const Context* context);
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;
  ~FrameScope();
  Frame& frame() { return heap_ ? heap_->frame : frame_; }

 private:
  void release_own_macros();

  Renderer& renderer_;
  const FunctionPlan& function_;
  Index count_;
  const Context* context_;
  SlotStack::Mark mark_;
  Frame frame_;
  std::unique_ptr<HeapFrame> heap_;
};

/// Sends what is printed into a text of its own.
class Renderer::CaptureScope {
 public:
  explicit CaptureScope(Renderer& renderer)
      : renderer_(renderer), out_(renderer.out_), floor_(renderer.line_floor_) {
    renderer.out_ = &text_;
    renderer.line_floor_ = 0;
  }
  CaptureScope(const CaptureScope&) = delete;
  CaptureScope& operator=(const CaptureScope&) = delete;
  ~CaptureScope() { restore(); }

  /// What was printed; the capture is over.
  std::string take() {
    restore();
    return std::move(text_);
  }

 private:
  void restore() {
    renderer_.out_ = out_;
    renderer_.line_floor_ = floor_;
  }

  Renderer& renderer_;
  std::string* out_;
  std::size_t floor_;
  std::string text_;
};

/// Ends an activation; keeps it in memory if values of the template may still name it.
class Renderer::ActivationKeeper {
 public:
  ActivationKeeper(Renderer& renderer, std::unique_ptr<Activation>& activation)
      : renderer_(renderer), activation_(activation) {}
  ActivationKeeper(const ActivationKeeper&) = delete;
  ActivationKeeper& operator=(const ActivationKeeper&) = delete;
  ~ActivationKeeper() {
    activation_->over = true;
    if (activation_->referenced) renderer_.kept_activations_.push_back(std::move(activation_));
  }

 private:
  Renderer& renderer_;
  std::unique_ptr<Activation>& activation_;
};

/// Appends `text` with `indentation` before each line but the first and the empty ones.
void append_indented(std::string_view text, std::string_view indentation, std::string& out);

/// Adds to an error on its way out that `span` led to it.
void add_trace(Diagnostic& diagnostic, const Span& span, std::string message);

}  // namespace plinth::jinja
