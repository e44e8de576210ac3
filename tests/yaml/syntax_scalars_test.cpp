#include <string>

#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("yaml scalars: escapes") {
  check_rows({
      {R"(a: "\n\t\"\\\/\ \N\_\L\P\x41\u00e9\U0001f600")", ""},
      {R"(a: "\q \' \8")",
       "yaml-unknown-escape 1:5, yaml-unknown-escape 1:8, yaml-unknown-escape 1:11"},
      {R"(a: "\é")", "yaml-unknown-escape 1:5"},
      {R"(a: "\x4 \u12 \U1234567")",
       "yaml-unknown-escape 1:5, yaml-unknown-escape 1:9, yaml-unknown-escape 1:14"},
      {R"(a: "\U00110000")", "yaml-unknown-escape 1:5"},
      {R"(a: "\ud800 \udc00")", "yaml-surrogate 1:5, yaml-surrogate 1:12"},
      {R"(a: "\ud83d\ude00")", "yaml-surrogate 1:5"},
      {R"(a: "\a\b\v\f\r\e\0\x1f\x7f\u009b")",
       "control-character 1:5, control-character 1:7, control-character 1:9, control-character "
       "1:11, "
       "control-character 1:13, control-character 1:15, control-character 1:17, "
       "control-character 1:19, control-character 1:23, control-character 1:27"},
      {R"(a: "\u2066")", "bidi-control 1:5"},
      {R"(a: '\q \0')", "", R"((map a="\q \0"))"},
      {"a: \"x\\\n  y\"\n", "", "(map a=\"xy\")"},
  });
}

TEST_CASE("yaml scalars: an unclosed quote is reported where it opens") {
  check_rows({
      {"a: 'tis the season\nb: 2\n", "yaml-unclosed-quote 1:4", "incomplete"},
      {"a:\n  b: \"x\n  c: \"y\"\n", "yaml-unclosed-quote 2:6", "incomplete"},
      {"a: \"x\nb: \"y\nc: 'z\n",
       "yaml-unclosed-quote 1:4, yaml-unclosed-quote 2:4, "
       "yaml-unclosed-quote 3:4",
       "incomplete"},
      {"a: \"x\n\n  y\"\nb: 1\n", "", "(map a=\"x\\ny\" b=\"1\")"},
      {"a: \"x\n  y\" z\n", "yaml-unclosed-quote 1:4", "incomplete"},
      {"\"a: 1\n", "yaml-unclosed-quote 1:1", "incomplete"},
      {"a: \"x\n---\n", "yaml-unclosed-quote 1:4, yaml-second-document 2:1", "incomplete"},
  });
}

TEST_CASE("yaml scalars: a colon in free text") {
  check_rows({
      {"a: b: c\n", "yaml-colon 1:5", "(map a=\"b: c\")"},
      {"a: b: c: d: # e\n", "yaml-colon 1:5", "incomplete"},
      {"a: b: c: d # e\n", "yaml-colon 1:5", "(map a=\"b: c: d\")"},
      {"a: note:\n", "yaml-colon 1:8", "incomplete"},
      {"a: one\n  and two: three\n", "yaml-colon 2:10"},
      {"a: 12:30\nb: x:y\n", "", "(map a=\"12:30\" b=\"x:y\")"},
      {"- a: b: c\n", "yaml-colon 1:7", "(list (map a=\"b: c\"))"},
  });
}

TEST_CASE("yaml scalars: texts that start with a character of YAML") {
  check_rows({
      {"a: >= 0\n", "yaml-reserved-character 1:4", "(map a=\">= 0\")"},
      {"a: |x|\n", "yaml-reserved-character 1:4", "(map a=\"|x|\")"},
      {"a: >--\n", "yaml-reserved-character 1:4", "(map a=\">--\")"},
      {"a: , b\n", "yaml-reserved-character 1:4", "(map a=\", b\")"},
      {"- %d\n", "yaml-reserved-character 1:3", "(list \"%d\")"},
      {"a: & b\n", "yaml-reserved-character 1:4", "(map a=\"& b\")"},
      {"@a: b\n", "yaml-reserved-character 1:1", "incomplete"},
  });
}

TEST_CASE("yaml scalars: texts on lines of their own") {
  check_rows({
      {"a: |\n  x\n y\nb: 1\n", "yaml-indentation 3:2", "incomplete"},
      {"a: |9\n      x\n      y\n", "yaml-indentation 2:7", "incomplete"},
      {"a: |\n     \n  x\n", "yaml-indentation 3:3", "incomplete"},
      {"a: |\n  x\n # comment\nb: 1\n", "", "(map a=\"x\\n\" b=\"1\")"},
      {"a: |  # comment\n  x: [\n  \"y\n  - @\nb: 1\n", "",
       "(map a=\"x: [\\n\"y\\n- @\\n\" b=\"1\")"},
      {"- |\n x\n- >+\n y\n", "", "(list \"x\\n\" \"y\\n\")"},
      {"a: |\nb: 1\n", "", "(map a=\"\" b=\"1\")"},
      {"a: |\n    x\n\t\n    y\n", "", "(map a=\"x\\n\\ny\\n\")"},
      {"a: |-1\n   x\n", "", "(map a=\"  x\")"},
  });
}

TEST_CASE("yaml scalars: further lines of an unquoted text") {
  check_rows({
      {"a: b\n   c: d\n", "yaml-indentation 2:4", "incomplete"},
      {"a: b # c\n  d\n", "yaml-indentation 2:3, yaml-missing-colon 2:3", "incomplete"},
      {"a: b\n\n  c\n# d\ne: f\n", "", "(map a=\"b\\nc\" e=\"f\")"},
      {"a: b\n \tc\n", "yaml-tab 2:2", "(map a=\"b c\")"},
  });
}

}  // namespace plinth::yaml
