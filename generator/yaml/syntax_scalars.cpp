#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "diagnostics/unicode.hpp"
#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"
#include "yaml/syntax_scan.hpp"
#include "yaml/text_gate.hpp"

namespace plinth::yaml {
namespace {

constexpr std::string_view reserved = "@`%,]}&*!|>#\"'[{";  // no unquoted text may start with these

/// True for `name:` and `a.b-c:`; false for the words of a sentence.
bool looks_like_key(std::string_view text) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$/";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// -1 if `c` is no hexadecimal digit.
int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

SyntaxScan::Piece SyntaxScan::piece_at(std::size_t begin) const {
  Piece piece{begin, begin, begin, false};
  for (std::size_t at = begin; at < text_.size(); ++at) {
    const char c = text_[at];
    piece.stop = at;
    if (c == '\n' || c == '\r') return piece;
    if (c == ':' && is_blank_or_end(text_, at + 1)) {
      piece.at_colon = true;
      return piece;
    }
    if (c == '#' && at > begin && is_blank(text_[at - 1])) return piece;
    if (!is_blank(c)) piece.end = at + 1;
  }
  piece.stop = text_.size();
  return piece;
}

/// Makes the colon at the end of `piece` a letter of it.
void SyntaxScan::extend(Piece& piece) {
  neutralise(piece.stop);
  const Piece more = piece_at(piece.stop);
  piece = {piece.begin, more.end, more.stop, more.at_colon};
}

void SyntaxScan::scan_plain(bool key_allowed) {
  const std::size_t begin = at_;
  const bool is_reserved = reserved.find(here()) != std::string_view::npos;
  if (is_reserved) report_reserved(at_);
  Piece piece = piece_at(begin);
  const std::size_t tab = slice(begin, piece.stop).find('\t');
  if (tab != std::string_view::npos && !ends_line(text_, skip_blanks(text_, begin + tab)))
    report_tab(begin + tab);
  if (piece.at_colon && key_allowed) {
    if (is_reserved) readable_ = false;  // which key was meant is not known
    return scan_key(begin, piece.end);
  }
  if (key_allowed && !may_be_value(begin)) {
    report_missing_colon(piece);
    readable_ = false;
    return to_next_line();
  }
  if (piece.at_colon) report_colon(piece, begin);
  while (piece.at_colon) {
    // A key at the end of the line: the lines below may be its value.
    if (rest_is_empty(text_, piece.stop + 1)) readable_ = false;
    extend(piece);
  }
  levels_.back().awaits_value = false;
  at_ = piece.stop;
  scan_continuation(begin);
}

/// A line of nothing but blanks may have tabs; the parser wants none where it counts indentation.
void SyntaxScan::blank_out_tabs(std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; ++at) {
    if (text_[at] == '\t') text_[at] = ' ';
  }
}

/// The lines that go on with the unquoted text that began at `begin`; the current one is at its
/// line end or its comment.
void SyntaxScan::scan_continuation(std::size_t begin) {
  while (at_ < text_.size() && here() != '#') {
    std::size_t line = next_line_start(text_, at_);
    std::size_t word = skip_blanks(text_, line);
    while (ends_line(text_, word) && word < text_.size()) {
      blank_out_tabs(line, word);
      line = next_line_start(text_, word);
      word = skip_blanks(text_, line);
    }
    const int column = static_cast<int>(skip_spaces(text_, line) - line);
    const bool belongs = word < text_.size() && column > levels_.back().column &&
                         text_[word] != '#' && !is_document_marker(text_, line);
    if (!belongs) {
      at_ = line;
      return;
    }
    line_begin_ = line;
    if (word != line + static_cast<std::size_t>(column))
      report_tab(line + static_cast<std::size_t>(column));
    if (!continue_plain(piece_at(word), begin, column)) return;
  }
  to_next_line();
}

/// One further line of an unquoted text. False if the line is something else: then it was reported
/// and is the next one to scan.
bool SyntaxScan::continue_plain(const Piece& first, std::size_t begin, int column) {
  Piece piece = first;
  if (is_indicator(piece.begin, '-')) {
    report_
        .error("yaml-dash", piece.begin, piece.begin + 1,
               "a list item inside a text that began on line " +
                   std::to_string(report_.line_of(begin)))
        .note(report_.span(begin, line_end(text_, begin)),
              "this text goes on over the deeper lines")
        .hint("start a list on a line of its own, with all its dashes in one column");
    readable_ = false;
  }
  if (piece.at_colon && looks_like_key(slice(piece.begin, piece.end))) {
    const std::size_t line_of_text = report_.source().rfind('\n', begin) + 1;
    const bool alone = skip_spaces(text_, line_of_text) == begin;
    const bool beside = alone && static_cast<int>(begin - line_of_text) == column;
    if (beside) {
      report_missing_colon(piece_at(begin));
    } else if (!levels_.back().misplaced) {
      report_indentation(column, nullptr);
    }
    readable_ = false;
    levels_.push_back({column, Kind::Unknown, false, piece.begin, !beside});
    at_ = line_begin_;
    return false;
  }
  if (piece.at_colon) report_colon(piece, begin);
  while (piece.at_colon) {
    extend(piece);
  }
  at_ = piece.stop;
  return true;
}

/// Leaves the place behind `|`, `>` and what they may carry. Gives the indentation that the header
/// asks for, 0 if it is that of the first line.
int SyntaxScan::scan_block_header(int parent) {
  int indent = 0;
  bool chomping = false;
  for (++at_;; ++at_) {
    if ((here() == '+' || here() == '-') && !chomping) {
      chomping = true;
    } else if (here() >= '1' && here() <= '9' && indent == 0) {
      indent = parent + (here() - '0');
    } else {
      return indent;
    }
  }
}

/// A text on the lines below `|` or `>`.
void SyntaxScan::scan_block_text() {
  const std::size_t begin = at_;
  const int parent = std::max(levels_.back().column, 0);
  int indent = scan_block_header(parent);
  const bool is_explicit = indent > 0;
  const std::string_view header = slice(begin, at_);
  if (!rest_is_empty(text_, at_)) {
    at_ = begin;
    return scan_plain(false);
  }
  levels_.back().awaits_value = false;
  bool reported = false;
  int widest_blank = 0;  // a line of blanks before the first line of text counts as its indentation
  for (to_next_line(); at_ < text_.size(); to_next_line()) {
    const std::size_t word = skip_spaces(text_, at_);
    const int column = static_cast<int>(word - at_);
    const std::size_t behind_blanks = skip_blanks(text_, word);
    if (ends_line(text_, behind_blanks)) {
      if (indent == 0) widest_blank = std::max(widest_blank, column);
      if (column < std::max(indent, 1)) blank_out_tabs(word, behind_blanks);
      continue;
    }
    line_begin_ = at_;
    if (column <= parent && text_[word] != '\t') return;
    if (indent == 0) indent = std::max(column, widest_blank);
    if (column >= indent && column > parent) continue;
    if (text_[word] == '#') return;
    if (text_[word] != '\t') {
      if (!is_explicit) {
        report_indentation_of_text(word, column, indent);
      } else if (!std::exchange(reported, true)) {  // a number that is wrong is so for all lines
        report_indentation_of_header(word, column, header, indent);
      }
    } else if (tabs_++ == 0) {
      first_tab_ = word;
    }
    readable_ = false;
  }
}

/// True if the line that starts at `line_start` cannot belong to a text or bracket that is open:
/// it is not indented deeper than the entry that the text belongs to.
bool SyntaxScan::leaves_block(std::size_t line_start) const {
  const std::size_t word = skip_spaces(text_, line_start);
  if (word >= text_.size()) return true;
  if (ends_line(text_, word)) return false;
  return static_cast<int>(word - line_start) <= levels_.back().column ||
         is_document_marker(text_, line_start);
}

/// Leaves the place behind the closing quote. False if the quote is never closed: then it was
/// reported, and the rest of its line is to be skipped.
bool SyntaxScan::scan_quoted() {
  const std::size_t open = at_;
  const char quote = text_[open];
  for (std::size_t at = open + 1; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c == '\n' && leaves_block(at + 1)) break;
    if (c == '\\' && quote == '"') {
      check_escape(at);
      if (at + 1 < text_.size() && text_[at + 1] != '\n' && text_[at + 1] != '\r') ++at;
    } else if (c == quote && quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote) {
      ++at;
    } else if (c == quote) {
      at_ = at + 1;
      return true;
    }
  }
  report_unclosed_quote(open);
  readable_ = false;
  return false;
}

