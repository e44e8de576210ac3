#include "pack/pack_renderer.hpp"

#include <map>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pack/packs.hpp"

using plinth::Artifact;
using plinth::Ownership;
using plinth::jinja::List;
using plinth::jinja::Map;
using plinth::jinja::Value;
using plinth::test::ids_of;
using plinth::test::render;
using plinth::test::Rendered;
using plinth::test::WrittenPacks;
using Names = std::vector<std::string>;
using Texts = std::map<std::string, std::string>;

namespace {

Value resource(std::string_view name, bool stored) {
  return Map().set("name", name).set("stored", stored);
}

/// A service with three resources, one of which is not stored.
Map shop() {
  return Map()
      .set("service", "shop")
      .set("title", Value::tainted("The \"shop\""))
      .set("resources",
           List{resource("product", true), resource("cart", false), resource("order", true)});
}

}  // namespace

TEST_CASE("pack_renderer: a file is made once, or for each element of a list") {
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
files:
  - {path: README.md, template: readme.j2, ownership: merge}
  - path: "{{ service }}/{{ resource.name }}.txt"
    template: resource.j2
    ownership: once
    each: resources as resource
    entity: "{{ resource.name }}"
    when: resource.stored
    executable: true
  - {path: none.txt, template: missing.j2, when: service == 'other'}
)"},
                           {"p/readme.j2", "# {{ service }}\n"},
                           {"p/resource.j2", "{{ resource.name }} of {{ service }}\n"}};
  Rendered rendered;
  render(rendered, packs, "p", shop());
  CHECK(rendered.report() == "");
  CHECK(rendered.texts() == Texts{{"README.md", "# shop\n"},
                                  {"shop/order.txt", "order of shop\n"},
                                  {"shop/product.txt", "product of shop\n"}});
  const Artifact& readme = rendered.tree.artifacts().at(0);
  CHECK(readme.ownership == Ownership::Merge);
  CHECK(readme.template_name == "p/readme.j2");
  CHECK(readme.entity == "");
  CHECK_FALSE(readme.executable);
  const Artifact& order = rendered.tree.artifacts().at(1);
  CHECK(order.ownership == Ownership::Once);
  CHECK(order.entity == "order");
  CHECK(order.executable);
}

TEST_CASE("pack_renderer: two editions of one template are two files") {
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
files:
  - path: "{{ resource.name }}{% if edition == 'old' %}-old{% endif %}.txt"
    template: resource.j2
    editions: [new, old]
    each: resources as resource
    entity: "{{ resource.name }}"
    when: resource.stored
  - {path: one.txt, template: resource.j2, editions: [old], when: false}
  - {path: "{{ edition }}.txt", template: one.j2, editions: [old]}
)"},
                           {"p/resource.j2",
                            "{% edition 'new' %}\nnow {{ resource.name }}\n{% endedition %}\n"
                            "{% edition 'old' %}\nwas {{ resource.name }}\n{% endedition %}\n"},
                           {"p/one.j2",
                            "{{ service }}{% edition 'new' %}1{% endedition %}"
                            "{% edition 'old' %}2{% endedition %}"}};
  Rendered rendered;
  render(rendered, packs, "p", shop());
  CHECK(rendered.report() == "");
  CHECK(rendered.texts() == Texts{{"old.txt", "shop2"},
                                  {"order-old.txt", "was order\n"},
                                  {"order.txt", "now order\n"},
                                  {"product-old.txt", "was product\n"},
                                  {"product.txt", "now product\n"}});
  const Artifact& old = rendered.tree.artifacts().at(1);
  CHECK(old.template_name == "p/resource.j2 old");
  CHECK(old.entity == "order");
  CHECK(rendered.tree.artifacts().at(2).template_name == "p/resource.j2");
}

TEST_CASE("pack_renderer: editions of one path, and one that the file has not, are reported") {
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
files:
  - {path: same.txt, template: same.j2, editions: [new, old]}
  - {path: "{{ edition }}.txt", template: other.j2, editions: [new, old]}
)"},
                           {"p/same.j2", "x\n"},
                           {"p/other.j2", "x\n{% edition 'odd' %}\ny\n{% endedition %}\n"}};
  Rendered rendered;
  render(rendered, packs, "p", shop());
  CHECK(ids_of(rendered.sink) == Names{"artifact-collision", "unknown-edition"});
  CHECK(rendered.texts() == Texts{{"same.txt", "x\n"}});
}

