// A field line from left to right: the type, then constraints and words in any order, then at most
// one value, which takes the rest. Each part reports its own problem and is left out; the next part
// is read as if nothing had happened, so that one line with two mistakes gives two reports.

#include <algorithm>
#include <utility>

#include "description/duration.hpp"
#include "description/field_line.hpp"
#include "description/field_type_parser.hpp"
#include "description/field_value_parser.hpp"
#include "description/field_words.hpp"
#include "description/foreign_relation.hpp"
#include "description/name_rules.hpp"
#include "description/pattern_syntax.hpp"
#include "description/text_cursor.hpp"
#include "description/written_number.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

using Kind = WrittenConstraint::Kind;

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string nearest_field_word(std::string_view word) {
  std::vector<std::string> known;
  for (const FieldWord& row : field_words) known.emplace_back(row.word);
  return nearest_word(word, known);
}

class FieldLineParser {
 public:
  FieldLineParser(const Spelled& source, DiagnosticSink& sink) : cursor_(source), sink_(sink) {
    line_.span = source.span;
  }

  FieldLine parse() {
    if (parse_field_type(cursor_, line_, sink_)) {
      for (cursor_.skip_blanks(); !cursor_.at_end(); cursor_.skip_blanks()) parse_part();
      check_bounds();
    }
    return std::move(line_);
  }

 private:
  void parse_part() {
    if (report_relation()) return;
    const char c = cursor_.peek();
    const bool range = c == '.' && cursor_.peek(1) == '.';
    const bool number = is_digit(c) || (c == '-' && cursor_.peek(1) != '>') || c == '+' || c == '.';
    if (c == '=' || cursor_.starts_with(":=")) {
      line_.value = parse_field_value(cursor_, sink_);
    } else if (c == '>' || c == '<') {
      parse_bound();
    } else if (number || range) {
      parse_range_constraint();
    } else if (c == '%') {
      parse_multiple();
    } else if (c == '/') {
      parse_pattern();
    } else if (c == '?') {
      report_late_optional();
    } else if (is_word_byte(c)) {
      parse_word();
    } else if (c == '|') {
      // `string | null` of other languages: what stands behind it belongs to it.
      const std::size_t begin = cursor_.position();
      cursor_.move_to_end();
      sink_.error("unknown-word", cursor_.place_from(begin), "a field has one type, without `|`")
          .hint("`?` directly behind the type says that a field may be absent");
    } else {
      const Spelled chunk = cursor_.take_chunk();
      sink_.error("unknown-word", chunk.span,
                  "expected a word or a value, found " + in_backticks(chunk.text));
    }
  }

  /// `uuid -> user`, `uuid references users(id)`: what stands before is the type of a column, which
  /// follows from the reference; what stands behind belongs to it.
  bool report_relation() {
    const std::size_t begin = cursor_.position();
    if (cursor_.starts_with("->")) {
      const Spelled reference = cursor_.trimmed(begin, begin + cursor_.rest().size());
      sink_.error("bad-type", reference.span, "a reference has no other type before it")
          .hint("write " + in_backticks(reference.text));
    } else if (const auto relation = foreign_relation(cursor_.rest())) {
      const Spelled words = cursor_.piece(begin, begin + relation->length);
      sink_.error("unknown-word", words.span, "unknown word " + in_backticks(words.text))
          .hint(relation->hint);
    } else {
      return false;
    }
    cursor_.move_to_end();
    line_.item = WrittenItem{};
    return true;
  }

  void parse_bound() {
    const std::size_t begin = cursor_.position();
    const bool at_least = cursor_.peek() == '>';
    cursor_.advance();
    const bool inclusive = cursor_.take("=");
    const Kind more = inclusive ? Kind::AtLeast : Kind::MoreThan;
    const Kind less = inclusive ? Kind::AtMost : Kind::LessThan;
    add_number(at_least ? more : less, begin);
  }

  void parse_multiple() {
    const std::size_t begin = cursor_.position();
    cursor_.advance();
    add_number(Kind::MultipleOf, begin);
  }

  void report_moment(const Spelled& moment, const std::string& kinds, const std::string& rule) {
    sink_
        .error("missing-number", moment.span,
               "expected a number, found " + in_backticks(moment.text))
        .hint("limits are for numbers; what holds for " + kinds +
              " is said under `rules`, such as `" + rule + "`");
  }

