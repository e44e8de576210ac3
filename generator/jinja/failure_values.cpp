#include <algorithm>
#include <map>
#include <optional>

#include "diagnostics/unicode.hpp"
#include "jinja/renderer.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// An error says what the variables of its line were. They are found among the compiled expressions
// by their places, which nothing but errors looks at.

namespace plinth::jinja {
namespace {

constexpr std::size_t most_values = 4;
constexpr std::size_t most_keys = 6;
constexpr std::size_t longest_text = 40;  // code points

bool names_a_value(Operation operation) {
  return operation == Operation::Slot || operation == Operation::Variable ||
         operation == Operation::Attribute || operation == Operation::LoopField;
}

/// The value in a few words; empty for what has none to tell, such as a macro.
std::string summary_of(const Value& value) {
  std::string text;
  switch (value.kind()) {
    case Kind::Undefined:
    case Kind::Callable:
      return {};
    case Kind::String: {
      const std::string_view shown = first_code_points(value.as_string(), longest_text);
      append_literal(Value(shown), Spelling::Json, text);
      if (shown.size() < value.size()) text += "...";
      return text;
    }
    case Kind::List:
      return "a list of " + counted(value.size(), "item");
    case Kind::Map:
      break;
    default:
      return text_of(value, Spelling::Json);
  }
  if (value.size() > most_keys || value.size() == 0) {
    return value.size() == 0 ? "an empty map"
                             : "a map of " + std::to_string(value.size()) + " entries";
  }
  for (const MapEntry& entry : value.as_map()) {
    text += (text.empty() ? "a map with " : ", ") + quoted(text_of(entry.key, Spelling::Json));
  }
  return text;
}

}  // namespace

/// Adds a note with the values of the variables in the line of `diagnostic`, unless it has one: the
/// innermost frame knows best.
void Renderer::add_values(Diagnostic& diagnostic, Frame& frame) {
  if (std::exchange(values_told_, true)) return;
  const Program& program = *frame.program;
  const SourceFile* file = diagnostic.span.file;
  if (file == nullptr || file != program.source.file) return;
  const std::size_t line = file->position(diagnostic.span.begin).line;
  const std::size_t from = file->line_start(line);
  const std::size_t to = file->line_start(line + 1);
  std::map<std::uint32_t, Index> chains;  // by their beginnings, each as long as it is: `a.b.c`
  for (Index index = 0; index < program.expressions.size(); ++index) {
    const Span& span = program.expression_spans[index];
    const bool here = names_a_value(program.expressions[index].operation) &&
                      program.expression_functions[index] == frame.function && span.begin >= from &&
                      span.end <= to;
    if (!here) continue;
    const auto [known, is_new] = chains.emplace(span.begin, index);
    if (program.expression_spans[known->second].end < span.end) known->second = index;
  }
  std::vector<std::string> told;
  for (const auto& [begin, index] : chains) {
    const std::string text = value_told(index, frame);
    if (text.empty() || std::find(told.begin(), told.end(), text) != told.end()) continue;
    told.push_back(text);
    if (told.size() == most_values) break;
  }
  if (told.empty()) return;
  std::string message;
  for (const std::string& text : told) message += (message.empty() ? "here " : ", ") + text;
  diagnostic.notes.push_back({{}, std::move(message)});
}

/// `` `a.b` is 3 ``; of a chain that ends in nothing, the longest part that has a value.
std::string Renderer::value_told(Index expression, Frame& frame) {
  while (names_a_value(frame.program->expressions[expression].operation)) {
    try {
      const std::string summary = summary_of(evaluate(expression, frame));
      if (!summary.empty()) {
        return quoted_source(site(expression, frame).span) + " is " + summary;
      }
    } catch (const DiagnosticError&) {
      // The error at hand, as a rule.
    }
    if (frame.program->expressions[expression].operation != Operation::Attribute) break;
    expression = frame.program->expressions[expression].a;
  }
  return {};
}

}  // namespace plinth::jinja
