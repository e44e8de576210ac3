#include "description/field_value_parser.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "description/field_words.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// The first word of the field line's table in `text`, as a piece of it; empty if there is none.
/// `read` and `write` count with their brackets only.
Spelled find_word_of_line(const Spelled& text) {
  TextCursor cursor(text);
  while (!cursor.at_end()) {
    const std::size_t begin = cursor.position();
    const Spelled word = cursor.take_word();
    if (word.text.empty()) {
      cursor.advance();
      continue;
    }
    const FieldWord* const row = find_field_word(word.text);
    const bool in_brackets = row != nullptr && row->argument == WordArgument::Rule;
    if (row != nullptr && (!in_brackets || cursor.peek() == '(')) return word;
    const std::size_t end = cursor.position();
    cursor.skip_blanks();
    if (word.text == "on" && cursor.take_word().text == "delete") {
      return cursor.piece(begin, cursor.position());
    }
    cursor.move_to(end);
  }
  return {};
}

/// `it''s` -> `it's`
std::string with_single_quotes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] == '\'') ++at;
  }
  return out;
}

class ValueParser {
 public:
  ValueParser(TextCursor& cursor, DiagnosticSink& sink) : cursor_(cursor), sink_(sink) {}

  WrittenValue parse() {
    const std::size_t begin = cursor_.position();
    const bool computed = cursor_.take(":=");
    if (!computed) cursor_.advance();
    if (!computed && cursor_.peek() == '=') {
      sink_.error("bad-default", cursor_.place(begin, begin + 2), "`==` is no sign of a field line")
          .hint("a default is written `= value`");
      cursor_.move_to_end();
      return {};
    }
    cursor_.skip_blanks();
    const std::size_t first = cursor_.position();
    cursor_.move_to_end();
    const Spelled rest = cursor_.trimmed(first, cursor_.position());
    if (rest.text.empty()) {
      const std::string_view wanted = computed ? "an expression" : "a value";
      sink_.error("missing-default", rest.span,
                  "expected " + std::string(wanted) + ", found nothing");
      return {};
    }
    value_.span = cursor_.place_from(begin);
    const bool good = computed                    ? parse_computed(rest)
                      : rest.text.front() == '('  ? parse_at_creation(rest)
                      : rest.text.front() == '\'' ? parse_quoted(rest)
                                                  : parse_plain(rest);
    return good ? std::move(value_) : WrittenValue{};
  }

 private:
  bool parse_computed(const Spelled& rest) {
    if (refuse_second_value(rest, rest.text.find(":="))) return false;
    value_.kind = WrittenValue::Kind::Computed;
    value_.expression = parse_expression(without_trailing_word(rest), sink_);
    return true;
  }

  /// `rest` without a word that is written behind an expression, `:= a * b readonly`, which is
  /// reported.
  Spelled without_trailing_word(const Spelled& rest) {
    const std::size_t blank = rest.text.find_last_of(" \t");
    if (blank == std::string_view::npos || rest.text.find('\'') != std::string_view::npos)
      return rest;
    const Spelled last = rest.piece(blank + 1, rest.text.size());
    const std::size_t before = rest.text.find_last_not_of(" \t", blank);
    const char end = before == std::string_view::npos ? '\0' : rest.text[before];
    const bool behind_operand = is_word_byte(end) || end == ')';
    const std::string_view previous = rest.text.substr(0, before + 1);
    const bool behind_keyword = previous.ends_with(" and") || previous.ends_with(" or") ||
                                previous.ends_with("not") || previous.ends_with(" where") ||
                                previous.ends_with(" in");
    if (!behind_operand || behind_keyword || find_field_word(last.text) == nullptr) return rest;
    report_word_behind_value(last);
    return trim(rest.piece(0, blank));
  }

  bool parse_at_creation(const Spelled& rest) {
    TextCursor inside(rest);
    if (!inside.skip_brackets('(', ')')) {
      sink_.error("missing-bracket", rest.place(0, 1), "`(` is never closed");
      return false;
    }
    const std::size_t end = inside.position();
    const Spelled behind = inside.trimmed(end, rest.text.size());
    if (!behind.text.empty() && !report_behind_value(behind)) return false;
    value_.kind = WrittenValue::Kind::AtCreation;
    value_.expression = parse_expression(inside.trimmed(1, end - 1), sink_);
    return true;
  }

