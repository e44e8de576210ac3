#include "description/field_type_parser.hpp"

#include <algorithm>
#include <utility>

#include "description/field_words.hpp"
#include "description/foreign_relation.hpp"
#include "description/name_rules.hpp"
#include "description/type_arguments.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

constexpr std::size_t deepest_map = 8;

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

class TypeParser {
 public:
  TypeParser(TextCursor& cursor, FieldLine& line, DiagnosticSink& sink)
      : cursor_(cursor), line_(line), sink_(sink) {}

  bool parse() {
    cursor_.skip_blanks();
    if (report_foreign_relation()) return true;
    line_.item = parse_item(0);
    if (!failed_) parse_list();
    if (!failed_) parse_optional();
    return !failed_;
  }

 private:
  /// `many-to-one user`: nothing on the line means what it says, so that it is one report.
  bool report_foreign_relation() {
    const std::optional<ForeignRelation> relation = foreign_relation(cursor_.rest());
    if (!relation) return false;
    const std::size_t begin = cursor_.position();
    const Spelled words = cursor_.piece(begin, begin + relation->length);
    sink_.error("unknown-type", words.span, "there is no type " + in_backticks(words.text))
        .hint(relation->hint);
    cursor_.move_to_end();
    return true;
  }

  WrittenItem parse_item(std::size_t depth) {
    cursor_.skip_blanks();
    const std::size_t begin = cursor_.position();
    WrittenItem item;
    if (cursor_.take("->")) {
      item.kind = WrittenItem::Kind::Reference;
      parse_target(item);
    } else {
      parse_named(item, depth);
    }
    item.span = cursor_.place_from(begin);
    return item;
  }

  void parse_target(WrittenItem& item) {
    cursor_.skip_blanks();
    do {
      const Spelled segment = cursor_.take_word();
      if (segment.text.empty()) {
        const std::string found = found_here();
        const Spelled chunk = cursor_.take_chunk();
        sink_.error("missing-reference", chunk.span, "expected the name of a resource" + found)
            .hint("a reference is written `-> resource` or, to a part, `-> resource.part`");
        item.target.clear();
        return;
      }
      if (!check_word_characters(segment, sink_)) {
        item.target.clear();
        return;
      }
      item.target.push_back(segment);
    } while (cursor_.take("."));
  }

  void parse_named(WrittenItem& item, std::size_t depth) {
    const Spelled name = cursor_.take_word();
    if (name.text.empty() || is_digit(name.text.front())) {
      report_no_type(name);
      return;
    }
    if (!check_word_characters(name, sink_)) return;
    if (find_field_word(name.text) != nullptr && !cursor_.starts_with("(")) {
      sink_
          .error("missing-type", name.span,
                 "expected a type, found the word " + in_backticks(name.text))
          .hint("the type stands first on the line: `string unique`");
      return;
    }
    item.name = name;
    if (name.text == "map") {
      parse_map(item, depth);
    } else if (is_generic()) {
      report_foreign_generic(item);
    } else {
      parse_arguments(item);
    }
  }

  /// Without a type nothing behind it makes sense.
  void report_no_type(const Spelled& found) {
    const std::size_t begin = cursor_.position() - found.text.size();
    cursor_.take_chunk();
    const Spelled chunk = cursor_.piece(begin, cursor_.position());
    if (chunk.text.empty()) {
      fail("missing-type", chunk.span, "expected a type, found nothing");
      return;
    }
    fail("missing-type", chunk.span, "expected a type, found " + in_backticks(chunk.text))
        .hint("the type stands first on the line: `string(200) unique`");
  }

  void parse_map(WrittenItem& item, std::size_t depth) {
    item.kind = WrittenItem::Kind::Map;
    const Span open = cursor_.here();
    if (!cursor_.take("<") || depth >= deepest_map) {
      sink_.error("bad-map", item.name.span, "`map` needs the type of its values")
          .hint("write it in brackets: `map<string>`");
      item = WrittenItem{};
      return;
    }
    item.element = std::make_unique<WrittenItem>(parse_item(depth + 1));
    cursor_.skip_blanks();
    if (failed_ || cursor_.take(">")) return;
    if (cursor_.at_end()) {
      fail("missing-bracket", open, "`<` is never closed");
      return;
    }
    const Spelled rest = cursor_.take_chunk();
    fail("bad-map", rest.span, "expected `>`, found " + in_backticks(rest.text))
        .hint(rest.text == ","
                  ? "the keys of a map are texts; only its values have a type: `map<int>`"
                  : "the values of a map are single values and never null");
  }

  /// `<` behind a name is that of `list<string>` or `list<-> user>`; else it begins a limit.
  bool is_generic() const {
    if (cursor_.peek() != '<') return false;
    const char inner = cursor_.peek(1);
    return (is_word_byte(inner) && !is_digit(inner)) || (inner == '-' && cursor_.peek(2) == '>');
  }

