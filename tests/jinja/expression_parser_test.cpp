#include "jinja/expression_parser.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("expression_parser: precedence is Jinja's") {
  const Row rows[] = {
      {"{{ 2 + 3 * 4 }} {{ (2 + 3) * 4 }} {{ 1 ~ 2 * 3 }}", "14 20 16"},
      {"{{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ -1 | abs }}", "64 4 1"},
      {"{{ not 1 == 2 }} {{ not 1 in [2] }} {{ 1 not in [2] and true }}", "True True True"},
      {"{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }}", "True False"},
      {"{{ 'a' if 0 else 'b' if 0 else 'c' }}", "c"},
      {"{{ 'x' if 3 is odd }}{{ 4 is divisibleby 2 and true }}", "xTrue"},
      {"{{ 1 is odd if true else 2 }}", "True"},
      {"{{ [1, 2,][1] }}{{ (1,)[0] }}{{ 1, 2 }}", "21(1, 2)"},
  };
  check_rows(rows);
}

TEST_CASE("expression_parser: what is no expression is an error") {
  const Row rows[] = {
      {"{{ }}", "template-syntax"},
      {"{{ 1 + }}", "template-syntax"},
      {"{{ a b }}", "template-syntax"},
      {"{{ a. }}", "template-syntax"},
      {"{{ a| }}", "template-syntax"},
      {"{{ f(a=1, 2) }}", "template-syntax"},
      {"{{ 1 is odd is even }}", "template-syntax"},
      {"{{ 007 }}", "template-syntax"},
      {"{{ 99999999999999999999 }}", "number-out-of-range"},
      {"{{ 1e999 }}", "number-out-of-range"},
      {"{{ f(a=1, a=2) }}", "wrong-argument"},
  };
  check_errors(rows);
}

TEST_CASE("expression_parser: what is nested too deep is an error, not a crash") {
  const auto repeated = [](const std::string& text, std::size_t count) {
    std::string out;
    for (std::size_t at = 0; at < count; ++at) out += text;
    return out;
  };
  for (const std::string& source :
       {"{{ " + repeated("(", 10'000) + "1" + repeated(")", 10'000) + " }}",
        "{{ " + repeated("[", 10'000) + repeated("]", 10'000) + " }}",
        "{{ " + repeated("{'a':", 10'000) + "1" + repeated("}", 10'000) + " }}",
        "{{ " + repeated("not ", 10'000) + "1 }}", "{{ " + repeated("-", 10'000) + "1 }}",
        "{{ a" + repeated(".b", 10'000) + " }}", "{{ a" + repeated("|e", 10'000) + " }}",
        "{{ a" + repeated("[0]", 10'000) + " }}", "{{ 1" + repeated(" + 1", 10'000) + " }}",
        "{{ 1" + repeated(" if 1 else 1", 10'000) + " }}",
        "{% for " + repeated("(", 10'000) + "a" + repeated(")", 10'000) + " in b %}{% endfor %}"}) {
    CAPTURE(source.substr(0, 20));
    CHECK(error_of(source).id == "nested-too-deep");
  }
}

}  // namespace plinth::jinja