TEST_CASE("pack_renderer: templates of a base are found, replaced and extended") {
  const WrittenPacks packs{
      {"base/pack.yaml",
       "pack: base\nfiles:\n  - {path: a, template: a.j2}\n  - {path: b, template: b.j2}\n"},
      {"base/a.j2", "{% include 'part.j2' %}"},
      {"base/b.j2", "{% block x %}base{% endblock %}.\n"},
      {"base/part.j2", "part of base\n"},
      {"own/pack.yaml", "pack: own\nextends: base\n"},
      {"own/part.j2", "part of own\n"},
      {"own/b.j2", "{% extends 'base:b.j2' %}{% block x %}own and {{ super() }}{% endblock %}\n"}};
  Rendered rendered;
  render(rendered, packs, "own");
  CHECK(rendered.report() == "");
  CHECK(rendered.texts() == Texts{{"a", "part of own\n"}, {"b", "own and base.\n"}});
}

TEST_CASE("pack_renderer: free text is printed through an escaping filter or not at all") {
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
escaping:
  string: {before: "'", after: "'", replace: {"'": "''"}}
  comment: {line_breaks: fold}
files:
  - {path: raw, template: raw.j2}
  - {path: good, template: good.j2}
)"},
                           {"p/raw.j2", "x {{ title }}\n"},
                           {"p/good.j2", "{{ title | string }}\n"}};
  Rendered rendered;
  render(rendered, packs, "p", shop());
  CHECK(rendered.texts() == Texts{{"good", "'The \"shop\"'\n"}});
  REQUIRE(ids_of(rendered.sink) == Names{"tainted-output"});
  const plinth::Diagnostic& report = rendered.sink.diagnostics()[0];
  CHECK(report.span.file->name() == "templates/p/raw.j2");
  CHECK(report.hint.find("comment") != std::string::npos);
  REQUIRE_FALSE(report.notes.empty());
  CHECK(report.notes.back().message == "while rendering `raw`");
  CHECK(report.notes.back().span.file->name() == "templates/p/pack.yaml");
}

TEST_CASE("pack_renderer: a mistake stops one file, is said once, and names what was rendered") {
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
files:
  - path: "{{ resource.name }}.txt"
    template: bad.j2
    each: resources as resource
    entity: "{{ resource.name }}"
  - {path: good.txt, template: good.j2}
)"},
                           {"p/bad.j2", "{{ resource.nme }}\n"},
                           {"p/good.j2", "good\n"}};
  Rendered rendered;
  render(rendered, packs, "p", shop());
  CHECK(rendered.texts() == Texts{{"good.txt", "good\n"}});
  REQUIRE(rendered.sink.error_count() == 1);
  CHECK(rendered.sink.diagnostics()[0].notes.back().message ==
        "while rendering `product.txt` for `product`");
}

TEST_CASE("pack_renderer: what a pack.yaml gets wrong about its files is reported there") {
  struct Row {
    std::string_view file;
    std::string_view id;
    std::size_t column;
  };
  for (const Row& row : {
           Row{"{path: a, template: missing.j2}", "unknown-template", 25},
           Row{"{path: ../a, template: t.j2}", "artifact-path", 12},
           Row{"{path: '{{ title }}', template: t.j2}", "tainted-output", 16},
           Row{"{path: '{{ servce }}', template: t.j2}", "undefined-name", 16},
           Row{"{path: a, template: t.j2, when: servce}", "undefined-name", 37},
           Row{"{path: a, template: t.j2, entity: x, each: service as s}", "pack-each", 48},
           Row{"{path: a, template: t.j2, entity: x, each: resources as r}", "artifact-collision",
               12},
       }) {
    CAPTURE(row.file);
    const std::string manifest = "pack: p\nfiles:\n  - " + std::string(row.file) + "\n";
    const WrittenPacks packs{{"p/pack.yaml", manifest}, {"p/t.j2", "text\n"}};
    Rendered rendered;
    render(rendered, packs, "p", shop());
    REQUIRE(rendered.sink.has_errors());
    const plinth::Diagnostic& report = rendered.sink.diagnostics()[0];
    CHECK(report.id == row.id);
    CHECK(report.span.file->name() == "templates/p/pack.yaml");
    CHECK(report.span.file->position(report.span.begin).column == row.column);
  }
}

TEST_CASE("pack_renderer: a warning of a template is passed on") {
  const WrittenPacks packs{{"p/pack.yaml", "pack: p\nfiles:\n  - {path: a, template: child.j2}\n"},
                           {"p/base.j2", "{% block x %}{% endblock %}\n"},
                           {"p/child.j2", "{% extends 'base.j2' %}\nlost text\n"}};
  Rendered rendered;
  render(rendered, packs, "p");
  CHECK_FALSE(rendered.sink.has_errors());
  CHECK(rendered.sink.diagnostics().size() == 1);
}
