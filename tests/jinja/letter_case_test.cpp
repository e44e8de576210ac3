#include "jinja/letter_case.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("letter_case: maps letters of all scripts") {
  struct Case {
    std::string text, upper, lower;
  };
  for (const Case& c : {Case{"aZ1", "AZ1", "az1"}, Case{"straße", "STRASSE", "straße"},
                        Case{"ÀÿŸ", "ÀŸŸ", "àÿÿ"}, Case{"Ωω", "ΩΩ", "ωω"}, Case{"Яя", "ЯЯ", "яя"},
                        Case{"İ", "İ", "i̇"}, Case{"a\xff", "A\xff", "a\xff"}}) {
    CAPTURE(c.text);
    CHECK(upper_case(c.text) == c.upper);
    CHECK(lower_case(c.text) == c.lower);
  }
  CHECK(capitalized("éCOLE") == "École");
}

TEST_CASE("letter_case: white space is Unicode's") {
  CHECK(trimmed("\t\u00a0\u3000x y\u2003\n") == "x y");
  CHECK(trimmed(" x ", true, false) == "x ");
  CHECK(trimmed("\u2003") == "");
}

}  // namespace plinth::jinja
