#include "jinja/renderer.hpp"

#include "jinja/template_error.hpp"

namespace plinth::jinja {
namespace {

constexpr std::size_t deepest_stack = 4000;  // levels, a few hundred bytes each
constexpr std::size_t longest_trace = 12;

}  // namespace

void add_trace(Diagnostic& diagnostic, const Span& span, std::string message) {
  const Note* last = diagnostic.notes.empty() ? nullptr : &diagnostic.notes.back();
  const bool again = last != nullptr && last->span.file == span.file &&
                     last->span.begin == span.begin && last->message == message;
  if (again || diagnostic.notes.size() >= longest_trace) return;
  diagnostic.notes.push_back({span, std::move(message)});
}

Renderer::Renderer(const Program& program, const Value& context,
                   std::span<const std::string> editions)
    : program_(program),
      registry_(*program.registry),
      options_(registry_.options),
      context_map_(context),
      editions_(editions),
      escape_(options_.escape) {
  base_context_.map = &context_map_;
}

// Macros, namespaces and the frames that they see may hold each other; whoever is last lets go of
// nobody. So everything is emptied first.
Renderer::~Renderer() {
  for (const auto& kept : kept_frames_) {
    for (Index at = 0; at < kept->count; ++at) kept->slots[at] = Value();
  }
  modules_.clear();
  for (const Value& value : changeable_) {
    if (auto* space = callable_as<Namespace>(value)) {
      const Map values = std::exchange(space->values, Map());
    } else if (value.is_list()) {
      const List items = std::exchange(value.changeable_list(), List());
    } else if (value.is_map()) {
      const Map entries = std::exchange(value.changeable_map(), Map());
    }
  }
}

std::string Renderer::render() {
  if (!context_map_.is_map() && !context_map_.is_undefined()) {
    fail(program_.source, "wrong-type",
         "a template is rendered with a map of its variables, not with a " +
             std::string(kind_name(context_map_.kind())));
  }
  const std::size_t last = program_.last_size.load(std::memory_order_relaxed);
  output_.reserve(last + last / 8);
  Activation activation;
  Context context;
  context.activation = &activation;
  context.outer = &base_context_;
  run_template(program_, context, activation);
  check_output(program_.source);
  program_.last_size.store(output_.size(), std::memory_order_relaxed);
  return std::move(output_);
}

Value Renderer::evaluate() {
  FrameScope scope(*this, program_, 0, nullptr, &base_context_);
  return telling_values(scope.frame(),
                        [&] { return evaluate(program_.expression, scope.frame()); });
}

// Calls.

Renderer::CallScope::CallScope(Renderer& renderer, const FunctionPlan& function, const Span& span)
    : renderer_(renderer), levels_(function.depth + 4) {
  const bool too_deep = renderer.calls_ + 1 > renderer.options_.limits.recursion ||
                        renderer.stack_levels_ + levels_ > deepest_stack;
  if (too_deep) {
    fail(span, "recursion-limit",
         "more than " + std::to_string(renderer.calls_) +
             " macros, includes, blocks or recursive loops inside each other",
         "does it call or include itself without an end?");
  }
  renderer_.count_step(span);
  ++renderer_.calls_;
  renderer_.stack_levels_ += levels_;
}

Renderer::CallScope::~CallScope() {
  --renderer_.calls_;
  renderer_.stack_levels_ -= levels_;
}

Renderer::FrameScope::FrameScope(Renderer& renderer, const Program& program, Index function,
                                 Frame* closure, const Context* context)
    : renderer_(renderer),
      function_(program.functions[function]),
      count_(function_.slot_count),
      context_(context) {
  const Frame frame{nullptr, &program, function, closure, context, 0, false};
  if (!function_.closures) {
    mark_ = renderer.slots_.mark();
    frame_ = frame;
    frame_.slots = renderer.slots_.push(count_);
    return;
  }
  // Macros point to the frame of the function around them: it must be able to outlive its run.
  heap_ = std::make_unique<HeapFrame>();
  heap_->frame = frame;
  heap_->slots = std::make_unique<Value[]>(count_);
  heap_->frame.slots = heap_->slots.get();
  for (Index at = 0; at < count_; ++at) heap_->slots[at] = Value::unset();
}

Renderer::FrameScope::~FrameScope() {
  if (!heap_) {
    renderer_.slots_.pop(mark_, frame_.slots, count_);
    return;
  }
  release_own_macros();
  if (heap_->frame.captures == 0) return;
  // What its macros may still ask the context for is asked now: the context ends with the template.
  for (const Export& entry : function_.context) {
    Value& slot = heap_->slots[entry.slot];
    if (slot.is_unset() && context_ != nullptr) slot = renderer_.lookup(*context_, entry.name);
  }
  heap_->frame.context = renderer_.lasting_context(context_);
  heap_->count = count_;
  heap_->frame.over = true;
  renderer_.kept_frames_.push_back(std::move(heap_));
}

/// What a macro that outlives its template can still see: what `render` was given, if the template
/// could see that.
const Context* Renderer::lasting_context(const Context* context) const {
  if (context == nullptr) return nullptr;
  while (context->outer != nullptr) context = context->outer;
  return context->map == nullptr ? &empty_context_ : &base_context_;
}

/// Macros that only this frame's own variables hold end with it.
void Renderer::FrameScope::release_own_macros() {
  for (Index at = 0; at < count_; ++at) {
    Value& slot = heap_->slots[at];
    // After an error, aliases of what a loop held are still there.
    const auto* macro = slot.is_owner() ? callable_as<Macro>(slot) : nullptr;
    const bool own = macro != nullptr && macro->frame == &heap_->frame && slot.is_unshared();
    if (!own) continue;
    renderer_.release_macro(*macro);
    slot = Value();
  }
}

/// A macro holds the frames of all functions around it.
void Renderer::hold_frames(Frame& frame) {
  for (Frame* held = &frame; held != nullptr; held = held->closure) ++held->captures;
}

void Renderer::release_macro(const Macro& macro) {
  for (Frame* held = macro.frame; held != nullptr; held = held->closure) --held->captures;
}

}  // namespace plinth::jinja
