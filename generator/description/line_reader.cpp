#include "description/line_reader.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "description/expression.hpp"
#include "description/name_rules.hpp"
#include "description/text_cursor.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// What stands at the cursor up to the next blank, for reports.
std::string found_at(TextCursor& cursor) {
  if (cursor.at_end()) return "nothing";
  const std::size_t begin = cursor.position();
  std::string found = in_backticks(cursor.take_chunk().text);
  cursor.move_to(begin);
  return found;
}

/// A word of an enum: a hyphen belongs to it, the arrow behind it does not.
Spelled take_state(TextCursor& cursor) {
  cursor.skip_blanks();
  const std::size_t begin = cursor.position();
  while (is_word_byte(cursor.peek()) || (cursor.peek() == '-' && cursor.peek(1) != '>'))
    cursor.advance();
  return cursor.piece(begin, cursor.position());
}

bool stands_in(const std::vector<Spelled>& states, const Spelled& state, DiagnosticSink& sink) {
  const auto first = std::find_if(states.begin(), states.end(),
                                  [&](const Spelled& other) { return other.text == state.text; });
  if (first == states.end()) return false;
  sink.error("double-item", state.span, in_backticks(state.text) + " stands twice in the move")
      .note(first->span, "the first one");
  return true;
}

std::nullopt_t report_move(TextCursor& cursor, DiagnosticSink& sink) {
  const std::string found = found_at(cursor);
  sink.error("bad-move", cursor.here(), "expected a state, found " + found)
      .hint("a move is written `pending -> paid` or `pending | paid -> cancelled`");
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};

bool is_segment_byte(char c) {
  return (is_word_byte(c) && static_cast<unsigned char>(c) < 0x80) || c == '-' || c == '.' ||
         c == '~';
}

bool report_path(const Spelled& place, const std::string& problem, DiagnosticSink& sink) {
  sink.error("bad-path", place.span, problem)
      .hint("a path is written `/articles/" + std::string(1, '{') + "slug" + std::string(1, '}') +
            "/comments`");
  return false;
}

bool add_parameter(const Spelled& name, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  if (!check_name(name, "parameter", sink)) return false;
  for (const Spelled& other : endpoint.path_parameters) {
    if (other.text != name.text) continue;
    sink.error("double-parameter", name.span,
               "the path has two parameters " + in_backticks(name.text))
        .note(other.span, "the first one");
    return false;
  }
  endpoint.path_parameters.push_back(name);
  return true;
}

bool parse_segment(const Spelled& segment, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  const std::string_view text = segment.text;
  if (text.empty()) return report_path(segment, "a segment of the path is empty", sink);
  if (text.front() == '{' && text.back() == '}') {
    return add_parameter(segment.piece(1, text.size() - 1), endpoint, sink);
  }
  const bool dots = text == "." || text == "..";
  if (!dots && std::all_of(text.begin(), text.end(), is_segment_byte)) return true;
  return report_path(segment, in_backticks(text) + " is no segment of a path", sink);
}

bool parse_path(const Spelled& path, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  if (path.text.empty() || path.text.front() != '/') {
    return report_path(path, "a path begins with `/`", sink);
  }
  for (std::size_t begin = 1; begin <= path.text.size();) {
    const std::size_t end = std::min(path.text.find('/', begin), path.text.size());
    if (!parse_segment(path.piece(begin, end), endpoint, sink)) return false;
    begin = end + 1;
  }
  return true;
}

bool check_method(const Spelled& method, DiagnosticSink& sink) {
  if (std::find(methods.begin(), methods.end(), method.text) != methods.end()) return true;
  const std::vector<std::string> known(methods.begin(), methods.end());
  const std::string nearest = nearest_word(method.text, known);
  sink.error("unknown-method", method.span, "expected a method, found " + in_backticks(method.text))
      .hint(nearest.empty()
                ? "an endpoint is called `GET /path`, also `POST`, `PUT`, `PATCH`, `DELETE`"
                : "did you mean " + in_backticks(nearest) + "?");
  return false;
}

}  // namespace

