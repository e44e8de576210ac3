#include "yaml/tree_builder.hpp"

#include <string>

#include "yaml/reading.hpp"

namespace plinth::yaml {
namespace {

/// The bytes that the value of `key` spans.
std::string spanned(const Reading& reading, std::string_view key) {
  const Span span = reading.document.root.find(key)->span;
  return std::string(reading.file.text().substr(span.begin, span.end - span.begin));
}

}  // namespace

TEST_CASE("tree builder: every node spans exactly what was written") {
  struct Case {
    std::string text, span;
  };
  for (const Case& c : {
           Case{"a: b c   # d\n", "b c"},
           Case{"a: \"b \\\" c\" # d\n", "\"b \\\" c\""},
           Case{"a: 'b''c'\n", "'b''c'"},
           Case{"a: ''\n", "''"},
           Case{"a: one\n  two\n\n  three # c\n", "one\n  two\n\n  three"},
           Case{"a: \"one\r\n  two\"\r\nb: 1\r\n", "\"one\r\n  two\""},
           Case{"a: |\n  x\n  y\n\n# c\nb: 1\n", "|\n  x\n  y"},
           Case{"a: >-  # c\n  x\nb: 1\n", ">-  # c\n  x"},
           Case{"a: [x, [y, z], ] # c\n", "[x, [y, z], ]"},
           Case{"a: []\n", "[]"},
           Case{"a: {b: , c}\n", "{b: , c}"},
           Case{"a: {b: {}}\n", "{b: {}}"},
           Case{"a: [x, # c ]\n  y\n ]\n", "[x, # c ]\n  y\n ]"},
           Case{"a:\n  b: 1\n  c: [x]\n# d\n", "b: 1\n  c: [x]"},
           Case{"a:\n  - b\n  - c: d\n", "- b\n  - c: d"},
           Case{"a: null\n", "null"},
           Case{"a: é日\nb: 1\n", "é日"},
       }) {
    CAPTURE(c.text);
    const Reading reading(c.text);
    CHECK(reading.problems().empty());
    CHECK(spanned(reading, "a") == c.span);
  }
}

TEST_CASE("tree builder: keys have places too") {
  const Reading reading("a: {\"b c\": 1}\n");
  const Entry& entry = reading.document.root.entries[0].value.entries[0];
  CHECK(entry.key.text == "b c");
  CHECK(entry.key.quoted);
  CHECK(entry.key.span.begin == 4);
  CHECK(entry.key.span.end == 9);
}

TEST_CASE("tree builder: a missing value has the place where it would stand") {
  struct Case {
    std::string text;
    std::size_t line, column;
  };
  for (const Case& c :
       {Case{"a:\nb: 1\n", 1, 3}, Case{"a: \nb: 1\n", 1, 4}, Case{"a: # c\nb: 1\n", 1, 4},
        Case{"\"a\"  :\nb: 1\n", 1, 7}, Case{"x: 1\na:\n", 2, 3}}) {
    CAPTURE(c.text);
    const Reading reading(c.text);
    const Node& value = *reading.document.root.find("a");
    CHECK(value.is_null());
    CHECK(reading.file.position(value.span.begin).line == c.line);
    CHECK(reading.file.position(value.span.begin).column == c.column);
  }
}

TEST_CASE("tree builder: a missing item has the place behind its dash") {
  const Reading reading("- a # x\n-\n-  # y\n- b\n");
  CHECK(reading.tree() == "(list \"a\" null null \"b\")");
  CHECK(reading.file.position(reading.document.root.items[1].span.begin).line == 2);
  CHECK(reading.file.position(reading.document.root.items[2].span.begin).line == 3);
}

TEST_CASE("tree builder: texts are borrowed where they are verbatim") {
  const Reading reading("a: b\nc: \"d\"\ne: 'f'\ng: \"h\\ti\"\n");
  CHECK(reading.document.texts.size() == 1);
  CHECK(reading.document.root.find("a")->verbatim);
  CHECK(reading.document.root.find("c")->verbatim);
  CHECK(reading.document.root.find("e")->verbatim);
  CHECK_FALSE(reading.document.root.find("g")->verbatim);
}

TEST_CASE("tree builder: duplicate keys are found in small and in large maps") {
  std::string large;
  for (int i = 0; i < 100; ++i) large += "k" + std::to_string(i) + ": 1\n";
  const Reading reading(large + "k7: 2\nk99: 3\n");
  CHECK(reading.problems() == "yaml-duplicate-key 101:1, yaml-duplicate-key 102:1");
  CHECK(reading.document.root.entries.size() == 100);
  CHECK(reading.document.root.find("k7")->text == "1");
  check_rows({
      {"{a: 1, a: 2}", "yaml-duplicate-key 1:8", "(map a=\"1\")"},
      {"a: 1\n\"a\": 2\n'a': 3\n", "yaml-duplicate-key 2:1, yaml-duplicate-key 3:1",
       "(map a=\"1\")"},
      {"a:\n  b: 1\nc:\n  b: 1\n", ""},
  });
}

TEST_CASE("tree builder: flow style is remembered") {
  const Reading reading("a: {b: 1}\nc:\n  d: 1\n");
  CHECK(reading.document.root.find("a")->flow);
  CHECK_FALSE(reading.document.root.find("c")->flow);
}

}  // namespace plinth::yaml
