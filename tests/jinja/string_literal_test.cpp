#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("string_literal: escapes mean what they mean in Python") {
  const Row rows[] = {
      {R"({{ 'a\tb\\c\'d' }})", "a\tb\\c'd"},
      {R"({{ '\x41\u00e9\U0001F600\101' }})", "Aé😀A"},
      {R"({{ '\q' }})", "\\q"},
      {"{{ 'a\\\nb' }}", "ab"},
      {"{{ 'a\r\nb' }}", "a\nb"},
      {"{{ 'a' \"b\" }}", "ab"},
  };
  check_rows(rows);
}

TEST_CASE("string_literal: an escape of no character is an error") {
  const Row rows[] = {
      {R"({{ '\x4' }})", "template-syntax"},
      {R"({{ '\ud800' }})", "template-syntax"},
      {R"({{ '\U00110000' }})", "template-syntax"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