  void add_number(Kind kind, std::size_t begin) {
    cursor_.skip_blanks();
    WrittenConstraint constraint;
    constraint.kind = kind;
    const std::size_t number = cursor_.position();
    constraint.value = cursor_.take_number();
    constraint.span = cursor_.place_from(begin);
    const bool goes_on =
        !cursor_.at_end() && std::string_view("-:/").find(cursor_.peek()) != std::string_view::npos;
    if (!constraint.value.text.empty() && goes_on) cursor_.take_chunk();
    const Spelled moment = cursor_.piece(number, cursor_.position());
    if (moment.text.size() > constraint.value.text.size()) {
      return report_moment(moment, "days and times", "{late_enough: due_on >= '2020-01-01'}");
    }
    if (parse_duration(moment.text)) {
      return report_moment(moment, "durations", "{long_enough: length >= 5m}");
    }
    if (constraint.value.text.empty()) {
      const Spelled found = cursor_.take_chunk();
      sink_.error("missing-number", found.span,
                  "expected a number, found " +
                      (found.text.empty() ? "nothing" : in_backticks(found.text)));
      return;
    }
    if (!check_number(constraint.value, sink_)) return;
    const bool positive = compare_numbers(constraint.value.text, "0") > 0;
    if (kind == Kind::MultipleOf && !positive) {
      sink_.error("bad-number", constraint.value.span,
                  "the number behind `%` has to be greater than 0");
      return;
    }
    add(std::move(constraint));
  }

  void parse_range_constraint() {
    const std::size_t begin = cursor_.position();
    cursor_.take_number();
    const bool range = take_dots();
    if (range) take_end();
    if (cursor_.starts_with("..")) {
      cursor_.take_chunk();
      sink_.error("bad-range", cursor_.place_from(begin), "a range has two ends, not more");
      return;
    }
    const Spelled text = cursor_.piece(begin, cursor_.position());
    if (!range) {
      if (text.text.empty()) cursor_.take_chunk();
      report_bare_number(cursor_.piece(begin, cursor_.position()));
      return;
    }
    std::optional<WrittenRange> parsed = parse_range(text, RangeOf::Numbers, sink_);
    if (!parsed) return;
    WrittenConstraint constraint;
    constraint.kind = Kind::Range;
    constraint.span = text.span;
    constraint.range = *parsed;
    add(std::move(constraint));
  }

  /// `1 .. 5` is `1..5`; blanks that no dots follow are left where they are.
  bool take_dots() {
    const std::size_t before = cursor_.position();
    cursor_.skip_blanks();
    if (cursor_.take("..")) return true;
    cursor_.move_to(before);
    return false;
  }

  void take_end() {
    const std::size_t before = cursor_.position();
    cursor_.skip_blanks();
    const bool number =
        is_digit(cursor_.peek()) || (cursor_.peek() == '-' && is_digit(cursor_.peek(1)));
    if (!number) cursor_.move_to(before);
    cursor_.take_number();
  }

  void report_bare_number(const Spelled& number) {
    const std::string text(number.text);
    sink_.error("bare-number", number.span, "a number alone says nothing: " + in_backticks(text))
        .hint("a default is written `= " + text + "`, a limit `<= " + text + "` or `1.." + text +
              "`");
  }

  /// Up to the first slash that is neither escaped nor in a class, as in ECMAScript.
  void parse_pattern() {
    const std::size_t begin = cursor_.position();
    const Span open = cursor_.here();
    bool in_class = false;
    for (cursor_.advance(); !cursor_.at_end(); cursor_.advance()) {
      const char c = cursor_.peek();
      if (c == '\\') cursor_.advance();
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      if (c != '/' || in_class) continue;
      cursor_.advance();
      add_pattern(begin);
      return;
    }
    cursor_.move_to_end();
    sink_.error("missing-slash", open, "the pattern is never closed")
        .hint("a pattern stands between slashes: `/^[a-z]+$/`");
  }

  void add_pattern(std::size_t begin) {
    WrittenConstraint constraint;
    constraint.kind = Kind::Pattern;
    constraint.span = cursor_.place_from(begin);
    constraint.value = cursor_.piece(begin + 1, cursor_.position() - 1);
    if (constraint.value.text.empty()) {
      sink_.error("empty-pattern", constraint.span, "the pattern is empty");
      return;
    }
    if (const std::string mistake = mistake_in_pattern(constraint.value.text); !mistake.empty()) {
      sink_.error("bad-pattern", constraint.span, "this is no regular expression: " + mistake);
      return;
    }
    add(std::move(constraint));
  }

