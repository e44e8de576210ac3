#include "jinja/template_error.hpp"

#include <utility>

#include "diagnostics/nearest_word.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth::jinja {

void fail(const Span& span, std::string_view id, std::string message, std::string hint) {
  throw DiagnosticError(
      {Severity::Error, std::string(id), span, std::move(message), {}, {}, std::move(hint)});
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? std::string() : "did you mean " + quoted(nearest) + "?";
}

std::string_view text_at(const Span& span) {
  return span.file == nullptr ? std::string_view()
                              : span.file->text().substr(span.begin, span.end - span.begin);
}

std::string quoted_source(const Span& span) {
  constexpr std::size_t longest = 60;
  std::string line;
  for (const char c : text_at(span)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (code_point_count(line) <= longest) return quoted(line);
  return quoted(std::string(first_code_points(line, longest)) + "...");
}

std::string counted(std::size_t number, std::string_view one) {
  return (number == 0 ? "no" : std::to_string(number)) + " " + std::string(one) +
         (number == 1 ? "" : "s");
}

std::string given_instead(std::size_t number) {
  return ", " + std::to_string(number) + (number == 1 ? " is given" : " are given");
}

std::string quoted(std::string_view word) { return "`" + std::string(word) + "`"; }

}  // namespace plinth::jinja
