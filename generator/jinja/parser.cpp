#include "jinja/parser.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "diagnostics/nearest_word.hpp"
#include "jinja/expression_parser.hpp"
#include "jinja/lexer.hpp"
#include "jinja/template_error.hpp"

// A body is read until a tag that one of the blocks around it waits for. Each statement has a
// function, found by the first word of its tag; a block statement reads its body by itself.

namespace plinth::jinja {

using ast::Expression;
using ast::Statement;

namespace {

using Words = std::initializer_list<std::string_view>;

bool contains(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A tag that was opened and waits for its end.
struct OpenBlock {
  std::string_view name;
  Span span;
};

class Parser {
 public:
  Parser(const Span& source, const Options& options)
      : stream_(*source.file, tokenize(source, options)),
        expressions_(stream_, options.limits.nesting) {}

  ParsedTemplate run() {
    parsed_.body = parse_body({});
    return std::move(parsed_);
  }

 private:
  using ParseStatement = void (Parser::*)(Statement&);
  struct Tag {
    std::string_view word;
    ParseStatement parse;
  };
  static const std::array<Tag, 18> tags;

  // Bodies.

  /// Up to a tag with one of the words `ends`; its first word is the current token then.
  ast::Body parse_body(Words ends) {
    const ExpressionParser::Level level(expressions_);
    ast::Body body;
    while (!stream_.is(TokenKind::End)) {
      const Token token = stream_.take();
      if (token.kind == TokenKind::Text) {
        body.push_back({stream_.span(token), ast::Text{printed_text(token)}});
      } else if (token.kind == TokenKind::OutputBegin) {
        Expression value = expressions_.parse_tuple();
        stream_.expect(TokenKind::OutputEnd);
        const Span span = value.span;
        body.push_back({span, ast::Output{std::move(value)}});
      } else {
        if (stream_.is(TokenKind::Name) && contains(ends, current_word())) return body;
        parse_tag(token, body);
      }
    }
    if (ends.size() > 0) fail_unclosed(ends);
    return body;
  }

  /// The rest of an opening tag, the body behind it, and the word that ended it: consumed.
  std::string_view parse_block(const Span& opening, std::string_view name, Words ends,
                               ast::Body& body) {
    stream_.skip(TokenKind::Colon);  // `if x:` is allowed for Python's sake
    stream_.expect(TokenKind::BlockEnd);
    open_.push_back({name, opening});
    body = parse_body(ends);
    open_.pop_back();
    return stream_.text(stream_.take());
  }

  void end_tag() { stream_.expect(TokenKind::BlockEnd); }

  std::string_view current_word() const { return stream_.text(stream_.current()); }

  /// Line ends of templates are `\n`, whatever the file has.
  std::string_view printed_text(const Token& token) {
    const std::string_view text = stream_.text(token);
    if (text.find('\r') == std::string_view::npos) return text;
    std::string& copy = parsed_.texts.emplace_back();
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '\r') {
        copy += text[at];
      } else if (at + 1 == text.size() || text[at + 1] != '\n') {
        copy += '\n';
      }
    }
    return copy;
  }

  void parse_tag(const Token& opening, ast::Body& body) {
    if (!stream_.is(TokenKind::Name)) stream_.fail_expected("the name of a tag");
    const auto* tag = std::find_if(tags.begin(), tags.end(), [this](const Tag& candidate) {
      return candidate.word == current_word();
    });
    if (tag == tags.end()) fail_unknown_tag();
    tag_ = stream_.take();
    blanks_ = {stream_.file().text().data() + opening.begin - opening.blanks, opening.blanks};
    Statement statement;
    statement.span = stream_.span(tag_);
    (this->*tag->parse)(statement);
    body.push_back(std::move(statement));
  }

  // What goes wrong with tags.

  [[noreturn]] void fail_unknown_tag() const {
    const std::string_view word = current_word();
    const Span span = stream_.span(stream_.current());
    const bool closes = word.substr(0, 3) == "end" || word == "else" || word == "elif";
    if (closes && !open_.empty()) fail_wrong_end(word, span);
    std::vector<std::string> known{"raw"};
    for (const Tag& tag : tags) known.emplace_back(tag.word);
    if (closes) {
      fail(span, "unknown-tag", quoted(word) + " closes nothing: no block is open here");
    }
    fail(span, "unknown-tag", "unknown tag " + quoted(word), did_you_mean(word, known));
  }

