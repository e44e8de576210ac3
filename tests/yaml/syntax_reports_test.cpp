#include <string>

#include "yaml/reading.hpp"

namespace plinth::yaml {
namespace {

std::string hint_of(const std::string& text) {
  const Reading reading(text);
  return reading.sink.diagnostics().empty() ? "" : reading.sink.sorted().front().hint;
}

}  // namespace

TEST_CASE("yaml reports: hints show the line as it should be written") {
  struct Case {
    std::string text, part;
  };
  for (const Case& c : {
           Case{"summary: Foo: bar  # c\n", "\n  summary: \"Foo: bar\""},
           Case{"service:shop\nb: 1\n", "\n  service: shop"},
           Case{"a: @x y\n", "\n  a: \"@x y\""},
           Case{"- `x`\n", "\n  \"`x`\""},
           Case{"a: \"x\" y\n", "\n  a: '\"x\" y'"},
           Case{"a: - b\n", "\n  a: \"- b\""},
           Case{"a: \"\\ud83d\\ude00\"\n", "`😀`, or `\\U0001f600`"},
           Case{"a: \"\\ud83d\"\n", "write the character itself"},
           Case{"a:\xC2\xA0"
                "b\nc: 1\n",
                "no-break space"},
           Case{"a: {b: c: d}\n", "\n  a:\n    b: \"c: d\""},
           Case{"a: {b: x?, c: y[](1)}\n", "\n  a:\n    b: x?\n    c: y[](1)"},
           Case{"[x?, y]\n", "`\"x?\"`"},
           Case{"a: 'tis\n", "double quotes"},
           Case{"a: {b: c #d}\ne: 1\n", "` #`"},
           Case{"a: \"x\"#y\n", "a comment needs a space"},
           Case{"a:\n  b: 1\n   c: 2\n", "indent this line by 2 spaces"},
       }) {
    CAPTURE(c.text);
    const std::string hint = hint_of(c.text);
    CAPTURE(hint);
    CHECK(hint.find(c.part) != std::string::npos);
  }
}

TEST_CASE("yaml reports: indentation is told in numbers, with the line that has another") {
  const Reading reading("a:\n  b: 1\n   c: 2\n");
  REQUIRE(reading.sink.diagnostics().size() == 1);
  const Diagnostic& diagnostic = reading.sink.diagnostics()[0];
  CHECK(diagnostic.message == "indentation of 3 spaces does not match, line 2 has 2");
  REQUIRE(diagnostic.notes.size() == 1);
  CHECK(reading.file.position(diagnostic.notes[0].span.begin).line == 2);
}

TEST_CASE("yaml reports: tabs are counted and reported once") {
  const Reading reading("a:\n\tb: 1\n\tc: 2\n\td: 3\n");
  REQUIRE(reading.sink.diagnostics().size() == 1);
  CHECK(reading.sink.diagnostics()[0].message ==
        "a tab in the indentation here and on 2 more, wanted spaces");
}

}  // namespace plinth::yaml