  void report_foreign_generic(WrittenItem& item) {
    const std::string name(item.name.text);
    const Span open = cursor_.here();
    const std::size_t begin = cursor_.position();
    item = WrittenItem{};
    const std::size_t length = cursor_.rest().rfind('>');
    if (length == std::string_view::npos || cursor_.rest().substr(1, length) == "->") {
      fail("missing-bracket", open, "`<` is never closed");
      return;
    }
    const std::string inner(cursor_.trimmed(begin + 1, begin + length).text);
    cursor_.advance(length + 1);
    sink_
        .error("bad-type", open,
               "only `map` has a type in `<>`, " + in_backticks(name) + " has not")
        .hint(hint_for_generic(name, inner));
  }

  static std::string hint_for_generic(std::string_view name, const std::string& inner) {
    std::string word;
    for (const char c : name) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (is_one_of({"list", "array", "set", "seq", "sequence", "vec", "collection"})) {
      return "a list is written `" + inner + "[]`";
    }
    if (is_one_of({"optional", "option", "maybe", "nullable"})) {
      return "what may be absent is written `" + inner + "?`";
    }
    if (is_one_of({"ref", "reference", "relation"})) {
      return "a reference is written `-> " + inner + "`";
    }
    return "a list is written `string[]`, a map `map<string>`";
  }

  void parse_arguments(WrittenItem& item) {
    const std::size_t before = cursor_.position();
    cursor_.skip_blanks();
    if (cursor_.peek() != '(') {
      cursor_.move_to(before);
      return;
    }
    const Span open = cursor_.here();
    const std::size_t begin = cursor_.position() + 1;
    if (!cursor_.skip_brackets('(', ')')) {
      item = WrittenItem{};
      fail("missing-bracket", open, "`(` is never closed");
      return;
    }
    const std::size_t end = cursor_.position() - 1;
    if (cursor_.trimmed(begin, end).text.empty()) {
      sink_.error("empty-brackets", cursor_.place(begin - 1, end + 1), "the brackets are empty")
          .hint("leave them out, or say what belongs in them");
      return;
    }
    split_arguments(item, begin, end);
  }

  /// At the commas that stand in no inner brackets.
  void split_arguments(WrittenItem& item, std::size_t begin, std::size_t end) {
    const std::string_view text = cursor_.piece(0, end).text;
    std::size_t depth = 0;
    std::size_t first = begin;
    for (std::size_t at = begin; at <= end; ++at) {
      const char c = at < end ? text[at] : ',';
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (c != ',' || (depth > 0 && at < end)) continue;
      add_argument(item, cursor_.trimmed(first, at), cursor_.place(at, at < end ? at + 1 : at));
      first = at + 1;
    }
    if (item.name.text == "file") remove_further_sizes(item.arguments, sink_);
    if (item.name.text == "enum") remove_equal_enum_words(item.arguments, sink_);
  }

  void add_argument(WrittenItem& item, const Spelled& argument, const Span& comma) {
    if (argument.text.empty()) {
      sink_.error("empty-argument", comma, "a value is missing here");
      return;
    }
    if (check_type_argument(item.name.text, argument, sink_)) item.arguments.push_back(argument);
  }

  void parse_list() {
    if (!cursor_.starts_with("[")) return;
    const std::size_t begin = cursor_.position();
    cursor_.advance();
    cursor_.skip_blanks();
    if (!cursor_.take("]")) {
      fail("missing-bracket", cursor_.place(begin, begin + 1), "expected `]`" + found_here())
          .hint("a list is written `string[]`, its length behind it: `string[](1..20)`");
      return;
    }
    line_.list = true;
    if (cursor_.peek() == '(') parse_list_size();
    if (failed_ || cursor_.peek() != '[') return;
    sink_.error("nested-list", cursor_.here(), "there are no lists of lists")
        .hint("name the inner list in an object and make a list of that");
    cursor_.take_chunk();
  }

  void parse_list_size() {
    const Span open = cursor_.here();
    const std::size_t begin = cursor_.position() + 1;
    if (!cursor_.skip_brackets('(', ')')) {
      fail("missing-bracket", open, "`(` is never closed");
      return;
    }
    line_.list_size =
        parse_range(cursor_.trimmed(begin, cursor_.position() - 1), RangeOf::Counts, sink_);
  }

  void parse_optional() {
    if (!cursor_.take("?")) return;
    line_.optional = true;
    if (cursor_.peek() != '(' && cursor_.peek() != '[' && cursor_.peek() != '?') return;
    const std::size_t behind = cursor_.position();
    const std::string rest(cursor_.take_chunk().text);
    const std::string before(cursor_.trimmed(0, behind - 1).text);
    sink_
        .error("misplaced-optional", cursor_.place(behind - 1, behind),
               "`?` stands behind the whole type")
        .hint("write " + in_backticks(before + (rest == "?" ? "" : rest) + "?"));
  }

  std::string found_here() const {
    if (cursor_.at_end()) return ", found nothing";
    return ", found " + in_backticks(cursor_.rest().substr(0, cursor_.rest().find_first_of(" \t")));
  }

  DiagnosticBuilder fail(std::string_view id, const Span& span, std::string message) {
    failed_ = true;
    return sink_.error(id, span, std::move(message));
  }

  TextCursor& cursor_;
  FieldLine& line_;
  DiagnosticSink& sink_;
  bool failed_ = false;
};

}  // namespace

bool parse_field_type(TextCursor& cursor, FieldLine& line, DiagnosticSink& sink) {
  return TypeParser(cursor, line, sink).parse();
}

}  // namespace plinth