  /// False if what stands before is not the value either.
  bool report_behind_value(const Spelled& behind) {
    if (refuse_second_value(behind, behind.text.find('='))) return false;
    if (const Spelled word = find_word_of_line(behind)) {
      report_word_behind_value(word);
      return true;
    }
    sink_
        .error("text-behind-default", behind.span,
               "expected the end of the line, found " + in_backticks(behind.text))
        .hint("the whole expression stands in one pair of brackets: `= ((a + b) * c)`");
    return false;
  }

  bool parse_quoted(const Spelled& rest) {
    std::size_t end = 1;
    for (; end < rest.text.size(); ++end) {
      if (rest.text[end] != '\'') continue;
      if (end + 1 == rest.text.size() || rest.text[end + 1] != '\'') break;
      ++end;  // two quotes are one
    }
    if (end >= rest.text.size()) {
      sink_.error("missing-quote", rest.place(0, 1), "the quote is never closed");
      return false;
    }
    const Spelled behind = TextCursor(rest).trimmed(end + 1, rest.text.size());
    if (!behind.text.empty() && !report_behind_value(behind)) return false;
    value_.kind = WrittenValue::Kind::Literal;
    value_.literal = rest.piece(1, end);
    if (value_.literal.text.find('\'') != std::string_view::npos) {
      value_.unquoted =
          std::make_unique<const std::string>(with_single_quotes(value_.literal.text));
      value_.literal.text = *value_.unquoted;
    }
    value_.quoted = true;
    return true;
  }

  bool parse_plain(const Spelled& rest) {
    if (rest.text.front() == '"') {
      sink_.error("double-quotes", rest.place(0, 1), "a text stands in single quotes here")
          .hint("write " + in_backticks("= '" + unquoted(rest.text) + "'"));
      return false;
    }
    if (refuse_second_value(rest, rest.text.find('='))) return false;
    Spelled value = rest;
    if (const Spelled word = find_word_of_line(rest)) {
      report_word_in_text(rest, word);
      // `= false unique`: one word before it is the value; of more, nobody knows.
      const auto begin = static_cast<std::size_t>(word.text.data() - rest.text.data());
      value = trim(rest.piece(0, begin));
      if (value.text.empty() || value.text.find_first_of(" \t") != std::string_view::npos) {
        return false;
      }
    }
    if (rest.text.front() != 'n' && rest.text.front() != 'i' && is_not_finite(rest.text)) {
      check_number(rest, sink_);
      return false;
    }
    value_.kind = WrittenValue::Kind::Literal;
    value_.literal = value;
    return true;
  }

  static std::string unquoted(std::string_view text) {
    text.remove_prefix(1);
    return std::string(text.substr(0, text.find('"')));
  }

  /// A line has one value. A text with `=` in it is refused, too: it may be a second value that was
  /// meant, and quotes say that it is not.
  bool refuse_second_value(const Spelled& rest, std::size_t sign) {
    if (sign == std::string_view::npos) return false;
    const bool colon = sign > 0 && rest.text[sign - 1] == ':';
    const std::size_t begin = colon ? sign - 1 : sign;
    const bool stands_alone = begin == 0 || is_blank(rest.text[begin - 1]);
    const std::size_t length = rest.text.substr(begin).starts_with(":=") ? 2 : 1;
    if (stands_alone) {
      sink_.error("two-defaults", rest.place(begin, begin + length),
                  "the line has a value already");
    } else {
      sink_
          .error("text-needs-quotes", rest.place(begin, begin + length),
                 "a text with `=` in it needs quotes")
          .hint("write " + in_backticks("= '" + std::string(rest.text) + "'"));
    }
    return true;
  }

  void report_word_behind_value(const Spelled& word) {
    sink_
        .error(
            "word-behind-default", word.span,
            in_backticks(word.text) + " stands behind the value, which takes the rest of the line")
        .hint("words come before the value");
  }

  void report_word_in_text(const Spelled& rest, const Spelled& word) {
    if (word.text.size() < rest.text.size()) {
      report_word_behind_value(word);
      return;
    }
    sink_
        .error("text-needs-quotes", word.span,
               in_backticks(word.text) + " is a word of the field line; as a value it needs quotes")
        .hint("write " + in_backticks("= '" + std::string(rest.text) + "'"));
  }

  TextCursor& cursor_;
  DiagnosticSink& sink_;
  WrittenValue value_;
};

}  // namespace

WrittenValue parse_field_value(TextCursor& cursor, DiagnosticSink& sink) {
  return ValueParser(cursor, sink).parse();
}

}  // namespace plinth
