#include "pack/escaping.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::string_view blanks = " \t";

/// Bytes of the line break that `text` begins with; 0: none. CR LF is one.
std::size_t line_break_length(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  if (text.starts_with('\n') || text.starts_with('\r')) return 1;
  if (text.starts_with("\xC2\x85")) return 2;                                          // NEL
  if (text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9")) return 3;  // LS, PS
  return 0;
}

/// One of LF, CR and CR LF, which every language and editor takes for a line break.
bool is_plain_break(std::string_view line_break) {
  return line_break.front() == '\n' || line_break.front() == '\r';
}

/// Never a character of any text, and refused by some readers.
bool is_noncharacter(char32_t value) {
  return (value & 0xFFFEU) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF);
}

void append_hexadecimal(std::string& out, std::uint32_t number, std::size_t digits) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, 16).ptr;
  const auto length = static_cast<std::size_t>(end - buffer.data());
  if (length < digits) out.append(digits - length, '0');
  out.append(buffer.data(), length);
}

void append_spelled(std::string& out, const CodePointSpelling& spelling, char32_t value) {
  if (spelling.utf16 && value > 0xFFFF) {
    const char32_t offset = value - 0x10000;
    append_spelled(out, spelling, 0xD800 + (offset >> 10U));
    append_spelled(out, spelling, 0xDC00 + (offset & 0x3FFU));
    return;
  }
  out += spelling.before;
  append_hexadecimal(out, value, spelling.digits);
  out += spelling.after;
}

void drop_trailing_blanks(std::string& out) {
  const std::size_t last = out.find_last_not_of(blanks);
  out.resize(last == std::string::npos ? 0 : last + 1);
}

void sort_longest_first(std::vector<Replacement>& table) {
  std::stable_sort(table.begin(), table.end(), [](const Replacement& a, const Replacement& b) {
    return a.from.size() > b.from.size();
  });
}

}  // namespace

Escaper::Escaper(EscapingStyle style) : style_(std::move(style)) {
  sort_longest_first(style_.replacements);
  sort_longest_first(style_.line_starts);
  for (std::size_t byte = 0; byte < special_.size(); ++byte) {
    special_[byte] = byte < 0x20 || byte >= 0x7F;
  }
  for (const Replacement& replacement : style_.replacements) {
    special_[static_cast<unsigned char>(replacement.from.front())] = true;
  }
}

std::size_t Escaper::plain_length(std::string_view text) const {
  const auto special = std::find_if(
      text.begin(), text.end(), [this](char c) { return special_[static_cast<unsigned char>(c)]; });
  return static_cast<std::size_t>(special - text.begin());
}

std::string_view Escaper::trimmed(std::string_view text) const {
  const bool trims = style_.trim != EscapingStyle::Trim::Off ||
                     style_.line_breaks == EscapingStyle::LineBreaks::Fold;
  if (!trims) return text;
  const auto edge = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && edge(text.back())) text.remove_suffix(1);
  return text;
}

bool Escaper::replace(const std::vector<Replacement>& table, std::string_view& text,
                      std::string& out) const {
  for (const Replacement& replacement : table) {
    if (!text.starts_with(replacement.from)) continue;
    out += replacement.to;
    text.remove_prefix(replacement.from.size());
    return true;
  }
  return false;
}

void Escaper::write_control(char32_t value, std::string& out, const Span& place) const {
  if (!style_.control) refuse("the character " + escape_code_point("U+", value, 4), place);
  append_spelled(out, *style_.control, value);
}

