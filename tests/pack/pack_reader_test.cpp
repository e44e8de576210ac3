#include "pack/pack_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "pack/packs.hpp"

using plinth::DiagnosticSink;
using plinth::Ownership;
using plinth::Pack;
using plinth::PackFile;
using plinth::PackReader;
using plinth::PackSource;
using plinth::SourceFiles;
using plinth::test::report_of;
using plinth::test::WrittenPacks;
using Names = std::vector<std::string>;

namespace {

const WrittenPacks packs{{"sql/pack.yaml", R"(pack: sql
plinth: 1
summary: What all dialects share.
types:
  uuid: uuid
  text: text
reserved: [order]
reserved_case: insensitive
names:
  identifier: {quote: ['"', '"']}
escaping:
  comment: {line_breaks: fold}
values: {engine: none, page: 20, quoted: "20", strict: true, list: [a, 1]}
files:
  - path: up.sql
    template: up.j2
  - path: down.sql
    template: down.j2
    ownership: append
)"},
                         {"quux/pack.yaml", R"(pack: quux
title: Quux
extends: sql
selected: "'quux' in stack.databases"
types:
  text: blip
  decimal: blip({{ precision }})
reserved: [user]
escaping:
  comment: {before: "~ ", line_breaks: fold}
values: {engine: fast}
files:
  - path: down.sql
    template: other.j2
    when: resources
    each: resources as resource
    entity: "{{ resource.name }}"
    executable: true
)"}};

/// The pack `name` of `packs`, which has nothing wrong with it.
const Pack& read(PackReader& reader, std::string_view name) {
  const Pack* pack = reader.read(name);
  REQUIRE(pack != nullptr);
  return *pack;
}

}  // namespace

TEST_CASE("pack_reader: a pack is what its pack.yaml says") {
  SourceFiles files;
  DiagnosticSink sink;
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const Pack& pack = read(reader, "sql");
  CHECK(pack.name == "sql");
  CHECK(pack.summary == "What all dialects share.");
  CHECK(pack.title == "");
  CHECK(pack.lookup == Names{"sql"});
  CHECK_FALSE(pack.selected);
  CHECK(pack.reserved == Names{"order"});
  CHECK(pack.reserved_ignore_case);
  REQUIRE(pack.files.size() == 2);
  CHECK(text_of(pack.files[0].path) == "up.sql");
  CHECK(pack.files[0].ownership == Ownership::Generated);
  CHECK(pack.files[1].ownership == Ownership::Append);
  CHECK(
      plinth::jinja::Value(pack.values).dump() ==
      R"((map ("engine" "none") ("page" 20) ("quoted" "20") ("strict" true) ("list" (list "a" 1))))");
}

TEST_CASE("pack_reader: what a base says is inherited, what is written anew takes its place") {
  SourceFiles files;
  DiagnosticSink sink;
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const Pack& pack = read(reader, "quux");
  CHECK(pack.lookup == Names{"quux", "sql"});
  CHECK(pack.title == "Quux");
  CHECK(text_of(pack.selected) == "'quux' in stack.databases");
  CHECK(pack.reserved == Names{"order", "user"});
  CHECK(pack.reserved_ignore_case);
  Names types;
  for (const plinth::TypeSpelling& type : pack.types) {
    types.push_back(type.kind + "=" + std::string(text_of(type.spelling)));
  }
  CHECK(types == Names{"uuid=uuid", "text=blip", "decimal=blip({{ precision }})"});
  REQUIRE(pack.escaping.size() == 1);
  CHECK(pack.escaping[0].before == "~ ");
  CHECK(pack.names.size() == 1);
  REQUIRE(pack.files.size() == 2);
  const PackFile& file = pack.files[1];
  CHECK(file.template_name == "other.j2");
  CHECK(file.variable == "resource");
  CHECK(text_of(file.each) == "resources");
  CHECK(text_of(file.when) == "resources");
  CHECK(text_of(file.entity) == "{{ resource.name }}");
  CHECK(file.executable);
  CHECK(plinth::jinja::Value(pack.values).find("engine")->as_string() == "fast");
  CHECK(plinth::jinja::Value(pack.values).find("page")->as_integer() == 20);
}

TEST_CASE("pack_reader: a pack is read once") {
  SourceFiles files;
  DiagnosticSink sink;
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  CHECK(reader.read("quux") == reader.read("quux"));
  CHECK(reader.read("sql") == reader.read("sql"));
}

TEST_CASE("pack_reader: a text with escapes is a source of its own") {
  SourceFiles files;
  DiagnosticSink sink;
  const WrittenPacks escaped{{"p/pack.yaml", "pack: p\nselected: \"'\\u0061' == 'a'\"\n"}};
  const PackSource source = escaped.source(files);
  PackReader reader(source, sink);
  const Pack& pack = read(reader, "p");
  CHECK(text_of(pack.selected) == "'a' == 'a'");
  CHECK(pack.selected.file->name() == "templates/p/pack.yaml (text of line 2)");
}

TEST_CASE("pack_reader: each mistake is reported at its place") {
  struct Row {
    std::string_view manifest;
    std::string_view report;  // the first line of it
  };
  for (const Row& row : {
           Row{"summary: x\n",
               ":1:1: error: a pack.yaml begins with the name of its pack [pack-missing-key]"},
           Row{"pack: q\n", ":1:7: error: the pack `q` lies in a folder `p` [pack-name]"},
           Row{"pack: p\nplinth: 2\n",
               ":2:9: error: version `2` of the pack format is not known [pack-version]"},
           Row{"pack: p\nsumary: x\n", ":2:1: error: unknown key `sumary` [pack-unknown-key]"},
           Row{"pack: p\ntypes:\n", ":2:1: error: `types` has no value [pack-empty]"},
           Row{"pack: p\ntypes: [a]\n", ":2:8: error: expected a map, found a list [pack-kind]"},
           Row{"pack: p\ntypes:\n  a: [b]\n",
               ":3:6: error: expected text, found a list [pack-kind]"},
           Row{"pack: p\nreserved: order\n",
               ":2:11: error: expected a list, found text [pack-kind]"},
           Row{"pack: p\nreserved_case: any\n",
               ":2:16: error: expected `sensitive` or `insensitive` [pack-value]"},
           Row{"pack: p\nfiles:\n  - path: a\n",
               ":3:5: error: this file has no `template` [pack-missing-key]"},
           Row{"pack: p\nfiles:\n  - template: a\n",
               ":3:5: error: this file has no `path` [pack-missing-key]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, ownership: mine}\n",
               ":3:39: error: unknown ownership `mine` [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, executable: yes}\n",
               ":3:40: error: expected `true` or `false` [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, entity: x, each: resources}\n",
               ":3:45: error: expected an expression and a name for its elements [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, editions: []}\n",
               ":3:38: error: expected one edition or two, found 0 [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, editions: [x, y, z]}\n",
               ":3:38: error: expected one edition or two, found 3 [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, editions: [x, x]}\n",
               ":3:38: error: both editions are called `x` [pack-value]"},
           Row{"pack: p\nfiles:\n  - {path: a, template: b, each: r as x}\n",
               ":3:5: error: a file with `each` needs an `entity` [pack-missing-key]"},
           Row{"pack: p\nnames:\n  x: {suffix: _}\nescaping:\n  x: {}\n",
               ":5:3: error: `x` is also a filter of `names` [pack-name]"},
           Row{"pack: p\nextends: sqll\n", ":2:10: error: there is no pack `sqll` [unknown-pack]"},
           Row{"pack: p\nextends: p\n", ":2:10: error: `p` extends itself in the end [pack-cycle]"},
       }) {
    CAPTURE(row.manifest);
    const std::string report = report_of(row.manifest, {{"sql/pack.yaml", "pack: sql\n"}});
    CHECK(report.substr(0, report.find('\n')) == "templates/p/pack.yaml" + std::string(row.report));
  }
}

TEST_CASE("pack_reader: an unknown key comes with the nearest known one") {
  CHECK(report_of("pack: p\nsumary: x\n") ==
        R"(templates/p/pack.yaml:2:1: error: unknown key `sumary` [pack-unknown-key]
    2 | sumary: x
      | ^^^^^^
  hint: did you mean `summary`?
)");
}

TEST_CASE("pack_reader: a cycle of bases is found, and what is wrong with a base is said once") {
  CHECK(report_of("pack: p\nextends: q\n", {{"q/pack.yaml", "pack: q\nextends: p\n"}}) ==
        R"(templates/q/pack.yaml:2:10: error: `p` extends itself in the end [pack-cycle]
    2 | extends: p
      |          ^
)");
  SourceFiles files;
  DiagnosticSink sink;
  const WrittenPacks broken{{"base/pack.yaml", "pack: base\nplinth: 7\n"},
                            {"a/pack.yaml", "pack: a\nextends: base\n"},
                            {"b/pack.yaml", "pack: b\nextends: base\n"}};
  const PackSource source = broken.source(files);
  PackReader reader(source, sink);
  CHECK(reader.read("a") == nullptr);
  CHECK(reader.read("b") == nullptr);
  CHECK(sink.error_count() == 1);
}
