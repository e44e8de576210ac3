#include "diagnostics/diagnostic_printer.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::size_t excerpt_width = 160;  // code points of a line that a report shows at most

struct Paint {
  Colour colour;
  std::string operator()(std::string_view code, std::string_view text) const {
    if (colour == Colour::Off) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
};

std::string place(const Span& span) {
  const Position position = span.file->position(span.begin);
  return visible(span.file->name()) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

std::string_view severity_word(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

/// The line of `span.begin`, what stands before the place on it and the place itself, each as it
/// will be printed; long lines are cut around the place.
struct Excerpt {
  std::size_t line = 0;
  std::string text;
  std::string padding;  // as wide as what precedes the place; keeps the tabs of the line
  std::size_t width = 1;
};

Excerpt excerpt_of(const Span& span) {
  const Position position = span.file->position(span.begin);
  const std::size_t line_begin = span.file->line_start(position.line);
  const std::string_view line = span.file->line(position.line);
  const std::size_t from = std::min<std::size_t>(span.begin - line_begin, line.size());
  const std::size_t to = std::clamp<std::size_t>(span.end - line_begin, from, line.size());

  // Of a long line only what may be shown is looked at, from the beginning of a character.
  constexpr std::size_t longest_code_point = 4;
  std::size_t shown_from = from - std::min(from, excerpt_width / 2 * longest_code_point);
  for (std::size_t skipped = 1; skipped < longest_code_point; ++skipped) {
    if (shown_from == 0 || shown_from == from) break;
    const bool inside = (static_cast<unsigned char>(line[shown_from]) & 0xC0U) == 0x80U;
    if (inside) ++shown_from;
  }
  std::string_view before = line.substr(shown_from, from - shown_from);
  for (std::size_t count = code_point_count(before); count > excerpt_width / 2; --count) {
    before.remove_prefix(decode_utf8(before).length);
  }
  const std::string cut_mark = before.size() < from ? "…" : "";
  const std::string_view shown_place =
      first_code_points(line.substr(from, to - from), excerpt_width);
  const std::string_view after = line.substr(to);
  const std::string_view shown_after = first_code_points(after, excerpt_width / 2);
  const bool cut_behind = shown_after.size() < after.size() || shown_place.size() < to - from;

  Excerpt excerpt;
  excerpt.line = position.line;
  const std::string shown_before = cut_mark + visible(before);
  excerpt.text =
      shown_before + visible(shown_place) + visible(shown_after) + (cut_behind ? "…" : "");
  for (std::string_view rest = shown_before; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    if (next.value == '\t') {
      excerpt.padding += '\t';
    } else {
      excerpt.padding.append(display_width(next.value), ' ');
    }
    rest.remove_prefix(next.length);
  }
  excerpt.width = std::max<std::size_t>(1, display_width(visible(shown_place)));
  return excerpt;
}

std::string print_excerpt(const Span& span, std::string_view label, const Paint& paint) {
  const Excerpt excerpt = excerpt_of(span);
  std::string number = std::to_string(excerpt.line);
  if (number.size() < 5) number.insert(0, 5 - number.size(), ' ');
  const std::string gutter(number.size(), ' ');
  std::string out = number + " | " + excerpt.text + "\n";
  std::string carets(excerpt.width, '^');
  if (!label.empty()) carets += " " + visible(label);
  return out + gutter + " | " + excerpt.padding + paint("1;31", carets) + "\n";
}

/// `text` for a terminal, with all lines but the first indented.
std::string indent_lines(std::string_view text, std::string_view indent) {
  std::string out;
  for (;;) {
    const std::size_t end = text.find('\n');
    out += visible(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '\n';
    out += indent;
    text.remove_prefix(end + 1);
  }
}

nlohmann::ordered_json json_place(const Span& span) {
  nlohmann::ordered_json place = nlohmann::ordered_json::object();
  if (!span) return place;
  const Position begin = span.file->position(span.begin);
  const Position end = span.file->position(span.end);
  place["file"] = span.file->name();
  place["line"] = begin.line;
  place["column"] = begin.column;
  place["end_line"] = end.line;
  place["end_column"] = end.column;
  return place;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const bool shown_as_is =
        next.valid &&
        (next.value == '\t' ||
         (!is_control(next.value) && !is_bidi_control(next.value) && !is_invisible(next.value)));
    if (shown_as_is) {
      out += text.substr(0, next.length);
    } else if (!next.valid || next.value < 0x100) {
      out += escape_code_point("\\x", next.valid ? next.value : static_cast<unsigned char>(text[0]),
                               2);
    } else {
      out += escape_code_point("\\u", next.value, 4);
    }
    text.remove_prefix(next.length);
  }
  return out;
}

std::string print_diagnostic(const Diagnostic& diagnostic, Colour colour) {
  const Paint paint{colour};
  const bool is_error = diagnostic.severity == Severity::Error;
  std::string out;
  if (diagnostic.span) out += paint("1", place(diagnostic.span) + ":") + " ";
  out += paint(is_error ? "1;31" : "1;33", std::string(severity_word(diagnostic.severity)) + ":");
  out += " " + visible(diagnostic.message) + " [" + diagnostic.id + "]\n";
  if (diagnostic.span) out += print_excerpt(diagnostic.span, diagnostic.label, paint);
  for (const Note& note : diagnostic.notes) {
    out += "  " + paint("1;36", "note:") + " ";
    if (note.span) out += place(note.span) + ": ";
    out += visible(note.message) + "\n";
    if (note.span &&
        !note.span.file->line(note.span.file->position(note.span.begin).line).empty()) {
      out += print_excerpt(note.span, {}, paint);
    }
  }
  if (!diagnostic.hint.empty()) {
    out += "  " + paint("1;32", "hint:") + " " + indent_lines(diagnostic.hint, "        ") + "\n";
  }
  return out;
}

std::string print_diagnostics(std::span<const Diagnostic> diagnostics, Colour colour) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += print_diagnostic(diagnostic, colour);
  }
  return out;
}

std::string diagnostics_as_json(std::span<const Diagnostic> diagnostics) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    nlohmann::ordered_json one;
    one["severity"] = severity_word(diagnostic.severity);
    one["id"] = diagnostic.id;
    one["message"] = diagnostic.message;
    one.update(json_place(diagnostic.span));
    if (!diagnostic.label.empty()) one["label"] = diagnostic.label;
    one["notes"] = nlohmann::ordered_json::array();
    for (const Note& note : diagnostic.notes) {
      nlohmann::ordered_json entry;
      entry["message"] = note.message;
      entry.update(json_place(note.span));
      one["notes"].push_back(std::move(entry));
    }
    if (!diagnostic.hint.empty()) one["hint"] = diagnostic.hint;
    all.push_back(std::move(one));
  }
  return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