  void add(WrittenConstraint constraint) {
    const auto same = [&](const WrittenConstraint& other) { return other.kind == constraint.kind; };
    const auto first = std::find_if(line_.constraints.begin(), line_.constraints.end(), same);
    if (first != line_.constraints.end()) {
      sink_.error("double-constraint", constraint.span, "the line says this kind of limit twice")
          .note(first->span, "the first one");
      return;
    }
    line_.constraints.push_back(std::move(constraint));
  }

  void report_late_optional() {
    sink_.error("misplaced-optional", cursor_.here(), "`?` stands directly behind the type")
        .hint("write `int? 1..100`, not `int 1..100?`");
    line_.optional = true;
    cursor_.advance();
  }

  void parse_word() {
    const std::size_t begin = cursor_.position();
    const Spelled word = cursor_.take_word();
    const Spelled name = word.text == "on" ? take_on_delete(begin) : word;
    const FieldWord* const row =
        find_field_word(name.text == "on" ? name.text : canonical(name.text));
    if (row == nullptr) {
      report_unknown_word(name);
      return;
    }
    WrittenWord written;
    written.word = row->word;
    if (!parse_argument(*row, name, written)) return;
    written.span = cursor_.place_from(begin);
    add_word(std::move(written));
  }

  /// `on   delete` is `on delete`.
  static std::string_view canonical(std::string_view name) {
    return name.starts_with("on") && is_blank(name.size() > 2 ? name[2] : 'x') ? "on delete" : name;
  }

  Spelled take_on_delete(std::size_t begin) {
    const std::size_t end = cursor_.position();
    cursor_.skip_blanks();
    const Spelled next = cursor_.take_word();
    if (next.text == "delete") return cursor_.piece(begin, cursor_.position());
    cursor_.move_to(end);
    return cursor_.piece(begin, end);
  }

  bool parse_argument(const FieldWord& row, const Spelled& name, WrittenWord& written) {
    switch (row.argument) {
      case WordArgument::None:
        return refuse_brackets(name);
      case WordArgument::Rule:
        return parse_rule(name, written);
      case WordArgument::Name:
      case WordArgument::Version:
        return parse_argument_word(row, name, written);
      case WordArgument::DeleteAction:
        return parse_delete_action(name, written);
    }
    return false;
  }

  bool refuse_brackets(const Spelled& name) {
    if (cursor_.peek() != '(') return true;
    const std::size_t begin = cursor_.position();
    if (!cursor_.skip_brackets('(', ')')) cursor_.move_to_end();
    sink_.error("unexpected-brackets", cursor_.place_from(begin),
                in_backticks(name.text) + " has nothing in brackets");
    return false;
  }

  bool parse_rule(const Spelled& name, WrittenWord& written) {
    if (cursor_.peek() != '(') {
      sink_.error("missing-argument", name.span, in_backticks(name.text) + " says who, in brackets")
          .hint("write `" + std::string(name.text) + "(owner | admin)`");
      return false;
    }
    const Span open = cursor_.here();
    const std::size_t begin = cursor_.position() + 1;
    if (!cursor_.skip_brackets('(', ')')) {
      cursor_.move_to_end();
      sink_.error("missing-bracket", open, "`(` is never closed");
      return false;
    }
    written.argument = cursor_.trimmed(begin, cursor_.position() - 1);
    written.rule = parse_access_rule(written.argument, sink_);
    return static_cast<bool>(written.rule.span);
  }

  bool parse_argument_word(const FieldWord& row, const Spelled& name, WrittenWord& written) {
    cursor_.skip_blanks();
    const std::size_t before = cursor_.position();
    const bool version = row.argument == WordArgument::Version;
    written.argument = version ? take_version() : cursor_.take_word();
    if (written.argument.text.empty() || find_field_word(written.argument.text) != nullptr) {
      cursor_.move_to(before);
      sink_
          .error("missing-argument", name.span,
                 in_backticks(name.text) + " needs " + (version ? "a version" : "a name") +
                     " behind it")
          .hint("write `" + std::string(name.text) + (version ? " v2`" : " name`"));
      return false;
    }
    if (version) return check_word_characters(written.argument, sink_);
    return name.text == "per" ? check_reference(written.argument, "field", sink_)
                              : check_name(written.argument, "field", sink_);
  }

