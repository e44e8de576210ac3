#include "jinja/token_stream.hpp"

#include "jinja/template_error.hpp"

namespace plinth::jinja {

bool TokenStream::skip(TokenKind kind) {
  if (!is(kind)) return false;
  take();
  return true;
}

bool TokenStream::skip_word(std::string_view word) {
  if (!is_word(word)) return false;
  take();
  return true;
}

Token TokenStream::expect(TokenKind kind) {
  if (!is(kind)) fail_expected(token_name(kind));
  return take();
}

void TokenStream::expect_word(std::string_view word) {
  if (!skip_word(word)) fail_expected(quoted(word));
}

std::string TokenStream::describe_current() const {
  switch (current().kind) {
    case TokenKind::Text:
    case TokenKind::OutputBegin:
    case TokenKind::OutputEnd:
    case TokenKind::BlockBegin:
    case TokenKind::BlockEnd:
    case TokenKind::End:
      return std::string(token_name(current().kind));
    default:
      return quoted_source(span(current()));
  }
}

void TokenStream::fail_here(std::string message, std::string hint) const {
  fail(span(current()), "template-syntax", std::move(message), std::move(hint));
}

void TokenStream::fail_expected(std::string_view wanted) const {
  fail_here("expected " + std::string(wanted) + ", found " + describe_current());
}

}  // namespace plinth::jinja
