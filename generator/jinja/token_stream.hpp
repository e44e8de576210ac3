#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"
#include "jinja/token.hpp"

namespace plinth::jinja {

/// The place in a list of tokens up to which a parser has read.
class TokenStream {
 public:
  /// `tokens` ends with an End.
  TokenStream(const SourceFile& file, std::vector<Token> tokens)
      : file_(&file), tokens_(std::move(tokens)) {}

  const Token& current() const { return tokens_[at_]; }
  const Token& ahead() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }

  bool is(TokenKind kind) const { return current().kind == kind; }
  bool is_word(std::string_view word) const { return is_word(current(), word); }
  bool is_word(const Token& token, std::string_view word) const {
    return token.kind == TokenKind::Name && text(token) == word;
  }

  /// The current token; goes on to the next one, but never behind the End.
  Token take() { return at_ + 1 < tokens_.size() ? tokens_[at_++] : tokens_[at_]; }
  /// Goes on if the current token is this one.
  bool skip(TokenKind kind);
  bool skip_word(std::string_view word);
  /// Goes on behind the token wanted; throws `template-syntax` if another one is there.
  Token expect(TokenKind kind);
  void expect_word(std::string_view word);

  std::string_view text(const Token& token) const {
    return file_->text().substr(token.begin, token.end - token.begin);
  }
  Span span(const Token& token) const { return {file_, token.begin, token.end}; }
  /// From `begin` to the end of the token taken last.
  Span span_from(std::uint32_t begin) const {
    return {file_, begin, at_ > 0 ? tokens_[at_ - 1].end : begin};
  }
  const SourceFile& file() const { return *file_; }

  /// What stands there, for messages.
  std::string describe_current() const;
  /// Throws `template-syntax` at the current token.
  [[noreturn]] void fail_here(std::string message, std::string hint = {}) const;
  [[noreturn]] void fail_expected(std::string_view wanted) const;

 private:
  const SourceFile* file_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace plinth::jinja