/// The escape sequence whose backslash is at `at`. A wrong one is made harmless by overwriting its
/// backslash, so that reading can go on.
void SyntaxScan::check_escape(std::size_t at) {
  const char c = at + 1 < text_.size() ? text_[at + 1] : '\n';
  if (c == 'x') return check_hexadecimal_escape(at, 2);
  if (c == 'u') return check_hexadecimal_escape(at, 4);
  if (c == 'U') return check_hexadecimal_escape(at, 8);
  constexpr std::string_view harmless = "tn \"\\/N_LP\n\r";
  constexpr std::string_view control = "0abvfre";
  constexpr std::array<char32_t, 7> values{0x00, 0x07, 0x08, 0x0B, 0x0C, 0x0D, 0x1B};
  if (const std::size_t found = control.find(c); found != std::string_view::npos) {
    report_refused_character(values[found], at, at + 2, report_);
  } else if (harmless.find(c) == std::string_view::npos) {
    const std::size_t length = decode_utf8(report_.source().substr(at + 1, 4)).length;
    report_escape(at, at + 1 + length,
                  "unknown escape " + in_backticks(slice(at, at + 1 + length)));
  }
}

void SyntaxScan::check_hexadecimal_escape(std::size_t at, std::size_t digits) {
  char32_t value = 0;
  std::size_t end = at + 2;
  for (; end < at + 2 + digits && end < text_.size() && digit_value(text_[end]) >= 0; ++end) {
    value = value * 16 + static_cast<char32_t>(digit_value(text_[end]));
  }
  if (end != at + 2 + digits) {
    report_escape(at, end,
                  "escape " + in_backticks(slice(at, end)) + " with too few digits, wanted " +
                      std::to_string(digits) + " hexadecimal ones");
  } else if (value >= 0xD800 && value <= 0xDFFF) {
    report_surrogate(at, value);
  } else if (value > 0x10FFFF) {
    report_escape(
        at, end,
        "escape " + in_backticks(slice(at, end)) + " beyond the last character of Unicode");
  } else if (is_refused_character(value)) {
    report_refused_character(value, at, end, report_);
  }
}

}  // namespace plinth::yaml
