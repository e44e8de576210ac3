#include "pack/pack_environment.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pack/packs.hpp"

using plinth::jinja::List;
using plinth::jinja::Map;
using plinth::jinja::Value;
using plinth::test::ids_of;
using plinth::test::render;
using plinth::test::Rendered;
using plinth::test::WrittenPacks;
using Names = std::vector<std::string>;

namespace {

constexpr std::string_view manifest = R"(pack: p
title: Zorp
types:
  uuid: blip
  decimal: blop({{ precision }},{{ scale }})
  list: "{{ element | spelling }}[]"
  enum: "one of {{ words | map('string') | join(', ') }}"
reserved: [order]
names:
  identifier: {quote: ["[", "]"]}
escaping:
  string: {before: "'", after: "'", replace: {"'": "''"}}
  json: {format: json, escape: ["<", "\u2028"]}
values: {page: 20}
files:
  - {path: out, template: t.j2}
)";

/// What the template `text` gives in the pack above.
std::string rendered_text(Rendered& rendered, std::string_view text, const Map& context = {}) {
  const WrittenPacks packs{{"p/pack.yaml", manifest}, {"p/t.j2", text}};
  render(rendered, packs, "p", context);
  const auto texts = rendered.texts();
  return texts.contains("out") ? texts.at("out") : rendered.report();
}

std::string rendered_text(std::string_view text, const Map& context = {}) {
  Rendered rendered;
  return rendered_text(rendered, text, context);
}

}  // namespace

TEST_CASE("pack_environment: spelling writes a type by its kind and members") {
  const Value decimal = Map().set("kind", "decimal").set("precision", 12).set("scale", 2);
  const Value list = Map().set("kind", "list").set("element", decimal);
  const Value words = Map().set("kind", "enum").set("words", List{"a", "b'c"});
  const Map context = Map().set("decimal", decimal).set("list", list).set("words", words);
  CHECK(rendered_text("{{ 'uuid' | spelling }}") == "blip");
  CHECK(rendered_text("{{ decimal | spelling }}", context) == "blop(12,2)");
  CHECK(rendered_text("{{ list | spelling }}", context) == "blop(12,2)[]");
  CHECK(rendered_text("{{ words | spelling }}", context) == "one of 'a', 'b''c'");
}

TEST_CASE("pack_environment: a type without a spelling is reported at types, with the near one") {
  Rendered rendered;
  rendered_text(rendered, "{{ 'uuidd' | spelling }}");
  REQUIRE(ids_of(rendered.sink) == Names{"unmapped-type"});
  const plinth::Diagnostic& report = rendered.sink.diagnostics()[0];
  CHECK(report.message == "`types` of the pack `p` does not spell the type `uuidd`");
  CHECK(report.span.file->name() == "templates/p/pack.yaml");
  CHECK(report.span.file->position(report.span.begin).line == 3);
  CHECK(report.notes[0].span.file->name() == "templates/p/t.j2");
  CHECK(report.hint == "did you mean `uuid`?");
}

TEST_CASE("pack_environment: name and escaping styles are filters") {
  const Map context = Map().set("title", Value::tainted("it's"));
  CHECK(rendered_text("{{ 'order' | identifier }} {{ 'product' | identifier }}") ==
        "[order] product");
  CHECK(rendered_text("{{ title | string }}", context) == "'it''s'");
  CHECK(rendered_text("{{ 12 | string }} {{ 1.5 | string }} {{ true | string }}") ==
        "'12' '1.5' 'true'");
}

TEST_CASE("pack_environment: a name filter does not make free text clean") {
  Rendered rendered;
  rendered_text(rendered, "{{ title | identifier }}", Map().set("title", Value::tainted("order")));
  CHECK(ids_of(rendered.sink) == Names{"tainted-output"});
}

TEST_CASE("pack_environment: the pack itself is a variable") {
  CHECK(rendered_text("{{ pack.name }} {{ pack.title }} {{ pack.values.page + 1 }}") ==
        "p Zorp 21");
}

TEST_CASE("pack_environment: the json format writes any value in the order given") {
  const Value value = Map()
                          .set("b", List{1, 2.5, true, Value::none(), List{}, Map()})
                          .set("a", Value::tainted("\"\\\x01\n\u2028<é😀/\x7f"));
  const Map context = Map().set("value", value);
  CHECK(
      rendered_text("{{ value | json }}", context) ==
      "{\"b\": [1, 2.5, true, null, [], {}], \"a\": \"\\\"\\\\\\u0001\\n\\u2028\\u003cé😀/\x7f\"}");
  CHECK(rendered_text("{{ value.b[:2] | json(indent=2) }}", context) == "[\n  1,\n  2.5\n]");
  CHECK(rendered_text("{{ {'a': {'b': []}} | json(1) }}") == "{\n \"a\": {\n  \"b\": []\n }\n}");
  CHECK(rendered_text("{{ 2.0 | json }} {{ -0.5 | json }} {{ 1e300 | json }}") ==
        "2.0 -0.5 1.0e+300");
}

TEST_CASE("pack_environment: wrong arguments are reported, not written") {
  struct Row {
    std::string_view text;
    std::string_view id;
  };
  for (const Row& row : {
           Row{"{{ [1] | string }}", "wrong-argument"},
           Row{"{{ none | string }}", "wrong-argument"},
           Row{"{{ 'a' | string(1) }}", "wrong-argument"},
           Row{"{{ 'a' | identifier(x=1) }}", "wrong-argument"},
           Row{"{{ [1] | json(indent='x') }}", "wrong-argument"},
           Row{"{{ [1] | json(99) }}", "wrong-argument"},
           Row{"{{ 1 | spelling }}", "wrong-argument"},
           Row{"{{ {'a': 1} | spelling }}", "wrong-argument"},
           Row{"{{ {1: 2} | json }}", "not-json"},
           Row{"{{ [range] | json }}", "not-json"},
           Row{"{{ '\\u001b' | string }}", "unprintable-text"},
           Row{"{{ '' | identifier }}", "unprintable-name"},
       }) {
    CAPTURE(row.text);
    Rendered rendered;
    rendered_text(rendered, row.text);
    CHECK(ids_of(rendered.sink) == Names{std::string(row.id)});
  }
}

TEST_CASE("pack_environment: spelling is clean though the type holds free text") {
  const Value type = Map().set("kind", "uuid").set("pattern", Value::tainted("x"));
  CHECK(rendered_text("{{ type | spelling }}", Map().set("type", type)) == "blip");
}

TEST_CASE("pack_environment: a condition holds for what is neither false nor empty") {
  const auto holds = [](const std::string& text) {
    plinth::jinja::InMemoryLoader loader;
    plinth::jinja::Environment environment(plinth::jinja::Options::for_packs(), loader);
    const plinth::SourceFile source("pack.yaml", text);
    const plinth::Span all{&source, 0, static_cast<std::uint32_t>(text.size())};
    return plinth::PackExpression(all, environment).holds(Map().set("databases", List{1}));
  };
  for (const char* text :
       {"true", "1", "0.5", "'x'", "[1]", "databases", "{'a': 1}", "1 in databases"}) {
    CAPTURE(text);
    CHECK(holds(text));
  }
  for (const char* text : {"false", "0", "0.0", "''", "[]", "{}", "none", "2 in databases"}) {
    CAPTURE(text);
    CHECK_FALSE(holds(text));
  }
  try {
    holds("database.name");
    FAIL("an undefined name passed for a condition");
  } catch (const plinth::DiagnosticError& error) {
    CHECK(error.diagnostic().id == "undefined-name");
    CHECK(error.diagnostic().hint == "did you mean `databases`?");
  }
}
