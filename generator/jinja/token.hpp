#pragma once

#include <cstdint>
#include <string_view>

namespace plinth::jinja {

enum class TokenKind : std::uint8_t {
  Text,
  OutputBegin,
  OutputEnd,
  BlockBegin,  // of line statements too
  BlockEnd,
  Name,
  String,  // with its quotes
  Integer,
  Real,
  Plus,
  Minus,
  Star,
  StarStar,
  Slash,
  SlashSlash,
  Percent,
  Tilde,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Assign,
  Dot,
  Comma,
  Colon,
  Semicolon,
  Pipe,
  ParenthesisOpen,
  ParenthesisClose,
  BracketOpen,
  BracketClose,
  BraceOpen,
  BraceClose,
  End,  // of the template
};

/// A piece of a template: bytes `begin` to `end` of its file.
struct Token {
  TokenKind kind = TokenKind::End;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t blanks = 0;  // of BlockBegin: bytes before it that `lstrip_blocks` took away
};

/// What `kind` is called in messages.
std::string_view token_name(TokenKind kind);

}  // namespace plinth::jinja