  Spelled take_version() {
    const char quote = cursor_.peek();
    if (quote != '\'' && quote != '"') return cursor_.take_version();
    const Spelled quoted = cursor_.take_chunk();
    const std::size_t length = quoted.text.size();
    const bool closed = length > 2 && quoted.text.back() == quote;
    const Spelled version = closed ? quoted.piece(1, length - 1) : quoted;
    sink_.error("bad-version", quoted.span, "a version is written without quotes here")
        .hint(closed ? "write " + in_backticks(version.text) : "");
    return version;
  }

  bool parse_delete_action(const Spelled& name, WrittenWord& written) {
    cursor_.skip_blanks();
    const std::size_t before = cursor_.position();
    written.argument = cursor_.take_word();
    const std::string_view action = written.argument.text;
    if (std::find(delete_actions.begin(), delete_actions.end(), action) != delete_actions.end())
      return true;
    if (action.empty() || find_field_word(action) != nullptr) {
      cursor_.move_to(before);
      sink_.error("missing-argument", name.span, "`on delete` needs a word behind it")
          .hint("`restrict`, `cascade` or `null`");
      return false;
    }
    const std::vector<std::string> known(delete_actions.begin(), delete_actions.end());
    const std::string nearest = nearest_word(action, known);
    sink_
        .error("unknown-word", written.argument.span,
               "expected `restrict`, `cascade` or `null` behind `on delete`, found " +
                   in_backticks(action))
        .hint(nearest.empty() ? "" : "did you mean `" + nearest + "`?");
    return false;
  }

  void add_word(WrittenWord written) {
    if (const WrittenWord* first = line_.word(written.word)) {
      sink_
          .error("double-word", written.span,
                 in_backticks(written.word) + " stands twice on the line")
          .note(first->span, "the first one");
      return;
    }
    const bool closed = (written.word == "readonly" && line_.word("writeonly")) ||
                        (written.word == "writeonly" && line_.word("readonly"));
    if (closed) {
      sink_
          .error("contradicting-words", written.span,
                 "a field that is `readonly` and `writeonly` is in nothing")
          .hint("write `internal` if it is meant to be in no request and in no response");
      return;
    }
    line_.words.push_back(std::move(written));
  }

  void report_unknown_word(const Spelled& word) {
    if (cursor_.peek() == '(' && !cursor_.skip_brackets('(', ')')) cursor_.move_to_end();
    if (!check_word_characters(word, sink_)) return;
    DiagnosticBuilder report =
        sink_.error("unknown-word", word.span, "unknown word " + in_backticks(word.text));
    const std::string_view advice = advice_for_foreign_word(word.text);
    const std::string nearest = nearest_field_word(word.text);
    if (!advice.empty()) {
      report.hint(std::string(advice));
      skip_companions(word.text);
    } else if (!nearest.empty()) {
      report.hint("did you mean `" + nearest + "`?");
    }
  }

  /// `not null`, `primary key`, `default x`: one cause, one report.
  void skip_companions(std::string_view word) {
    if (word != "not" && word != "primary" && word != "default") return;
    cursor_.skip_blanks();
    if (cursor_.peek() != '=' && !cursor_.starts_with(":=")) cursor_.take_chunk();
  }

  /// `>= 10 <= 5` excludes everything, however it is spelt.
  void check_bounds() {
    const Spelled* low = nullptr;
    const Spelled* high = nullptr;
    for (const WrittenConstraint& constraint : line_.constraints) {
      if (constraint.kind == Kind::AtLeast || constraint.kind == Kind::MoreThan)
        low = &constraint.value;
      if (constraint.kind == Kind::AtMost || constraint.kind == Kind::LessThan)
        high = &constraint.value;
    }
    if (low == nullptr || high == nullptr || compare_numbers(low->text, high->text) <= 0) return;
    const bool low_first = low->span.begin < high->span.begin;
    sink_
        .error("bad-range", (low_first ? high : low)->span,
               "the minimum " + std::string(low->text) + " is greater than the maximum " +
                   std::string(high->text))
        .note((low_first ? low : high)->span, low_first ? "the minimum" : "the maximum");
    std::erase_if(line_.constraints, [](const WrittenConstraint& constraint) {
      return constraint.kind != Kind::Pattern && constraint.kind != Kind::MultipleOf;
    });
  }

  TextCursor cursor_;
  DiagnosticSink& sink_;
  FieldLine line_;
};

}  // namespace

FieldLine parse_field_line(const Spelled& source, DiagnosticSink& sink) {
  return FieldLineParser(source, sink).parse();
}

}  // namespace plinth
