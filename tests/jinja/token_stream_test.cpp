#include "jinja/token_stream.hpp"

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "jinja/lexer.hpp"

namespace plinth::jinja {

TEST_CASE("token_stream: never goes behind the end") {
  const SourceFile file("main", "a b");
  TokenStream stream(file, tokenize_expression({&file, 0, 3}));
  CHECK(stream.skip_word("a"));
  CHECK_FALSE(stream.skip_word("a"));
  CHECK(stream.text(stream.take()) == "b");
  for (int at = 0; at < 3; ++at) CHECK(stream.take().kind == TokenKind::End);
}

TEST_CASE("token_stream: says what was expected and what was found") {
  const SourceFile file("main", "a");
  TokenStream stream(file, tokenize_expression({&file, 0, 1}));
  try {
    stream.expect(TokenKind::Comma);
    FAIL_CHECK("nothing was thrown");
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().message == "expected `,`, found `a`");
  }
}

}  // namespace plinth::jinja
