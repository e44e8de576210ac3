#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("yaml blocks: indentation that fits nothing above is refused") {
  check_rows({
      {"a:\n    b: 1\n  c: 2\n", "yaml-indentation 3:3", "incomplete"},
      {"a:\n  b: 1\n     c: 2\n  d: 3\n", "yaml-indentation 3:6", "incomplete"},
      {"a: 1\n    b: 2\n  c: 3\n", "yaml-indentation 2:5", "incomplete"},
      {"a: 1\n  b: 2\n    c: 3\n", "yaml-indentation 2:3", "incomplete"},
      {"a: \"x\"\n    b: 1\n  c: 3\n", "yaml-indentation 2:5", "incomplete"},
      {"a: \"x\"\n  b: 1\n", "yaml-indentation 2:3", "incomplete"},
      {"  a: 1\nb: 2\n", "yaml-indentation 2:1", "incomplete"},
      {"a:\n  - b\n  c: d\n", "yaml-indentation 3:3", "incomplete"},
      {"a: 1\n- b\n", "yaml-indentation 2:1", "incomplete"},
      {"- a\nb: 1\n", "yaml-indentation 2:1", "incomplete"},
      {"a:\n  b:\n    c: 1\n   d: 2\n  e: 3\n", "yaml-indentation 4:4", "incomplete"},
      {"a:\n\xC2\xA0\xC2\xA0"
       "b: 1\n",
       "yaml-indentation 2:1", "incomplete"},
  });
}

TEST_CASE("yaml blocks: any consistent indentation is fine") {
  check_rows({
      {"a:\n b:\n     c: 1\n d: 2\n", "", "(map a=(map b=(map c=\"1\") d=\"2\"))"},
      {"  a: 1\n  b: 2\n", "", "(map a=\"1\" b=\"2\")"},
      {"a:\n  - b: 1\n\n    c: 2\n# comment\n  -  d\n", "",
       "(map a=(list (map b=\"1\" c=\"2\") \"d\"))"},
      {"-   a: 1\n    b:\n    - x\n    c: 2\n", "", "(list (map a=\"1\" b=(list \"x\") c=\"2\"))"},
  });
}

TEST_CASE("yaml blocks: tabs are no layout") {
  check_rows({
      {"a:\n\tb: 1\n\tc: 2\n", "yaml-tab 2:1", "incomplete"},
      {"a:\n  b: 1\n \tc: 2\n", "yaml-tab 3:2", "incomplete"},
      {"a:\tb\n", "yaml-tab 1:3", "(map a=\"b\")"},
      {"-\ta\n", "yaml-tab 1:2", "(list \"a\")"},
      {"a: b\tc\n", "yaml-tab 1:5"},
      {"a: b\t# c\n", "yaml-tab 1:5", "(map a=\"b\")"},
      {"a: b \t \n\t\n \t\nc: d\n", "", "(map a=\"b\" c=\"d\")"},
      {"a: \"x\ty\" # \t\nb: |\n  x\ty\n", "", "(map a=\"x\ty\" b=\"x\ty\\n\")"},
      {"a: |\n\tx\n", "yaml-tab 2:1", "incomplete"},
  });
}

TEST_CASE("yaml blocks: what is refused of YAML") {
  check_rows({
      {"a: &x 1\n", "yaml-anchor 1:4", "(map a=\"1\")"},
      {"&x a: 1\n", "yaml-anchor 1:1", "incomplete"},
      {"a: *x\nb: *x\nc: *y\n", "yaml-alias 1:4, yaml-alias 3:4", "incomplete"},
      {"a: !!str 5\nb: !foo [1]\n", "yaml-tag 1:4, yaml-tag 2:4", "(map a=\"5\" b=(list \"1\"))"},
      {"a:\n  <<: *b\n  c: 1\n", "yaml-merge-key 2:3", "incomplete"},
      {"\"<<\": 1\n", "", "(map <<=\"1\")"},
      {"? a\n: b\n", "yaml-explicit-key 1:1", "incomplete"},
      {": b\n", "yaml-missing-key 1:1", "incomplete"},
      {"%YAML 1.2\n---\na: 1\n", "yaml-directive 1:1", "incomplete"},
      {"[a]: b\n", "yaml-key-not-text 1:1", "incomplete"},
      {"a: 1\nb: {[x]: y}\n", "yaml-key-not-text 2:5", "incomplete"},
  });
}

TEST_CASE("yaml blocks: a line without a colon is no entry") {
  check_rows({
      {"service:shop\ntitle: x\n", "yaml-missing-colon 1:1", "incomplete"},
      {"a: 1\nfoo\nb: 2\n", "yaml-missing-colon 2:1", "incomplete"},
      {"a:\n  foo\n  b: 2\n", "yaml-missing-colon 2:3", "incomplete"},
      {"a: 1\n\"foo\"\nb: 2\n", "yaml-missing-colon 2:1", "incomplete"},
      {"a: 1\n[]\n", "yaml-missing-colon 2:1", "incomplete"},
      {"a: 1\n|\n", "yaml-reserved-character 2:1, yaml-missing-colon 2:1", "incomplete"},
      {"a:\xC2\xA0"
       "b\nc: 1\n",
       "yaml-missing-colon 1:1", "incomplete"},
  });
}

TEST_CASE("yaml blocks: one value is the whole file") {
  check_rows({
      {"{a: 1}\nb: 2\n", "yaml-after-value 2:1", "incomplete"},
      {"\"x\"\nb: 2\n", "yaml-after-value 2:1", "incomplete"},
      {"just text\n", "", "\"just text\""},
  });
}

TEST_CASE("yaml blocks: nothing follows a closing quote or bracket") {
  check_rows({
      {"a: \"x\" y\n", "yaml-after-value 1:8", "incomplete"},
      {"a: 'it's'\n", "yaml-after-value 1:8", "incomplete"},
      {"a: [x] y\n", "yaml-after-value 1:8", "incomplete"},
      {"a: \"x\"#y\n", "yaml-after-value 1:7", "incomplete"},
      {"a: \"x\" # y\nb: [x] # y\n", "", "(map a=\"x\" b=(list \"x\"))"},
      {"a: \"x\": y\n", "yaml-after-value 1:7", "incomplete"},
  });
}

TEST_CASE("yaml blocks: a list starts on a line of its own") {
  check_rows({
      {"a: - b\n", "yaml-dash 1:4", "(map a=\"- b\")"},
      {"a: ? b\n", "yaml-reserved-character 1:4", "(map a=\"? b\")"},
      {"- a\n - b\n", "yaml-dash 2:2", "incomplete"},
      {"a: text\n  - b\n", "yaml-dash 2:3", "incomplete"},
  });
}

}  // namespace plinth::yaml
