#include "jinja/lexer.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {
namespace {

/// The texts of all tokens, with `|` between them.
std::string cut(const std::string& text, const Options& options = {}) {
  const SourceFile file("main", text);
  const Span source{&file, 0, static_cast<std::uint32_t>(text.size())};
  std::string out;
  for (const Token& token : tokenize(source, options)) {
    if (token.kind == TokenKind::End) return out;
    out += text.substr(token.begin, token.end - token.begin) + "|";
  }
  return out;
}

}  // namespace

TEST_CASE("lexer: cuts tags into tokens") {
  CHECK(cut("a{{ b.c|d(1.5, 'x') }}") == "a|{{|b|.|c|||d|(|1.5|,|'x'|)|}}|");
  CHECK(cut("{{ {'a': {}} }}") == "{{|{|'a'|:|{|}|}|}}|");
  CHECK(cut("{{ a//b**c!=d<=e }}") == "{{|a|//|b|**|c|!=|d|<=|e|}}|");
  CHECK(cut("{{ a.1.2 }}") == "{{|a|.|1|.|2|}}|");
}

TEST_CASE("lexer: a template is UTF-8") {
  CHECK(cut("\xC3\xA9{{ '\xF0\x9F\x98\x80' }}") == "\xC3\xA9|{{|'\xF0\x9F\x98\x80'|}}|");
  for (const std::string bytes : {"\xE9", "\xC3", "\xF8", "\xED\xA0\x80", "\xC0\xAF"}) {
    CAPTURE(bytes);
    const Diagnostic error = error_of("ab{{ 'c" + bytes + "' }}");
    CHECK(error.id == "template-encoding");
    CHECK(error.span.begin == 7);
    CHECK(error.span.end == 8);
  }
}

TEST_CASE("lexer: signs and options take blanks away") {
  Options both;
  both.trim_blocks = true;
  both.lstrip_blocks = true;
  CHECK(cut("a \n{%- if x -%} \n b") == "a|{%|if|x|-%}|b|");
  CHECK(cut("a\n  {% if x %}\nb", both) == "a\n|{%|if|x|%}|b|");
  CHECK(cut("a\n  {%+ if x +%}\nb", both) == "a\n  |{%|if|x|+%}|\nb|");
  CHECK(cut("  {{ x }}\n", both) == "  |{{|x|}}|");
}

TEST_CASE("lexer: a block tells how many blanks were taken from its line") {
  Options options;
  options.lstrip_blocks = true;
  const SourceFile file("main", "a\n   {% include 'x' %}");
  for (const Token& token : tokenize({&file, 0, 22}, options)) {
    if (token.kind == TokenKind::BlockBegin) CHECK(token.blanks == 3);
  }
}

TEST_CASE("lexer: raw text and comments are no tags") {
  CHECK(cut("{% raw %}{{ x }}{% endraw %}") == "{{ x }}|");
  CHECK(cut("a{# {{ b #}c") == "a|c|");
}

TEST_CASE("lexer: line statements end with their line") {
  Options options;
  options.delimiters.line_statement = "%";
  options.delimiters.line_comment = "##";
  CHECK(cut("% if x\ny ## note\n  % endif", options) == "%|if|x||y|\n|  %|endif||");
}

TEST_CASE("lexer: what cannot be a token is an error at its place") {
  struct Case {
    std::string source;
    std::uint32_t at;
  };
  for (const Case& c : {Case{"{{ a && b }}", 5}, Case{"{{ 'open }}", 3}, Case{"{{ (1 }}", 6},
                        Case{"{{ 1", 0}, Case{"{# open", 0}, Case{"{% raw %}x", 0},
                        Case{"{{ 12ab }}", 3}, Case{"{{ a \x01 }}", 5}, Case{"{{ (a", 3}}) {
    CAPTURE(c.source);
    const Diagnostic error = error_of(c.source);
    CHECK(error.id == "template-syntax");
    CHECK(error.span.begin == c.at);
  }
}

}  // namespace plinth::jinja
