#include "pack/style_reader.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pack/packs.hpp"

using plinth::DiagnosticSink;
using plinth::EscapingStyle;
using plinth::NameStyle;
using plinth::Pack;
using plinth::PackReader;
using plinth::PackSource;
using plinth::SourceFiles;
using plinth::test::report_of;
using plinth::test::WrittenPacks;

TEST_CASE("style_reader: every key of an escaping style is read") {
  SourceFiles files;
  DiagnosticSink sink;
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
escaping:
  full:
    before: "<"
    after: ">"
    fence: "`"
    replace: {"a": "b"}
    line_start: {"@": "&#64;"}
    line_breaks: '\n'
    control: '\x{hex2}'
    non_ascii: '\u{hex4};'
    utf16: true
    refuse: ["$$"]
    trim: lines
  prefixed: {line_breaks: keep, line_prefix: "// ", control: refuse, trim: text}
  data: {format: json, escape: ["<", "\u2028"]}
)"}};
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const Pack* pack = reader.read("p");
  REQUIRE(pack != nullptr);
  REQUIRE(pack->escaping.size() == 3);
  const EscapingStyle& full = pack->escaping[0];
  CHECK(full.name == "full");
  CHECK(full.before + full.after + full.fence == "<>`");
  CHECK(full.replacements.at(0).to == "b");
  CHECK(full.line_starts.at(0).from == "@");
  CHECK(full.line_breaks == EscapingStyle::LineBreaks::Replace);
  CHECK(full.line_break == "\\n");
  REQUIRE(full.control.has_value());
  CHECK(full.control->before == "\\x");
  CHECK(full.control->digits == 2);
  REQUIRE(full.non_ascii.has_value());
  CHECK(full.non_ascii->after == ";");
  CHECK(full.non_ascii->utf16);
  CHECK(full.refused.at(0) == "$$");
  CHECK(full.trim == EscapingStyle::Trim::Lines);
  CHECK(pack->escaping[1].line_prefix == "// ");
  CHECK_FALSE(pack->escaping[1].control.has_value());
  CHECK(pack->escaping[1].trim == EscapingStyle::Trim::Text);
  CHECK(pack->escaping[2].json);
  CHECK(pack->escaping[2].json_escapes == std::vector<char32_t>{U'<', 0x2028});
}

TEST_CASE("style_reader: every key of a name style is read") {
  SourceFiles files;
  DiagnosticSink sink;
  const WrittenPacks packs{{"p/pack.yaml", R"(pack: p
names:
  quoted: {quote: ["[", "]"], pattern: "[a-c_][a-c0-9-]*", length: 63}
  changed: {prefix: p_, suffix: _s, reserved: [self]}
)"}};
  const PackSource source = packs.source(files);
  PackReader reader(source, sink);
  const Pack* pack = reader.read("p");
  REQUIRE(pack != nullptr);
  REQUIRE(pack->names.size() == 2);
  const NameStyle& quoted = pack->names[0];
  CHECK(quoted.quotes);
  CHECK(quoted.quote_before + quoted.quote_after == "[]");
  CHECK(quoted.length == 63);
  CHECK(quoted.first['b']);
  CHECK(quoted.first['_']);
  CHECK_FALSE(quoted.first['0']);
  CHECK(quoted.rest['-']);
  CHECK(quoted.rest['5']);
  CHECK_FALSE(quoted.rest['d']);
  CHECK(pack->names[1].prefix == "p_");
  CHECK(pack->names[1].suffix == "_s");
  CHECK(pack->names[1].reserved.at(0) == "self");
  CHECK(pack->names[1].first['Z']);
}

TEST_CASE("style_reader: each mistake is reported at its place") {
  struct Row {
    std::string_view style;
    std::string_view report;
  };
  for (const Row& row : {
           Row{"escaping:\n  x: {format: xml}",
               ":3:15: error: expected `json`, the only format there is [pack-value]"},
           Row{"escaping:\n  x: {control: '?'}",
               ":3:16: error: expected a text with the number of the character in it [pack-value]"},
           Row{"escaping:\n  x: {control: '{hex9}'}",
               ":3:16: error: `{hex9}` is no number of digits [pack-value]"},
           Row{"escaping:\n  x: {non_ascii: '\\u{hex4}'}",
               ":3:18: error: this cannot hold every character [pack-value]"},
           Row{"escaping:\n  x: {trim: yes}",
               ":3:13: error: expected `text`, `lines` or `false` [pack-value]"},
           Row{"escaping:\n  x: {line_prefix: '# '}",
               ":3:3: error: `line_prefix` needs `line_breaks: keep` [pack-value]"},
           Row{"escaping:\n  x: {format: json, before: a}",
               ":3:3: error: `format: json` goes with `escape` only [pack-value]"},
           Row{"escaping:\n  x: {format: json, escape: [ab]}",
               ":3:29: error: expected single characters [pack-value]"},
           Row{"escaping:\n  x: {replace: {'': a}}",
               ":3:17: error: an empty text cannot be replaced [pack-value]"},
           Row{"escaping:\n  x: {befor: a}", ":3:7: error: unknown key `befor` [pack-unknown-key]"},
           Row{"names:\n  x: {quote: ['\"']}",
               ":3:14: error: expected two characters, the one before and the one after "
               "[pack-value]"},
           Row{"names:\n  x: {suffix: _, pattern: abc}",
               ":3:27: error: expected two sets of ASCII characters [pack-value]"},
           Row{"names:\n  x: {suffix: _, length: 3}",
               ":3:26: error: expected a number of bytes, 16 at least [pack-value]"},
           Row{"names:\n  x: {suffix: _, quote: ['a', 'b']}",
               ":3:7: error: a name is either quoted or changed [pack-value]"},
           Row{"names:\n  x: {length: 30}",
               ":3:3: error: nothing says what a reserved word becomes [pack-value]"},
       }) {
    CAPTURE(row.style);
    const std::string report = report_of("pack: p\n" + std::string(row.style) + "\n");
    CHECK(report.substr(0, report.find('\n')) == "templates/p/pack.yaml" + std::string(row.report));
  }
}
