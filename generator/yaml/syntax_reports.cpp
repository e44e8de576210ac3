#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "diagnostics/unicode.hpp"
#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"
#include "yaml/syntax_scan.hpp"

namespace plinth::yaml {
namespace {

std::string spaces(int count) {
  return std::to_string(count) + (count == 1 ? " space" : " spaces");
}

}  // namespace

/// A name is reported once as an anchor and once as an alias, however often it occurs.
void SyntaxScan::report_property(std::size_t begin, std::size_t end) {
  const std::string_view property = slice(begin, end);
  if (std::find(known_.begin(), known_.end(), property) != known_.end()) return;
  known_.push_back(property);
  const std::string shown = in_backticks(property);
  const std::string quote = "; if it is text, quote it: `" + quoted(property) + "`";
  switch (property.front()) {
    case '!':
      report_.error("yaml-tag", begin, end, "tag " + shown + ", tags are not supported")
          .hint("remove it: the key decides what its value is" + quote);
      return;
    case '&':
      report_.error("yaml-anchor", begin, end, "anchor " + shown + ", anchors are not supported")
          .hint("remove it, and write out what refers to it" + quote);
      return;
    default:
      report_.error("yaml-alias", begin, end, "alias " + shown + ", aliases are not supported")
          .hint("write out what it stands for" + quote);
  }
}

void SyntaxScan::check_merge_key(std::size_t begin, std::size_t end) {
  if (trim(slice(begin, end)) != "<<") return;
  report_.error("yaml-merge-key", begin, begin + 2, "merge key `<<`, merge keys are not supported")
      .hint("write out the keys that it stands for");
  readable_ = false;
  // Its value is an alias for sure; one report is enough.
  const std::size_t value = skip_blanks(text_, skip_blanks(text_, end) + 1);
  known_.push_back(
      slice(value, std::min(line_end(text_, value),
                            value + slice(value, text_.size()).find_first_of(" ,}\r\n"))));
}

void SyntaxScan::report_indentation(int column, const Level* popped) {
  const Level& top = levels_.back();
  const bool deeper =
      popped != nullptr && (top.column < 0 || popped->column - column <= column - top.column);
  const Level& nearest = deeper ? *popped : top;
  const std::size_t begin = line_begin_;
  readable_ = false;
  if (nearest.column < 0) {
    report_
        .error("yaml-after-value", begin + static_cast<std::size_t>(column), line_end(text_, begin),
               "text behind the end of the value that is the whole file")
        .hint("a file is one map of `key: value` lines, or one collection in brackets");
    return;
  }
  const std::size_t line = report_.line_of(nearest.at);
  const std::string of_line =
      "line " + std::to_string(line) + " has " + std::to_string(nearest.column);
  report_
      .error("yaml-indentation", begin + static_cast<std::size_t>(column),
             begin + static_cast<std::size_t>(column) + 1,
             "indentation of " + spaces(column) + " does not match, " + of_line)
      .note(report_.span(nearest.at, nearest.at + 1), "the entry with the nearest indentation")
      .hint("indent this line by " + spaces(nearest.column) +
            ", or deeper below a key that has no value on its line");
}

void SyntaxScan::report_indentation_of_text(std::size_t at, int column, int wanted) {
  report_
      .error("yaml-indentation", at, at + 1,
             "indentation of " + spaces(column) + " inside a text whose first line has " +
                 std::to_string(wanted))
      .hint("indent every line of the text by at least " + spaces(wanted));
}

void SyntaxScan::report_indentation_of_header(std::size_t at, int column, std::string_view header,
                                              int wanted) {
  report_
      .error("yaml-indentation", at, at + 1,
             "indentation of " + spaces(column) + " inside a text of which `" +
                 std::string(header) + "` says that it has " + std::to_string(wanted))
      .hint("leave the number out: `" + std::string(1, header.front()) + "` takes that of the " +
            "first line");
}

void SyntaxScan::report_tab(std::size_t at) {
  report_.error("yaml-tab", at, at + 1, "a tab between the words, wanted spaces")
      .hint("tabs may stand in quotes and in comments only");
}

void SyntaxScan::report_tab_indentation() {
  const std::string more = tabs_ > 1 ? " here and on " + std::to_string(tabs_ - 1) + " more" : "";
  report_
      .error("yaml-tab", first_tab_, first_tab_ + 1,
             "a tab in the indentation" + more + ", wanted spaces")
      .hint("set your editor to indent by spaces, and replace the tabs");
}

void SyntaxScan::report_wide_space(std::size_t at) {
  const CodePoint found = decode_utf8(std::string_view(text_).substr(at, 4));
  report_
      .error("yaml-indentation", at, at + found.length,
             "space `" + escape_code_point("\\u", found.value, 4) +
                 "` in the indentation, wanted ordinary spaces")
      .hint("replace it; it looks like a space and is none");
}

/// `key: "value"`, to show how a line should be written.
std::string SyntaxScan::line_hint(std::size_t value_begin, std::size_t value_end) const {
  std::string value = quoted(trim(slice(value_begin, value_end)));
  const bool behind_key = key_end_ > 0 && key_end_ <= value_begin &&
                          slice(key_end_, value_begin).find('\n') == std::string_view::npos;
  return "  " + (behind_key ? std::string(slice(key_begin_, key_end_)) + ": " : "") + value;
}

void SyntaxScan::report_colon(const Piece& piece, std::size_t begin) {
  const std::size_t comment = slice(piece.begin, line_end(text_, piece.begin)).find(" #");
  const std::size_t end =
      comment == std::string_view::npos ? line_end(text_, piece.begin) : piece.begin + comment;
  const bool one_line = piece.begin == begin;
  report_
      .error("yaml-colon", piece.stop, piece.stop + 1,
             "a colon inside a text, " + in_backticks(trim(slice(piece.begin, end))))
      .label("YAML reads a colon and a space as `key: value`")
      .hint(one_line
                ? "put the text into quotes:\n" + line_hint(begin, end)
                : std::string("put the whole text into quotes, or start it with `|` on the line of "
                              "its key"));
}

void SyntaxScan::report_missing_colon(const Piece& piece) {
  const std::string_view found = slice(piece.begin, piece.end);
  DiagnosticBuilder diagnostic =
      report_.error("yaml-missing-colon", piece.begin, piece.end,
                    "found " + in_backticks(found) + ", wanted `key: value`");
  const std::size_t colon = found.find(':');
  const std::size_t wide = found.find("\u00A0");
  if (wide != std::string_view::npos) {
    diagnostic.hint("replace the no-break space `\\u00a0` by an ordinary space");
  } else if (colon != std::string_view::npos && colon > 0) {
    diagnostic.hint("a space is missing behind the colon:\n  " +
                    std::string(found.substr(0, colon)) + ": " +
                    std::string(found.substr(colon + 1)));
  } else {
    diagnostic.hint("a colon is missing, or the text belongs into quotes on the line of its key");
  }
}

void SyntaxScan::report_reserved(std::size_t at, bool in_flow) {
  const char c = text_[at];
  std::string_view rest = slice(at, line_end(text_, at));
  rest = rest.substr(0, rest.find(" #"));  // a comment
  if (in_flow) rest = rest.substr(0, rest.find_first_of(",]}"));
  rest = trim(rest);
  const bool block = c == '|' || c == '>';
  report_
      .error("yaml-reserved-character", at, at + 1,
             "a text that starts with " + in_backticks(slice(at, at + 1)) + " needs quotes")
      .label(block ? "YAML reads it as the start of a text on the lines below" : "YAML reserves it")
      .hint(in_flow ? "write it in quotes: `" + quoted(rest) + "`"
                    : "write it in quotes:\n" + line_hint(at, at + rest.size()));
  neutralise(at);
}

void SyntaxScan::report_unclosed_quote(std::size_t open) {
  const char quote = text_[open];
  report_
      .error("yaml-unclosed-quote", open, open + 1,
             "quote " + in_backticks(slice(open, open + 1)) + " is never closed")
      .hint(quote == '\'' ? "close it, or put a text with an apostrophe into double quotes"
                          : "close it on its line; a quote inside the text is written `\\\"`");
}

void SyntaxScan::report_unclosed_bracket(std::size_t open, std::size_t line) {
  const std::size_t stop = line_end(text_, open);
  const std::size_t comment = slice(open, stop).find(" #");
  DiagnosticBuilder diagnostic =
      report_.error("yaml-unclosed-bracket", open, open + 1,
                    "bracket " + in_backticks(slice(open, open + 1)) + " is not closed");
  if (skip_separation(text_, line) < text_.size()) {
    const std::size_t word = skip_spaces(text_, line);
    diagnostic.note(report_.span(word, word + 1),
                    "a new entry starts here; lines inside brackets are indented deeper");
  }
  if (comment != std::string_view::npos) {
    diagnostic.hint(
        "what stands behind ` #` is a comment; quote the text if the `#` belongs to it");
  } else {
    diagnostic.hint("close it, or quote the text that it belongs to");
  }
}

/// Something stands behind the closing quote or bracket of what began at `begin`.
void SyntaxScan::report_after_closed(std::size_t begin, std::size_t end) {
  const char first = text_[begin];
  const bool is_quote = first == '"' || first == '\'';
  if (is_quote && slice(begin, end).find('\n') != std::string_view::npos) {
    return report_unclosed_quote(begin);  // what closed it opens another text
  }
  const std::size_t word = skip_blanks(text_, end);
  const std::size_t stop = line_end(text_, word);
  DiagnosticBuilder diagnostic =
      report_.error("yaml-after-value", word, std::max(stop, word + 1),
                    std::string("text behind the closing ") + (is_quote ? "quote" : "bracket") +
                        ": " + in_backticks(slice(word, stop)));
  if (text_[word] == '#') {
    diagnostic.hint("a comment needs a space in front of it");
  } else if (is_quote) {
    diagnostic.hint("if it belongs to the text, put the whole into quotes:\n" +
                    line_hint(begin, stop));
  } else {
    diagnostic.hint("put the whole value into quotes, or on lines of its own");
  }
}

void SyntaxScan::report_escape(std::size_t at, std::size_t end, std::string message) {
  report_.error("yaml-unknown-escape", at, end, std::move(message))
      .hint("write `\\\\` for a backslash, or use single quotes, where nothing is escaped");
  neutralise(at);
}

/// UTF-16 writes a character beyond U+FFFF as two escapes, and so does JSON. YAML has `\U` for it.
void SyntaxScan::report_surrogate(std::size_t at, char32_t value) {
  constexpr std::size_t length = 6;
  const std::string_view next = std::string_view(text_).substr(at + length, length);
  unsigned low = 0;
  if (next.size() == length && next.starts_with("\\u")) {
    std::from_chars(next.data() + 2, next.data() + length, low, 16);
  }
  const bool pair = value < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
  const std::size_t end = at + (pair ? 2 * length : length);
  DiagnosticBuilder diagnostic =
      report_.error("yaml-surrogate", at, end,
                    "half a character, surrogate " + in_backticks(slice(at, at + length)));
  neutralise(at);
  if (!pair) {
    diagnostic.hint("write the character itself");
    return;
  }
  neutralise(at + length);
  const char32_t whole = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
  diagnostic.hint("write the character itself, `" + encode_utf8(whole) + "`, or `" +
                  escape_code_point("\\U", whole, 8) + "`");
}

/// How the collection should be written: as a block if it is short and behind a key, else with the
/// offending entry in quotes.
std::string SyntaxScan::flow_hint(const Flow& flow, std::size_t at) const {
  const bool behind_key =
      key_end_ > 0 && key_end_ < flow.open && trim(slice(key_end_, flow.open)) == ":";
  const std::string_view key = behind_key ? slice(key_begin_, key_end_) : std::string_view{};
  const std::string block = as_block(report_.source(), flow.open, key);
  if (!block.empty()) return "write it as a block:\n" + block;
  const std::size_t begin = flow.has_value ? flow.value : flow.item;
  const std::string_view line = first_code_points(slice(begin, line_end(text_, at)), 200);
  const std::vector<std::string_view> parts = split_at_commas(line);
  if (begin == 0 || parts.empty()) return "put the text into quotes, or write it as a block";
  return "put the text into quotes: `" + quoted(parts.front()) + "`";
}

void SyntaxScan::report_in_flow(std::string_view id, const Flow& flow, std::size_t at,
                                const std::string& what, std::string label) {
  if (report_.is_full()) return;  // the hint is not free
  std::string hint = flow_hint(flow, at);
  // `{read: public write: admin}`: the word in front of the second colon may be a key.
  const std::string_view value = trim(slice(flow.has_value ? flow.value : flow.item, at));
  const std::size_t blank = value.find_last_of(" \t");
  if (id == "yaml-colon" && blank != std::string_view::npos) {
    const std::string_view word = value.substr(blank + 1);
    hint += "\nor, if " + in_backticks(word) + " is a key, put a comma in front of it";
  }
  report_.error(id, at, at + 1, what + " " + name_of_flow(text_[flow.open]))
      .label(std::move(label))
      .hint(std::move(hint));
}

}  // namespace plinth::yaml
