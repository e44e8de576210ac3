#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cli/program.hpp"
#include "pack/scratch_folder.hpp"

using plinth::test::Run;
using plinth::test::run_plinth;
using plinth::test::ScratchFolder;

namespace {

/// A folder with these files, in which `plinth render` runs.
Run render(const std::vector<std::pair<std::string, std::string>>& files,
           const std::vector<std::string>& arguments) {
  ScratchFolder scratch;
  for (const auto& [path, text] : files) scratch.write(path, text);
  std::vector<std::string> all{"render"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_plinth(all, scratch.path());
}

}  // namespace

TEST_CASE("render: a template with its variables from YAML or JSON") {
  const std::string source =
      "{{ name }} {{ age + 1 }} {{ flag }} {{ none }} {{ list }} {{ text }}\n";
  const std::string expected = "Ada 37 True None [1, 2.5] 1815";
  const Run yaml = render({{"t.j2", source},
                           {"c.yaml",
                            "name: Ada\nage: 36\nflag: true\nnone: ~\nlist: [1, 2.5]\n"
                            "text: \"1815\"\n"}},
                          {"t.j2", "--context", "c.yaml"});
  CHECK(yaml.error == "");
  CHECK(yaml.out == expected);
  CHECK(yaml.exit == 0);
  const Run json = render(
      {{"t.j2", source},
       {"c.json",
        R"({"name": "Ada", "age": 36, "flag": true, "none": null, "list": [1, 2.5], "text": "1815"})"}},
      {"t.j2", "--context", "c.json"});
  CHECK(json.error == "");
  CHECK(json.out == expected);
}

TEST_CASE("render: plain scalars have the types of YAML's core schema") {
  const Run run =
      render({{"t.j2", "{% for k, v in all | items %}{{ v }};{% endfor %}"},
              {"c.yaml",
               "all: {a: 0x1F, b: 0o17, c: -12, d: +7, e: 1e3, f: .5, g: .inf, h: NULL,\n"
               "      i: True, j: yes, k: 1_000, l: inf, m: '5'}\n"}},
             {"t.j2", "--context", "c.yaml"});
  CHECK(run.error == "");
  CHECK(run.out == "31;15;-12;7;1000.0;0.5;inf;None;True;yes;1_000;inf;5;");
}

TEST_CASE("render: other templates come from the template's folder, or from those that are named") {
  const std::string main = "{% include 'part.j2' %}";
  CHECK(render({{"a/t.j2", main}, {"a/part.j2", "own"}}, {"a/t.j2"}).out == "own");
  CHECK(render({{"a/t.j2", main}, {"a/part.j2", "own"}, {"b/part.j2", "other"}},
               {"a/t.j2", "--templates", "b", "--templates", "a"})
            .out == "other");
  const Run outside =
      render({{"a/t.j2", "{% include '../secret' %}"}, {"secret", "x"}}, {"a/t.j2"});
  CHECK(outside.exit == 2);
  CHECK(outside.error.find("there is no template `../secret`") != std::string::npos);
}

TEST_CASE("render: every option of an environment") {
  const auto out = [](const std::string& source, const std::vector<std::string>& options) {
    std::vector<std::string> arguments{"t.j2"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Run run = render({{"t.j2", source}}, arguments);
    return run.exit == 0 ? run.out
                         : "exit " + std::to_string(run.exit) + ": " + run.error.substr(0, 60);
  };
  CHECK(out("{% if true %}\nx\n{% endif %}\n", {}) == "\nx\n");
  CHECK(out("{% if true %}\nx\n{% endif %}\n", {"--trim-blocks"}) == "x\n");
  CHECK(out("  {% if true %}x{% endif %}\n", {"--lstrip-blocks"}) == "x");
  CHECK(out("x\n", {"--keep-trailing-newline"}) == "x\n");
  CHECK(out("  {{ 'a\nb' | indent }}", {"--auto-indent"}) == "  a\n  b");
  CHECK(out("{{ [1] }}", {"--plain-output"}).starts_with("exit 2: t.j2:1:4: error: "));
  CHECK(out("{{ '<' | tojson }}", {}) == "\"\\u003c\"");
  CHECK(out("{{ '<' | tojson }}", {"--plain-json"}) == "\"<\"");
  CHECK(out("[{{ x }}]", {}) == "[]");
  CHECK(out("[{{ x.y }}]", {"--undefined", "chainable"}) == "[]");
  CHECK(out("[{{ x }}]", {"--undefined", "strict"}).starts_with("exit 2: t.j2:1:5: error: `x`"));
  CHECK(out("{{ [true, none] }}", {"--spelling", "json"}) == "[true, null]");
  CHECK(out("{{ '<' }}", {"--escape", "html"}) == "&lt;");
  CHECK(out("{{ '<' }}", {"--autoescape"}) == "&lt;");
  CHECK(out("<% if true %>[[ 1 ]]<# no #><% endif %>",
            {"--block-start-string", "<%", "--block-end-string", "%>", "--variable-start-string",
             "[[", "--variable-end-string", "]]", "--comment-start-string", "<#",
             "--comment-end-string", "#>"}) == "1");
  CHECK(out("# if true\nyes\n# endif\n", {"--line-statement-prefix", "#"}) == "yes\n");
  CHECK(out("a ## no\n", {"--line-comment-prefix", "##"}) == "a");
  CHECK(out("{{ 'x' * 99 }}", {"--max-output", "50"}).starts_with("exit 2: "));
  CHECK(out("{% for i in range(99) %}{% endfor %}", {"--max-steps", "50"}).starts_with("exit 2: "));
  CHECK(out("{{ range(99) | list | length }}", {"--max-items", "50"}).starts_with("exit 2: "));
  CHECK(
      out("{% for i in range(9) %}{% set x = 'x' * (i + 500) %}{% endfor %}", {"--max-made", "900"})
          .starts_with("exit 2: "));
  CHECK(out("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(9) }}",
            {"--max-recursion", "5"})
            .starts_with("exit 2: "));
  CHECK(out("{{ (((((1))))) }}", {"--max-nesting", "3"}).starts_with("exit 2: "));
}

TEST_CASE("render: the options of packs, wherever they stand on the line") {
  const std::vector<std::pair<std::string, std::string>> files{
      {"t.j2", "{% if true %}\n{{ text }}\n{% endif %}\n"}, {"c.json", R"({"text": "free"})"}};
  CHECK(render(files, {"t.j2", "--context", "c.json", "--as-pack"}).out == "free\n");
  CHECK(render(files, {"t.j2", "--context", "c.json", "--no-trim-blocks", "--as-pack"}).out ==
        "\nfree\n\n");
  const Run hostile = render(files, {"t.j2", "--context", "c.json", "--as-pack", "--tainted"});
  CHECK(hostile.exit == 2);
  CHECK(hostile.out == "");
  CHECK(hostile.error.find("t.j2:2:4: error: `text` is free text") == 0);
}

TEST_CASE("render: what is wrong with the input is said, all of it") {
  const Run json =
      render({{"t.j2", "x"}, {"c.json", "{\"a\": [1,]}"}}, {"t.j2", "--context", "c.json"});
  CHECK(json.exit == 2);
  CHECK(json.error.find("c.json:1:10: error: this is not well-formed JSON [json-syntax]") == 0);
  const Run cut = render({{"t.j2", "x"}, {"c.json", "{\"a\": "}}, {"t.j2", "--context", "c.json"});
  CHECK(cut.error.find("c.json:1:7: error: the JSON ends in the middle") == 0);
  const Run list = render({{"t.j2", "x"}, {"c.json", "[1]"}}, {"t.j2", "--context", "c.json"});
  CHECK(list.error.find(
            "c.json:1:1: error: expected a map of variables, found a list [context-kind]") == 0);
  const std::string deep = "{\"a\": " + std::string(9999, '[') + std::string(9999, ']') + "}";
  const Run nested = render({{"t.j2", "x"}, {"c.json", deep}}, {"t.j2", "--context", "c.json"});
  CHECK(nested.exit == 2);
  CHECK(nested.error.find("c.json:1:1: error: values are nested deeper than 500 levels") == 0);
  const std::string large(17U << 20U, ' ');  // cut off at the limit, it would be a wrong result
  for (const char* name : {"t.j2", "c.json"}) {
    const std::string template_text = name == std::string("t.j2") ? large : "x";
    const std::string json_text = name == std::string("t.j2") ? "{}" : large + "{}";
    const Run cut_off =
        render({{"t.j2", template_text}, {"c.json", json_text}}, {"t.j2", "--context", "c.json"});
    CHECK(cut_off.exit == 2);
    CHECK(cut_off.out == "");
    CHECK(cut_off.error.find(std::string(name) + ":1:1: error: the file is larger than 16777216 "
                                                 "bytes [file-too-large]") == 0);
  }
  const Run both = render({}, {"none.j2", "--context", "none.yaml"});
  CHECK(both.exit == 2);
  CHECK(both.error.find("there is no file `none.j2`") != std::string::npos);
  CHECK(both.error.find("there is no file `none.yaml`") != std::string::npos);
  const Run same = render({{"t.j2", "x"}}, {"t.j2", "--block-start-string", "{{"});
  CHECK(same.exit == 64);
  CHECK(same.error.find("must differ") != std::string::npos);
  CHECK(render({{"t.j2", "x"}}, {"t.j2", "--block-end-string", ""}).exit == 64);
}
