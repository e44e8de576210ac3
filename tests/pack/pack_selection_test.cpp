#include "pack/pack_selection.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "pack/packs.hpp"

using plinth::DiagnosticSink;
using plinth::Pack;
using plinth::PackReader;
using plinth::PackSource;
using plinth::select_packs;
using plinth::SourceFiles;
using plinth::jinja::List;
using plinth::jinja::Map;
using plinth::test::ids_of;
using plinth::test::WrittenPacks;
using Names = std::vector<std::string>;

namespace {

/// The names of the packs that take part where `stack.databases` is `[quux]`.
Names selected(const WrittenPacks& packs, DiagnosticSink& sink) {
  SourceFiles files;
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const Map context = Map().set("stack", Map().set("databases", List{"quux"}));
  Names names;
  for (const Pack* pack : select_packs(source, reader, context, sink)) names.push_back(pack->name);
  return names;
}

}  // namespace

TEST_CASE("pack_selection: packs take part by their expression, in the order of their names") {
  const WrittenPacks packs{
      {"z/pack.yaml", "pack: z\nselected: true\n"},
      {"b/pack.yaml", "pack: b\nselected: \"'quux' in stack.databases\"\n"},
      {"c/pack.yaml", "pack: c\nselected: \"'other' in stack.databases\"\n"},
      {"base/pack.yaml", "pack: base\n"},
      {"a/pack.yaml", "pack: a\nextends: base\nselected: 'quux' in stack.databases\n"},
      {"d/pack.yaml", "pack: d\nselected: stack.databases|length == 1\n"}};
  DiagnosticSink sink;
  CHECK(selected(packs, sink) == Names{"b", "d", "z"});
  CHECK(sink.error_count() == 1);  // of `a`: YAML ends the text behind the closing quote
}

TEST_CASE("pack_selection: however selected is written, it means the same") {
  struct Row {
    std::string_view written;
    bool is_selected;
  };
  for (const Row& row : {
           Row{"true", true},
           Row{"'true'", true},
           Row{"\"true\"  # always", true},
           Row{"false", false},
           Row{"stack.databases == ['quux']", true},
           Row{">-\n  'quux' in\n  stack.databases", true},
           Row{"stack.databases\n  and false", false},
           Row{"'''quux'' in stack.databases'", true},
           Row{"\"'qu\\x75x' in stack.databases\"", true},
           Row{"\"'qu\\x76x' in stack.databases\"", false},
       }) {
    CAPTURE(row.written);
    const std::string manifest =
        "pack: p\nselected: " + std::string(row.written) + "\nsummary: x\n";
    const WrittenPacks packs{{"p/pack.yaml", manifest}};
    DiagnosticSink sink;
    CHECK(selected(packs, sink).empty() == !row.is_selected);
    CHECK(ids_of(sink).empty());
  }
}

TEST_CASE("pack_selection: a pack that does not take part is not read") {
  DiagnosticSink sink;
  const WrittenPacks packs{{"p/pack.yaml", "pack: p\nselected: false\nunknown: key\n"},
                           {"q/pack.yaml", "pack: q\nunknown: key\n"}};
  CHECK(selected(packs, sink).empty());
  CHECK(ids_of(sink).empty());
}

TEST_CASE("pack_selection: an expression that fails is reported at its place") {
  DiagnosticSink sink;
  SourceFiles files;
  const WrittenPacks packs{{"p/pack.yaml", "pack: p\nselected: \"stak.databases\"\n"}};
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  select_packs(source, reader, Map().set("stack", Map()), sink);
  REQUIRE(ids_of(sink) == Names{"undefined-name"});
  const plinth::Span& span = sink.diagnostics()[0].span;
  CHECK(span.file->position(span.begin).line == 2);
  CHECK(span.file->position(span.begin).column == 12);
}

TEST_CASE("pack_selection: a database that no pack serves is refused with those that one does") {
  const WrittenPacks packs{
      {"a/pack.yaml",
       "pack: a\nselected: \"'quux' in stack.databases\"\ndatabases: [quux, quuz]\n"},
      {"b/pack.yaml", "pack: b\nselected: \"'corge' in stack.databases\"\ndatabases: [corge]\n"}};
  SourceFiles files;
  DiagnosticSink sink;
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const std::vector<const plinth::Pack*> chosen{reader.read("a")};
  plinth::check_databases({{"quux", {}}, {"quuz", {}}}, chosen, source, reader, sink);
  CHECK(sink.diagnostics().empty());
  plinth::check_databases({{"quxu", {}}, {"oracle", {}}}, chosen, source, reader, sink);
  REQUIRE(sink.diagnostics().size() == 2);
  CHECK(sink.diagnostics()[0].id == "unknown-database");
  CHECK(sink.diagnostics()[0].hint == "did you mean `quux`?");
  CHECK(sink.diagnostics()[1].hint == "databases that packs serve: quux, quuz, corge");
}
