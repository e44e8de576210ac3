#include "yaml/traps.hpp"

#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("yaml traps: a comma inside parentheses does not split a text") {
  check_rows({
      {"input: {total: decimal(12,2)}", "yaml-comma 1:26",
       "(map input=(map total=\"decimal(12,2)\"))"},
      {"{a: enum(x, y, z) = x, b: int}", "yaml-comma 1:11",
       "(map a=\"enum(x, y, z) = x\" b=\"int\")"},
      {"{a: f(g(1, 2), 3), b: h(4, 5)}", "yaml-comma 1:10, yaml-comma 1:26",
       "(map a=\"f(g(1, 2), 3)\" b=\"h(4, 5)\")"},
      {"[decimal(12,2), x]", "yaml-comma 1:12", "(list \"decimal(12,2)\" \"x\")"},
      {"{f(1, 2): x}", "yaml-comma 1:5", "(map f(1, 2)=\"x\")"},
      {"{a: f(1, 2): x}", "yaml-comma 1:8", "(map a=\"f(1, 2): x\")"},
      {"{a: f(1), b: (x), c: d)}", "", "(map a=\"f(1)\" b=\"(x)\" c=\"d)\")"},
      {"{a: \"f(1, 2)\", b: (}", "", "(map a=\"f(1, 2)\" b=\"(\")"},
      {"{a: (x, b: [1], c: )}", ""},
      {"{a: enum(x, x, x)}", "yaml-comma 1:11", "(map a=\"enum(x, x, x)\")"},
  });
}

TEST_CASE("yaml traps: the comma is printed with what was read and how to write it") {
  const Reading reading("      input: {total: decimal(12,2)}\n");
  CHECK(
      print_diagnostics(reading.sink.sorted()) ==
      "x.yaml:1:32: error: `total: decimal(12,2)` inside `{…}` was read as two keys [yaml-comma]\n"
      "    1 |       input: {total: decimal(12,2)}\n"
      "      |                                ^ YAML ends the value at this comma\n"
      "  hint: write it as a block:\n"
      "          input:\n"
      "            total: decimal(12,2)\n");
}

TEST_CASE("yaml traps: a value behind a number sign is not lost in silence") {
  check_rows({
      {"color: #fff\n", "yaml-comment 1:8", "(map color=\"#fff\")"},
      {"- #general\n", "yaml-comment 1:3", "(list \"#general\")"},
      {"path: #/a/b  # note\n", "yaml-comment 1:7", "(map path=\"#/a/b\")"},
      {"x: string /a #b/\n", "yaml-comment 1:14", "(map x=\"string /a #b/\")"},
      {"x: enum(a, b # c)\n", "yaml-comment 1:14", "(map x=\"enum(a, b # c)\")"},
      {"a: Issue #12\n", "warning yaml-comment 1:10", "(map a=\"Issue\")"},
  });
}

TEST_CASE("yaml traps: honest comments are left alone") {
  check_rows({
      {"a: b   # c\n", ""},
      {"a: b # c\n", ""},
      {"a: b   #c\n", ""},
      {"a: 1 #---\n", ""},
      {"a: 1 ## x\n", ""},
      {"a: # c\n  b: 1 # see docs/x\n", ""},
      {"a:  #c\n  b: 1\n", ""},
      {"a: #c\n  - b\n", ""},
      {"path: /orders # see /docs/x\n", ""},
      {"path: /a/b   #c/d\n", ""},
      {"a: \"b\" #c\n", ""},
      {"a: # nothing yet\nb: 1\n", ""},
      {"#a: b\n#c\n  #d\ne: f\n", ""},
  });
}

TEST_CASE("yaml traps: a missing space behind a colon in braces") {
  check_rows({
      {"a: {x:1, y: 2}\n", "yaml-missing-colon 1:6", "(map a=(map x=\"1\" y=\"2\"))"},
      {"a: {http://x, b}\n", "", "(map a=(map http://x=bare b=bare))"},
      {"a: {\"x:1\", y: 2}\n", "", "(map a=(map x:1=bare y=\"2\"))"},
  });
}

}  // namespace plinth::yaml