std::optional<WrittenKey> parse_key(const Spelled& source, DiagnosticSink& sink) {
  TextCursor cursor(source);
  WrittenKey key;
  key.span = source.span;
  do {
    cursor.skip_blanks();
    const Spelled name = cursor.take_word();
    if (name.text.empty()) {
      const std::string found = found_at(cursor);
      sink.error("bad-key", cursor.here(), "expected the name of a field, found " + found)
          .hint("a key of several fields is written `order + product`");
      return std::nullopt;
    }
    if (!check_reference(name, "field", sink)) return std::nullopt;
    key.fields.push_back(name);
    cursor.skip_blanks();
  } while (cursor.take("+"));
  if (cursor.at_end()) return key;
  if (cursor.starts_with("when") && !is_word_byte(cursor.peek(4))) {
    cursor.advance(4);
    key.when = parse_expression(cursor.trimmed(cursor.position(), source.text.size()), sink);
    return key.when ? std::optional(std::move(key)) : std::nullopt;
  }
  const std::string found = found_at(cursor);
  sink.error("bad-key", cursor.here(), "expected `+`, `when` or the end, found " + found)
      .hint("a key of several fields is written `order + product`, several keys are a list");
  return std::nullopt;
}

std::optional<WrittenSort> parse_sort(const Spelled& source, DiagnosticSink& sink) {
  TextCursor cursor(source);
  cursor.skip_blanks();
  WrittenSort sort;
  sort.field = cursor.take_chunk();
  if (!check_reference(sort.field, "field", sink)) return std::nullopt;
  cursor.skip_blanks();
  if (cursor.at_end()) return sort;
  const Spelled direction = cursor.trimmed(cursor.position(), source.text.size());
  sort.descending = direction.text == "desc";
  if (sort.descending || direction.text == "asc") return sort;
  sink.error("bad-sort", direction.span,
             "expected `desc` or the end, found " + in_backticks(direction.text))
      .hint("upwards is `" + std::string(sort.field.text) + "`, downwards `" +
            std::string(sort.field.text) + " desc`");
  return std::nullopt;
}

std::optional<WrittenMove> parse_move(const Spelled& source, DiagnosticSink& sink) {
  TextCursor cursor(source);
  WrittenMove move;
  move.span = source.span;
  do {
    const Spelled state = take_state(cursor);
    if (state.text.empty()) return report_move(cursor, sink);
    if (!check_enum_word(state, sink)) return std::nullopt;
    if (!stands_in(move.from, state, sink)) move.from.push_back(state);
    cursor.skip_blanks();
  } while (cursor.take("|"));
  if (!cursor.take("->")) {
    const std::string found = found_at(cursor);
    sink.error("bad-move", cursor.here(), "expected `->` or `|`, found " + found)
        .hint("a move is written `pending -> paid` or `pending | paid -> cancelled`");
    return std::nullopt;
  }
  move.to = take_state(cursor);
  if (move.to.text.empty()) return report_move(cursor, sink);
  if (!check_enum_word(move.to, sink)) return std::nullopt;
  cursor.skip_blanks();
  if (cursor.at_end()) return move;
  const std::string found = found_at(cursor);
  sink.error("bad-move", cursor.here(), "expected the end, found " + found)
      .hint("a move leads to one state");
  return std::nullopt;
}

bool parse_endpoint_key(const Spelled& source, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  TextCursor cursor(source);
  cursor.skip_blanks();
  endpoint.method = cursor.take_chunk();
  if (!check_method(endpoint.method, sink)) return false;
  cursor.skip_blanks();
  endpoint.path = cursor.trimmed(cursor.position(), source.text.size());
  return parse_path(endpoint.path, endpoint, sink);
}

}  // namespace plinth