bool Escaper::write_line_break(std::string_view& text, std::string& out, const Span& place) const {
  const std::string_view line_break = text.substr(0, line_break_length(text));
  text.remove_prefix(line_break.size());
  switch (style_.line_breaks) {
    case EscapingStyle::LineBreaks::LikeControl:
      for (std::string_view rest = line_break; !rest.empty();) {
        const CodePoint next = decode_utf8(rest);
        write_control(next.value, out, place);
        rest.remove_prefix(next.length);
      }
      return false;
    case EscapingStyle::LineBreaks::Fold:
      drop_trailing_blanks(out);
      while (!text.empty() &&
             (blanks.find(text[0]) != std::string_view::npos || line_break_length(text) > 0)) {
        text.remove_prefix(std::max<std::size_t>(1, line_break_length(text)));
      }
      out += ' ';
      return false;
    case EscapingStyle::LineBreaks::Replace:
      if (!is_plain_break(line_break) && style_.control) {
        write_control(decode_utf8(line_break).value, out, place);
      } else {
        out += style_.line_break;
      }
      return false;
    case EscapingStyle::LineBreaks::Keep:
      break;
  }
  if (style_.trim == EscapingStyle::Trim::Lines || !style_.line_prefix.empty()) {
    drop_trailing_blanks(out);
  }
  // Behind a prefix (of a comment, say) a stray line separator would be a line without it.
  if (style_.line_prefix.empty()) {
    out += line_break;
  } else {
    out += "\n" + style_.line_prefix;
  }
  return true;
}

void Escaper::write_code_point(std::string_view& text, std::string& out, const Span& place) const {
  const CodePoint next = decode_utf8(text);
  if (!next.valid) refuse("text that is not valid UTF-8", place);
  const bool kept_tab = next.value == '\t' && !style_.control;
  if (!kept_tab &&
      (is_control(next.value) || is_bidi_control(next.value) || is_noncharacter(next.value))) {
    write_control(next.value, out, place);
  } else if (next.value >= 0x80 && style_.non_ascii) {
    append_spelled(out, *style_.non_ascii, next.value);
  } else {
    out += text.substr(0, next.length);
  }
  text.remove_prefix(next.length);
}

std::string Escaper::escaped_inside(std::string_view text, const Span& place) const {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  bool at_line_start = true;
  while (!text.empty()) {
    if (at_line_start && blanks.find(text[0]) != std::string_view::npos) {
      if (style_.trim == EscapingStyle::Trim::Lines) {
        text.remove_prefix(1);
      } else if (!replace(style_.replacements, text, out)) {
        write_code_point(text, out, place);
      }
      continue;
    }
    if (std::exchange(at_line_start, false) && replace(style_.line_starts, text, out)) continue;
    const std::size_t plain = plain_length(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty() || replace(style_.replacements, text, out)) continue;
    if (line_break_length(text) > 0) {
      at_line_start = write_line_break(text, out, place);
    } else {
      write_code_point(text, out, place);
    }
  }
  if (style_.trim == EscapingStyle::Trim::Lines || !style_.line_prefix.empty()) {
    drop_trailing_blanks(out);
  }
  return out;
}

std::string Escaper::fence_around(std::string_view text) const {
  std::string fence = style_.fence;
  if (fence.empty()) return fence;
  const char mark = fence.back();
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == mark ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::size_t own = fence.size() - std::min(fence.find_last_not_of(mark) + 1, fence.size());
  if (longest >= own) fence.append(longest + 1 - own, mark);
  return fence;
}

std::string Escaper::escape(std::string_view text, const Span& place) const {
  const std::string inside = escaped_inside(trimmed(text), place);
  for (const std::string& sequence : style_.refused) {
    if (inside.find(sequence) != std::string::npos) refuse("text with `" + sequence + "`", place);
  }
  const std::string fence = fence_around(inside);
  return fence + style_.before + inside + style_.after + fence;
}

void Escaper::refuse(const std::string& what, const Span& place) const {
  Diagnostic diagnostic;
  diagnostic.id = "unprintable-text";
  diagnostic.span = place;
  diagnostic.message = what + " cannot be written by `| " + style_.name + "`";
  diagnostic.notes.push_back({style_.place, "the style is described here"});
  throw DiagnosticError(std::move(diagnostic));
}

}  // namespace plinth
