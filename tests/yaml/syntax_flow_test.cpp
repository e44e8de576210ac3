#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("yaml flow: brackets close what they open") {
  check_rows({
      {"[1, 2}\n", "yaml-unmatched-bracket 1:6", "incomplete"},
      {"a: {b: [1, 2}\nc: 1\n", "yaml-unmatched-bracket 1:13", "incomplete"},
      {"a: ]\n", "yaml-reserved-character 1:4", "(map a=\"]\")"},
      {"tags: [a, b\nname: x\n", "yaml-unclosed-bracket 1:7", "incomplete"},
      {"a: {b: c #d}\ne: 1\n", "yaml-unclosed-bracket 1:4", "incomplete"},
      {"a: [\n---\nb: 1\n", "yaml-unclosed-bracket 1:4, yaml-second-document 2:1", "incomplete"},
  });
}

TEST_CASE("yaml flow: commas stand between entries") {
  check_rows({
      {"[a, , b]", "yaml-missing-item 1:5", "incomplete"},
      {"[, a]", "yaml-missing-item 1:2", "incomplete"},
      {"[a, b,]", "", "(list \"a\" \"b\")"},
      {"[\"a\" \"b\"]", "yaml-missing-comma 1:6", "incomplete"},
      {"[[a] [b]]", "yaml-missing-comma 1:6", "incomplete"},
      {"{\n  a: 1\n  b: 2\n}\n", "yaml-missing-comma 3:4", "incomplete"},
      {"{\"a\": 1 \"b\": 2}", "yaml-colon 1:12"},
      {"[a # c\n, b\n c]", "", "(list \"a\" \"b c\")"},
      {"[a #c\n b]", "yaml-missing-comma 2:2", "incomplete"},
  });
}

TEST_CASE("yaml flow: colons") {
  check_rows({
      {"{a: b: c}", "yaml-colon 1:6", "(map a=\"b: c\")"},
      {"{: a}", "yaml-missing-key 1:2", "incomplete"},
      {"{a: b:c, d: http://x}", "", "(map a=\"b:c\" d=\"http://x\")"},
      {"{\"a\":b}", "", "(map a=\"b\")"},
      {"{a:1, b: 2}", "yaml-missing-colon 1:3", "(map a=\"1\" b=\"2\")"},
      {"{\"a\"\n : 1}", "yaml-multiline-key 1:2", "incomplete"},
      {"{a: 1,\n b\n : 2}", "yaml-multiline-key 2:2", "incomplete"},
      {"[\"a\"\n :b]", "yaml-multiline-key 1:2", "incomplete"},
      {"{a:\n 1}", "", "(map a=\"1\")"},
      {"{http://x}", "", "(map http://x=bare)"},
  });
}

TEST_CASE("yaml flow: characters that YAML takes for its own") {
  check_rows({
      {"{a: date?, b: 1}", "yaml-question-mark 1:9", "(map a=\"date?\" b=\"1\")"},
      {"{a: url[](20)}", "yaml-bracket 1:8", "(map a=\"url[](20)\")"},
      {"{a: map{x, y}, b: z}", "yaml-bracket 1:8", "(map a=\"map{x, y}\" b=\"z\")"},
      {"{a: x[, b: 1}", "yaml-bracket 1:6", "(map a=\"x[\" b=\"1\")"},
      {"[@a, `b`, %c, >d, |e]",
       "yaml-reserved-character 1:2, yaml-reserved-character 1:6, yaml-reserved-character 1:11, "
       "yaml-reserved-character 1:15, yaml-reserved-character 1:19",
       "(list \"@a\" \"`b`\" \"%c\" \">d\" \"|e\")"},
      {"[#a, b]", "yaml-reserved-character 1:2", "(list \"#a\" \"b\")"},
      {"[- a]", "yaml-dash 1:2", "(list \"- a\")"},
      {"[&x a, *x, !t b]", "yaml-anchor 1:2, yaml-alias 1:8, yaml-tag 1:12", "incomplete"},
      {"{<<: *x}", "yaml-merge-key 1:2", "incomplete"},
      {"[a >= 0, b]", "", "(list \"a >= 0\" \"b\")"},
      {"[a\n >= 0, 'x']", "", "(list \"a >= 0\" \"x\")"},
  });
}

TEST_CASE("yaml flow: quotes inside brackets") {
  check_rows({
      {"{\"a\": \"b\n, \"c\": 1}", "yaml-unclosed-quote 1:7", "incomplete"},
      {"[\"a\"b]", "yaml-after-value 1:5", "incomplete"},
      {"[\"a\", 'b']", "", "(list \"a\" \"b\")"},
      {"x: [\"a\nb: 1\n", "yaml-unclosed-quote 1:5", "incomplete"},
  });
}

}  // namespace plinth::yaml