  [[noreturn]] void fail_wrong_end(std::string_view word, const Span& span) const {
    const OpenBlock& open = open_.back();
    Diagnostic diagnostic{Severity::Error, "wrong-end-tag", span, {}, {}, {}, {}};
    diagnostic.message = "found " + quoted(word) + ", but " + quoted(open.name) + " is open here";
    diagnostic.notes.push_back({open.span, quoted(open.name) + " was opened here"});
    diagnostic.hint = "close it with " + quoted("end" + std::string(open.name)) + " first";
    throw DiagnosticError(std::move(diagnostic));
  }

  [[noreturn]] void fail_unclosed(Words ends) const {
    const OpenBlock& open = open_.back();
    fail(open.span, "unclosed-block", "this " + quoted(open.name) + " is never closed",
         "close it with " + quoted(*(ends.end() - 1)));
  }

  // Pieces of tags.

  ast::Name parse_name(std::string_view what) {
    if (!stream_.is(TokenKind::Name)) stream_.fail_expected(what);
    const Token token = stream_.take();
    const std::string_view name = stream_.text(token);
    if (contains({"true", "True", "false", "False", "none", "None"}, name)) {
      fail(stream_.span(token), "template-syntax", "nothing can be assigned to " + quoted(name));
    }
    return {name, stream_.span(token)};
  }

  ast::Target parse_single_target(bool with_attribute) {
    const ExpressionParser::Level level(expressions_);
    if (stream_.skip(TokenKind::ParenthesisOpen)) {
      ast::Target target = parse_target(with_attribute);
      stream_.expect(TokenKind::ParenthesisClose);
      return target;
    }
    ast::Target target;
    target.name = parse_name("a name to assign to");
    target.span = target.name.span;
    if (with_attribute && stream_.skip(TokenKind::Dot)) {
      target.attribute = parse_name("the name of an attribute");
      target.span = cover(target.span, target.attribute.span);
    }
    return target;
  }

  ast::Target parse_target(bool with_attribute) {
    const std::uint32_t begin = stream_.current().begin;
    ast::Target first = parse_single_target(with_attribute);
    if (!stream_.is(TokenKind::Comma)) return first;
    ast::Target tuple;
    tuple.is_tuple = true;
    tuple.parts.push_back(std::move(first));
    while (stream_.skip(TokenKind::Comma)) {
      const bool another = stream_.is(TokenKind::Name) || stream_.is(TokenKind::ParenthesisOpen);
      if (!another || stream_.is_word("in")) break;
      tuple.parts.push_back(parse_single_target(with_attribute));
    }
    tuple.span = stream_.span_from(begin);
    return tuple;
  }

  std::vector<ast::Parameter> parse_parameters() {
    std::vector<ast::Parameter> parameters;
    stream_.expect(TokenKind::ParenthesisOpen);
    while (!stream_.is(TokenKind::ParenthesisClose)) {
      if (!parameters.empty()) stream_.expect(TokenKind::Comma);
      if (stream_.is(TokenKind::ParenthesisClose)) break;
      ast::Parameter parameter{parse_name("the name of a parameter"), nullptr};
      for (const ast::Parameter& other : parameters) {
        if (other.name.text != parameter.name.text) continue;
        fail(parameter.name.span, "template-syntax",
             "there is a parameter " + quoted(other.name.text) + " already");
      }
      if (stream_.skip(TokenKind::Assign)) {
        parameter.fallback = std::make_unique<Expression>(expressions_.parse());
      } else if (!parameters.empty() && parameters.back().fallback) {
        fail(parameter.name.span, "template-syntax",
             "a parameter without a default follows one with a default");
      }
      parameters.push_back(std::move(parameter));
    }
    stream_.take();
    return parameters;
  }

  /// `with context` or `without context`, if it is there.
  bool parse_context(bool& with_context) {
    const bool with = stream_.is_word("with");
    if (!with && !stream_.is_word("without")) return false;
    if (!stream_.is_word(stream_.ahead(), "context")) return false;
    stream_.take();
    stream_.take();
    with_context = with;
    return true;
  }

  // Statements.

