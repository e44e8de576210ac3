#include "description/access_rule.hpp"

#include <string_view>
#include <utility>

#include "description/name_rules.hpp"
#include "description/text_cursor.hpp"

namespace plinth {
namespace {

// Deeper ones are no rules that anybody could read, and recursion has to end somewhere.
constexpr std::size_t deepest_brackets = 32;

/// What other languages call `|` and `&`.
struct ForeignOperator {
  std::string_view token;
  std::string_view ours;
};
constexpr ForeignOperator foreign_operators[] = {
    {"||", "|"}, {"&&", "&"}, {"or ", "|"}, {"and ", "&"}, {",", "|"}};

/// One pass from left to right; the first problem ends it, so that one cause gives one report.
class RuleParser {
 public:
  RuleParser(const Spelled& source, DiagnosticSink& sink) : cursor_(source), sink_(sink) {}

  AccessRule parse() {
    AccessRule rule = parse_any(0);
    cursor_.skip_blanks();
    if (!failed_ && !cursor_.at_end()) report_rest();
    return failed_ ? AccessRule{} : std::move(rule);
  }

 private:
  AccessRule parse_any(std::size_t depth) {
    return parse_operands(AccessRule::Kind::Any, '|', [this, depth] { return parse_all(depth); });
  }

  AccessRule parse_all(std::size_t depth) {
    return parse_operands(AccessRule::Kind::All, '&',
                          [this, depth] { return parse_factor(depth); });
  }

  template <typename ParseOperand>
  AccessRule parse_operands(AccessRule::Kind kind, char separator, ParseOperand parse_one) {
    AccessRule first = parse_one();
    if (failed_ || !at_operator(separator)) return first;
    AccessRule rule;
    rule.kind = kind;
    rule.operands.push_back(std::move(first));
    while (!failed_ && at_operator(separator)) {
      cursor_.advance();
      rule.operands.push_back(parse_one());
    }
    rule.span = cover(rule.operands.front().span, rule.operands.back().span);
    return rule;
  }

  bool at_operator(char separator) {
    cursor_.skip_blanks();
    return cursor_.peek() == separator && cursor_.peek(1) != separator;
  }

  AccessRule parse_factor(std::size_t depth) {
    cursor_.skip_blanks();
    const std::size_t begin = cursor_.position();
    if (cursor_.peek() == '(') return parse_brackets(depth);
    AccessRule factor;
    Spelled word = take_name();
    if (failed_) return factor;
    if (cursor_.take(":")) {
      take_name();
      factor.words.push_back(cursor_.piece(begin, cursor_.position()));
    } else {
      factor.words.push_back(word);
      while (!failed_ && cursor_.take(".")) factor.words.push_back(take_name());
    }
    factor.span = cursor_.place_from(begin);
    return factor;
  }

  AccessRule parse_brackets(std::size_t depth) {
    const Span open = cursor_.here();
    if (depth >= deepest_brackets) {
      fail("rule-too-deep", open, "brackets are nested too deep");
      return {};
    }
    cursor_.advance();
    AccessRule inner = parse_any(depth + 1);
    cursor_.skip_blanks();
    if (!failed_ && !cursor_.take(")")) {
      if (cursor_.at_end()) {
        fail("missing-bracket", open, "`(` is never closed");
      } else {
        report_rest();
      }
    }
    return inner;
  }

  Spelled take_name() {
    const Spelled word = cursor_.take_word();
    if (!word.text.empty() && !is_digit(word.text.front())) {
      if (!check_word_characters(word, sink_)) {
        failed_ = true;
        return {};
      }
      if (word.text != "not") return word;
      fail("rule-without-not", word.span, "a rule has no `not`: it says who may")
          .hint("name those who may; nobody else does");
      return {};
    }
    if (cursor_.at_end() && word.text.empty()) {
      fail("missing-rule-name", cursor_.here(), "expected who may, found nothing")
          .hint(
              "`public`, `authenticated`, `owner`, `nobody`, a role or a path such as "
              "`issue.assignee`");
    } else {
      const Spelled found =
          word.text.empty() ? cursor_.piece(cursor_.position(), cursor_.position() + 1) : word;
      fail("bad-rule", word.text.empty() ? cursor_.here() : word.span,
           "expected who may, found `" + std::string(found.text) + "`")
          .hint("a rule joins names by `|` and `&`: `owner | admin`");
    }
    return {};
  }

  /// A factor is complete, and what follows is no operator of rules.
  void report_rest() {
    for (const ForeignOperator& foreign : foreign_operators) {
      if (!cursor_.starts_with(foreign.token)) continue;
      const Spelled token =
          trim(cursor_.piece(cursor_.position(), cursor_.position() + foreign.token.size()));
      fail("bad-rule", token.span, "`" + std::string(token.text) + "` is no operator of a rule")
          .hint("did you mean `" + std::string(foreign.ours) + "`?");
      return;
    }
    if (cursor_.peek() == ')') {
      fail("missing-bracket", cursor_.here(), "`)` was never opened");
      return;
    }
    const Spelled chunk = cursor_.take_chunk();
    fail("bad-rule", chunk.span, "expected `|` or `&`, found `" + std::string(chunk.text) + "`")
        .hint("a rule joins names by `|` (either) and `&` (both): `owner | admin`");
  }

  DiagnosticBuilder fail(std::string_view id, const Span& span, std::string message) {
    failed_ = true;
    return sink_.error(id, span, std::move(message));
  }

  TextCursor cursor_;
  DiagnosticSink& sink_;
  bool failed_ = false;
};

std::string join(const AccessRule& rule, std::string_view separator) {
  std::string text;
  for (const AccessRule& operand : rule.operands) {
    if (!text.empty()) text += separator;
    // A rule is written with as few brackets as its meaning needs.
    const bool brackets =
        rule.kind == AccessRule::Kind::All && operand.kind == AccessRule::Kind::Any;
    text += brackets ? "(" + to_text(operand) + ")" : to_text(operand);
  }
  return text;
}

}  // namespace

AccessRule parse_access_rule(const Spelled& source, DiagnosticSink& sink) {
  return RuleParser(source, sink).parse();
}

std::string to_text(const AccessRule& rule) {
  if (rule.kind == AccessRule::Kind::Any) return join(rule, " | ");
  if (rule.kind == AccessRule::Kind::All) return join(rule, " & ");
  std::string text;
  for (const Spelled& word : rule.words) {
    if (!text.empty()) text += '.';
    text += word.text;
  }
  return text;
}

}  // namespace plinth
