#include "yaml/reader.hpp"

#include <array>
#include <string>

#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("reader: lists, maps and scalars in both styles") {
  check_rows({
      {"a: 1\nb: two words\nc:\n  d: x\n", "", "(map a=\"1\" b=\"two words\" c=(map d=\"x\"))"},
      {"- a\n- - b\n  - c\n- d: 1\n  e: 2\n-\n", "",
       "(list \"a\" (list \"b\" \"c\") (map d=\"1\" e=\"2\") null)"},
      {"a:\n- x\n- y\nb: z\n", "", "(map a=(list \"x\" \"y\") b=\"z\")"},
      {"a: {b: 1, c: [x, y], d: {}}\n", "", "(map a=(map b=\"1\" c=(list \"x\" \"y\") d=(map)))"},
      {"{a, b: , c: 1}", "", "(map a=bare b=null c=\"1\")"},
      {"[a: 1, b]", "", "(list (map a=\"1\") \"b\")"},
      {"a: [\n  1,\n  2,\n]\nb: {\n  c: d\n}\n", "", "(map a=(list \"1\" \"2\") b=(map c=\"d\"))"},
      {"--- # start\na: 1\n...\n", "", "(map a=\"1\")"},
      {"a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n", "", "(map a=(map b=\"1\" c=\"x\\ny\\n\"))"},
  });
}

TEST_CASE("reader: JSON is YAML") {
  check_rows({
      {"{\"a\":1,\"b\":[true,null],\"c\":{\"d\":\"x\\n\\u00e9\\/\"}}", "",
       "(map a=\"1\" b=(list \"true\" \"null\") c=(map d=\"x\\né/\"))"},
      {"{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2\n\t]\n}\n", "", "(map a=\"1\" b=(list \"2\"))"},
  });
}

TEST_CASE("reader: a scalar keeps the text that was written") {
  check_rows({
      {"a: 1.10\nb: 007\nc: no\nd: 0x1F\ne: 2024-01-01\nf: 1_000\n", "",
       "(map a=\"1.10\" b=\"007\" c=\"no\" d=\"0x1F\" e=\"2024-01-01\" f=\"1_000\")"},
      {"a: null\nb: ~\nnull: x\n~: y\n", "", "(map a=\"null\" b=\"~\" null=\"x\" ~=\"y\")"},
      {"a:\nnull: x\n", "", "(map a=null null=\"x\")"},
      {"a:\n  null\nb: [~, Null]\n", "", "(map a=\"null\" b=(list \"~\" \"Null\"))"},
      {"a: -> user\nb: foo#bar\nc: a:b\nd: http://x/y?z\ne: ?x\nf: -1\n", "",
       "(map a=\"-> user\" b=\"foo#bar\" c=\"a:b\" d=\"http://x/y?z\" e=\"?x\" f=\"-1\")"},
      {"a: \"x\\ty\\\\ \\\"q\\\"\"\nb: 'it''s'\nc: \"\"\nd: ''\n", "",
       "(map a=\"x\ty\\ \"q\"\" b=\"it's\" c=\"\" d=\"\")"},
      {"a: one\n  two\n\n  three\nb: \"one\n  two\"\n", "",
       "(map a=\"one two\\nthree\" b=\"one two\")"},
      {"a: |\n  x\n    y\nb: >-\n  p\n  q\nc: |2\n    z\n", "",
       "(map a=\"x\\n  y\\n\" b=\"p q\" c=\"  z\\n\")"},
      {"a: \"x # y: z\"\nb: '@x'\n", "", "(map a=\"x # y: z\" b=\"@x\")"},
  });
}

TEST_CASE("reader: problems that hide nothing leave the rest to be judged") {
  const Reading reading("a: @x\nb: one: two\nc: {d: decimal(1,2)}\ne: \"\\q\"\n");
  CHECK(reading.problems() ==
        "yaml-reserved-character 1:4, yaml-colon 2:7, yaml-comma 3:17, yaml-unknown-escape 4:5");
  CHECK(reading.tree() == "(map a=\"@x\" b=\"one: two\" c=(map d=\"decimal(1,2)\") e=\"\\q\")");
}

TEST_CASE("reader: an empty file names the key that is wanted and shows the smallest file") {
  const Reading reading("");
  const Diagnostic& diagnostic = reading.sink.diagnostics().front();
  CHECK(diagnostic.message == "the file is empty, wanted the key `service`");
  CHECK(diagnostic.hint.find("\n  service: shop\n  resources:\n") != std::string::npos);
}

TEST_CASE("reader: what an empty file lacks is up to the caller") {
  constexpr std::array<std::string_view, 1> example{"pack: mine"};
  const SourceFile file("pack.yaml", "# nothing\n");
  DiagnosticSink sink;
  const Document document = read(file, sink, {}, {"pack", example});
  CHECK_FALSE(document.complete);
  REQUIRE(sink.diagnostics().size() == 1);
  CHECK(sink.diagnostics()[0].message == "the file is empty, wanted the key `pack`");
  CHECK(sink.diagnostics()[0].hint == "the smallest valid file:\n  pack: mine");
}

TEST_CASE("reader: a document can be moved, its texts stay") {
  const SourceFile file("f", "a: \"x\\ty\"\n");
  DiagnosticSink sink;
  Document first = read(file, sink);
  const Document second = std::move(first);
  CHECK(second.root.find("a")->text == "x\ty");
}

}  // namespace plinth::yaml