  void parse_for(Statement& statement) {
    ast::For node;
    node.target = parse_target(false);
    stream_.expect_word("in");
    node.items = expressions_.parse_tuple_without_condition();
    if (stream_.skip_word("if")) {
      node.condition = std::make_unique<Expression>(expressions_.parse());
    }
    node.recursive = stream_.skip_word("recursive");
    ++loops_;
    const std::string_view end = parse_block(statement.span, "for", {"else", "endfor"}, node.body);
    --loops_;
    if (end == "else") parse_block(statement.span, "for", {"endfor"}, node.otherwise);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_if(Statement& statement) {
    ast::If node;
    for (std::string_view word = "if"; word != "endif";) {
      if (word == "else") {
        word = parse_block(statement.span, "if", {"endif"}, node.otherwise);
        continue;
      }
      ast::Branch branch{expressions_.parse_tuple(), {}};
      word = parse_block(statement.span, "if", {"elif", "else", "endif"}, branch.body);
      node.branches.push_back(std::move(branch));
    }
    end_tag();
    statement.node = std::move(node);
  }

  void parse_set(Statement& statement) {
    ast::Target target = parse_target(true);
    if (stream_.skip(TokenKind::Assign)) {
      statement.node = ast::Set{std::move(target), expressions_.parse_tuple()};
      end_tag();
      return;
    }
    ast::SetBlock node;
    node.target = std::move(target);
    if (stream_.skip(TokenKind::Pipe)) {
      node.filter = std::make_unique<Expression>(expressions_.parse_block_filters());
    } else if (!stream_.is(TokenKind::BlockEnd)) {
      stream_.fail_expected("`=`");
    }
    parse_block(statement.span, "set", {"endset"}, node.body);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_with(Statement& statement) {
    ast::With node;
    while (!stream_.is(TokenKind::BlockEnd) && !stream_.is(TokenKind::Colon)) {
      if (!node.values.empty()) stream_.expect(TokenKind::Comma);
      ast::Target target = parse_single_target(false);
      stream_.expect(TokenKind::Assign);
      node.values.emplace_back(std::move(target), expressions_.parse());
    }
    parse_block(statement.span, "with", {"endwith"}, node.body);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_macro(Statement& statement) {
    ast::Macro node;
    node.name = parse_name("the name of a macro");
    node.parameters = parse_parameters();
    parse_outside_of_loops([&] { parse_block(statement.span, "macro", {"endmacro"}, node.body); });
    end_tag();
    statement.node = std::move(node);
  }

  void parse_call_block(Statement& statement) {
    ast::CallBlock node;
    if (stream_.is(TokenKind::ParenthesisOpen)) node.parameters = parse_parameters();
    node.call = expressions_.parse();
    if (!std::holds_alternative<ast::Call>(node.call.node)) {
      fail(node.call.span, "template-syntax", "expected a call of a macro",
           "write `" + std::string(text_at(node.call.span)) + "()`");
    }
    parse_outside_of_loops([&] { parse_block(statement.span, "call", {"endcall"}, node.body); });
    end_tag();
    statement.node = std::move(node);
  }

  void parse_filter_block(Statement& statement) {
    ast::FilterBlock node;
    node.filter = expressions_.parse_block_filters();
    parse_block(statement.span, "filter", {"endfilter"}, node.body);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_block_statement(Statement& statement) {
    ast::Block node;
    node.name = parse_name("the name of a block");
    node.scoped = stream_.skip_word("scoped");
    node.required = stream_.skip_word("required");
    if (stream_.is(TokenKind::Minus)) {
      stream_.fail_here("the name of a block has no `-` in it", "write `_` instead");
    }
    remember_block(node.name);
    parse_outside_of_loops([&] { parse_block(statement.span, "block", {"endblock"}, node.body); });
    if (stream_.is(TokenKind::Name)) {
      if (current_word() != node.name.text) stream_.fail_expected(quoted(node.name.text));
      stream_.take();
    }
    end_tag();
    if (node.required) check_empty(node);
    statement.node = std::move(node);
  }

  void remember_block(const ast::Name& name) {
    for (const ast::Name& other : blocks_) {
      if (other.text != name.text) continue;
      Diagnostic diagnostic{Severity::Error, "duplicate-block", name.span, {}, {}, {}, {}};
      diagnostic.message = "there is a block " + quoted(name.text) + " already";
      diagnostic.notes.push_back({other.span, "the other one is here"});
      throw DiagnosticError(std::move(diagnostic));
    }
    blocks_.push_back(name);
  }

  static void check_empty(const ast::Block& block) {
    for (const Statement& inner : block.body) {
      const auto* text = std::get_if<ast::Text>(&inner.node);
      if (text != nullptr && std::all_of(text->text.begin(), text->text.end(), is_template_space)) {
        continue;
      }
      fail(inner.span, "template-syntax",
           "the required block " + quoted(block.name.text) + " has content",
           "a template that extends this one must give it");
    }
  }

  void parse_extends(Statement& statement) {
    statement.node = ast::Extends{expressions_.parse()};
    end_tag();
  }

  void parse_include(Statement& statement) {
    ast::Include node{expressions_.parse(), false, true, false, blanks_};
    for (;;) {
      if (stream_.is_word("ignore") && stream_.is_word(stream_.ahead(), "missing")) {
        stream_.take();
        stream_.take();
        node.ignore_missing = true;
      } else if (stream_.skip_word("indent")) {
        node.indent = true;
      } else if (!parse_context(node.with_context)) {
        break;
      }
    }
    end_tag();
    statement.node = std::move(node);
  }

  void parse_import(Statement& statement) {
    ast::Import node;
    node.source = expressions_.parse();
    stream_.expect_word("as");
    node.name = parse_name("a name for the module");
    parse_context(node.with_context);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_from_import(Statement& statement) {
    ast::FromImport node;
    node.source = expressions_.parse();
    stream_.expect_word("import");
    do {
      if (!node.names.empty() && parse_context(node.with_context)) break;
      ast::Name exported = parse_name("a name to import");
      if (exported.text.front() == '_') {
        fail(exported.span, "template-syntax",
             quoted(exported.text) + " is private: names with an underline first are not exported");
      }
      ast::Name own = stream_.skip_word("as") ? parse_name("a name for it") : exported;
      node.names.emplace_back(exported, own);
      if (parse_context(node.with_context)) break;
    } while (stream_.skip(TokenKind::Comma));
    end_tag();
    statement.node = std::move(node);
  }

  void parse_do(Statement& statement) {
    statement.node = ast::Do{expressions_.parse_tuple()};
    end_tag();
  }

  void parse_print(Statement& statement) {
    ast::Concatenation values;
    Expression all;
    do {
      values.parts.push_back(expressions_.parse());
      all.depth = std::max(all.depth, values.parts.back().depth + 1);
    } while (stream_.skip(TokenKind::Comma));
    all.span = cover(values.parts.front().span, values.parts.back().span);
    all.node = std::move(values);
    statement.node = ast::Output{std::move(all)};
    end_tag();
  }

  void parse_break(Statement& statement) {
    require_loop(statement.span, "break");
    statement.node = ast::Break{};
    end_tag();
  }

  void parse_continue(Statement& statement) {
    require_loop(statement.span, "continue");
    statement.node = ast::Continue{};
    end_tag();
  }

  void require_loop(const Span& span, std::string_view word) const {
    if (loops_ == 0) {
      fail(span, "template-syntax", quoted(word) + " stands outside of every `for`");
    }
  }

  void parse_autoescape(Statement& statement) {
    ast::Autoescape node;
    node.flag = expressions_.parse();
    parse_block(statement.span, "autoescape", {"endautoescape"}, node.body);
    end_tag();
    statement.node = std::move(node);
  }

  void parse_edition(Statement& statement) {
    ast::Edition node;
    if (!stream_.is(TokenKind::String)) {
      stream_.fail_expected("the name of an edition, in quotes");
    }
    const Token name = stream_.take();
    node.name = {stream_.text(name), stream_.span(name)};
    node.name.text.remove_prefix(1);
    node.name.text.remove_suffix(1);
    parse_outside_of_loops(
        [&] { parse_block(statement.span, "edition", {"endedition"}, node.body); });
    end_tag();
    statement.node = std::move(node);
  }

  /// A body that runs on its own cannot leave the loop that stands around it.
  template <typename Parse>
  void parse_outside_of_loops(Parse parse) {
    const std::size_t loops = std::exchange(loops_, 0);
    parse();
    loops_ = loops;
  }

  TokenStream stream_;
  ExpressionParser expressions_;
  ParsedTemplate parsed_;
  std::vector<OpenBlock> open_;
  std::vector<ast::Name> blocks_;
  std::size_t loops_ = 0;
  Token tag_;
  std::string_view blanks_;
};

const std::array<Parser::Tag, 18> Parser::tags{{
    {"for", &Parser::parse_for},
    {"if", &Parser::parse_if},
    {"set", &Parser::parse_set},
    {"with", &Parser::parse_with},
    {"macro", &Parser::parse_macro},
    {"call", &Parser::parse_call_block},
    {"filter", &Parser::parse_filter_block},
    {"block", &Parser::parse_block_statement},
    {"extends", &Parser::parse_extends},
    {"include", &Parser::parse_include},
    {"import", &Parser::parse_import},
    {"from", &Parser::parse_from_import},
    {"do", &Parser::parse_do},
    {"print", &Parser::parse_print},
    {"break", &Parser::parse_break},
    {"continue", &Parser::parse_continue},
    {"autoescape", &Parser::parse_autoescape},
    {"edition", &Parser::parse_edition},
}};

}  // namespace

ParsedTemplate parse_template(const Span& source, const Options& options) {
  return Parser(source, options).run();
}

Expression parse_lone_expression(const Span& source, const Options& options) {
  TokenStream stream(*source.file, tokenize_expression(source));
  ExpressionParser parser(stream, options.limits.nesting);
  Expression expression = parser.parse_tuple();
  if (!stream.is(TokenKind::End)) {
    stream.fail_here("expected the end of the expression, found " + stream.describe_current());
  }
  return expression;
}

}  // namespace plinth::jinja
