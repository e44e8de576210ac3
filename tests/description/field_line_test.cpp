#include "description/field_line.hpp"

#include <doctest/doctest.h>

#include "description/written_text.hpp"

namespace plinth {
namespace {

struct Row {
  std::string text;
  std::string expected;
};

TEST_CASE("field_line: a line is written back in its canonical form") {
  for (const Row& c : {
           Row{"string", "string"},
           Row{"string(200)", "string(200)"},
           Row{"string( 2..40 )  unique", "string(2..40) unique"},
           Row{"text(5000)?", "text(5000)?"},
           Row{"decimal(12, 2) >= 0", "decimal(12,2) >= 0"},
           Row{"int >= 0 = 0", "int >= 0 = 0"},
           Row{"int? 1..100", "int? 1..100"},
           Row{"int -5..5", "int -5..5"},
           Row{"float 0.5..", "float 0.5.."},
           Row{"int ..10", "int ..10"},
           Row{"int 1 .. 10 unique", "int 1..10 unique"},
           Row{"int 1 .. unique", "int 1.. unique"},
           Row{"int>=0<5", "int >= 0 < 5"},
           Row{"int<5", "int < 5"},
           Row{"int > 1 < 5 % 2", "int > 1 < 5 % 2"},
           Row{"enum(a,b , c-d) = a", "enum(a, b, c-d) = a"},
           Row{"-> user", "-> user"},
           Row{"->user?", "-> user?"},
           Row{"-> order.item? on delete cascade", "-> order.item? on delete cascade"},
           Row{"-> user? on   delete null", "-> user? on delete null"},
           Row{"-> tag[](20)", "-> tag[](20)"},
           Row{"url[](..20)", "url[](..20)"},
           Row{"map<string>", "map<string>"},
           Row{"map<decimal(12,2)>?", "map<decimal(12,2)>?"},
           Row{"map<map<-> user>>", "map<map<-> user>>"},
           Row{"file(2MB, image/png, image/jpeg)?", "file(2MB, image/png, image/jpeg)?"},
           Row{"serial(INV-{year}-{00000}) per project", "serial(INV-{year}-{00000}) per project"},
           Row{"slug(title) unique", "slug(title) unique"},
           Row{"string(7..7) /^#[0-9a-f/]{6}$/", "string(7..7) /^#[0-9a-f/]{6}$/"},
           Row{"string /a\\/b/ index", "string /a\\/b/ index"},
           Row{"bool := stock_quantity > 0", "bool := stock_quantity > 0"},
           Row{"money := sum(item.quantity*item.unit_price)",
               "money := sum(item.quantity * item.unit_price)"},
           Row{"datetime readonly = (now())", "datetime readonly = (now())"},
           Row{"money = ( (product.price) )", "money = (product.price)"},
           Row{"string = pending", "string = pending"},
           Row{"string = two words", "string = two words"},
           Row{"string = 'a unique one'", "string = 'a unique one'"},
           Row{"string = 'it''s'", "string = 'it''s'"},
           Row{"string = ''", "string = ''"},
           Row{"int = -5", "int = -5"},
           Row{"string sensitive unique index", "string unique index sensitive"},
           Row{"string write(admin) read(owner|admin)", "string read(owner | admin) write(admin)"},
           Row{"string until v3 since v2 was old_name", "string was old_name since v2 until v3"},
           Row{"string since 2.1", "string since 2.1"},
           Row{"object[](..10)", "object[](..10)"},
           Row{"bool = true", "bool = true"},
           Row{"string deprecated", "string deprecated"},
           Row{"string = reader", "string = reader"},
           Row{"string = read write", "string = read write"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    const FieldLine line = parse_field_line(text.source, text.sink);
    CHECK(text.reports() == "");
    CHECK(to_text(line) == c.expected);
    WrittenText again(to_text(line));
    CHECK(to_text(parse_field_line(again.source, again.sink)) == c.expected);
  }
}

TEST_CASE("field_line: each mistake is reported at its place, and the rest is still read") {
  struct Case {
    std::string text;
    std::string reports;
    std::string rest;
  };
  for (const Case& c : {
           Case{"", "missing-type@1-1", ""},
           Case{"unique", "missing-type@1-7", ""},
           Case{"= 5", "missing-type@1-2", ""},
           Case{"200", "missing-type@1-4", ""},
           Case{"string uniqe index", "unknown-word@8-13", "string index"},
           Case{"string foo(bar) index", "unknown-word@8-11", "string index"},
           Case{"string required", "unknown-word@8-16", "string"},
           Case{"string not null unique", "unknown-word@8-11", "string unique"},
           Case{"string primary key", "unknown-word@8-15", "string"},
           Case{"string on update cascade",
                "unknown-word@8-10 unknown-word@11-17 unknown-word@18-25", "string"},
           Case{"string(200", "missing-bracket@7-8", ""},
           Case{"string()", "empty-brackets@7-9", "string"},
           Case{"enum(a,,b)", "empty-argument@8-9", "enum(a, b)"},
           Case{"enum(a,1b,c)", "bad-name@8-10", "enum(a, c)"},
           Case{"enum(a, b c)", "bad-name@9-12", "enum(a)"},
           Case{"string(10..5)", "bad-range@8-13", "string"},
           Case{"int 10..5", "bad-range@5-10", "int"},
           Case{"int >= 10 <= 5", "bad-range@14-15", "int"},
           Case{"int <= 5 >= 10 unique", "bad-range@13-15", "int unique"},
           Case{"int ..", "bad-range@5-7", "int"},
           Case{"int 1..2..3", "bad-range@5-12", "int"},
           Case{"string[](5..2)", "bad-range@10-14", "string[]"},
           Case{"string[](-1..2)", "bad-count@10-12", "string[]"},
           Case{"string[](1.5)", "bad-count@10-13", "string[]"},
           Case{"string[5]", "missing-bracket@7-8", "string"},
           Case{"string[][]", "nested-list@9-10", "string[]"},
           Case{"string?[]", "misplaced-optional@7-8", "string?"},
           Case{"string?(200) unique", "misplaced-optional@7-8", "string? unique"},
           Case{"int 1..100?", "misplaced-optional@11-12", "int? 1..100"},
           Case{"int >= 99999999999999999999", "number-too-large@8-28", "int"},
           Case{"string(99999999999999999999)", "number-too-large@8-28", "string"},
           Case{"int >= 1_000", "bad-number@8-13", "int"},
           Case{"int >= 0x50", "bad-number@8-12", "int"},
           Case{"int >= 0777", "bad-number@8-12", "int"},
           Case{"float <= 1e3", "bad-number@10-13", "float"},
           Case{"float <= 1e400", "bad-number@10-15", "float"},
           Case{"float >= -0", "bad-number@10-12", "float"},
           Case{"float >= .nan", "not-finite@10-14", "float"},
           Case{"float <= -.inf", "not-finite@10-15", "float"},
           Case{"float = .nan", "not-finite@9-13", "float"},
           Case{"float = -.INF", "not-finite@9-14", "float"},
           Case{"int >=", "missing-number@7-7", "int"},
           Case{"int >= unique", "bad-number@8-14", "int"},
           Case{"int % 0", "bad-number@7-8", "int"},
           Case{"int 5", "bare-number@5-6", "int"},
           Case{"int >= 1 >= 2", "double-constraint@10-14", "int >= 1"},
           Case{"string /abc", "missing-slash@8-9", "string"},
           Case{"string //", "empty-pattern@8-10", "string"},
           Case{"string unique unique", "double-word@15-21", "string unique"},
           Case{"string read(a) read(b)", "double-word@16-23", "string read(a)"},
           Case{"string readonly writeonly", "contradicting-words@17-26", "string readonly"},
           Case{"string unique(a)", "unexpected-brackets@14-17", "string"},
           Case{"string read", "missing-argument@8-12", "string"},
           Case{"string read(owner", "missing-bracket@12-13", "string"},
           Case{"string read(owner || admin) unique", "bad-rule@19-21", "string unique"},
           Case{"string was", "missing-argument@8-11", "string"},
           Case{"string was unique", "missing-argument@8-11", "string unique"},
           Case{"string was Old", "bad-name@12-15", "string"},
           Case{"string since", "missing-argument@8-13", "string"},
           Case{"-> user on delete", "missing-argument@9-18", "-> user"},
           Case{"-> user on delete cascad", "unknown-word@19-25", "-> user"},
           Case{"-> ", "missing-reference@4-4", ""},
           Case{"-> 'x'", "missing-reference@4-7", ""},
           Case{"map", "bad-map@1-4", ""},
           Case{"map<string", "missing-bracket@4-5", "map<string>"},
           Case{"map<string[]>", "bad-map@11-14", "map<string>"},
           Case{"list<string> unique", "bad-type@5-6", " unique"},
           Case{"string = 1 = 2", "two-defaults@12-13", "string"},
           Case{"string = (a) := b", "two-defaults@14-16", "string"},
           Case{"string := a := b", "two-defaults@13-15", "string"},
           Case{"string = a=b", "text-needs-quotes@11-12", "string"},
           Case{"string = unique", "text-needs-quotes@10-16", "string"},
           Case{"string = pending unique", "word-behind-default@18-24", "string = pending"},
           Case{"string = 'x' unique", "word-behind-default@14-20", "string = 'x'"},
           Case{"string = (now()) readonly", "word-behind-default@18-26", "string = (now())"},
           Case{"string = x read(admin)", "word-behind-default@12-16", "string = x"},
           Case{"string = x on delete null", "word-behind-default@12-21", "string = x"},
           Case{"int := a * b readonly", "word-behind-default@14-22", "int := a * b"},
           Case{"string = a nice unique thing", "word-behind-default@17-23", "string"},
           Case{"int since 2025-01-15 = 3", "", "int since 2025-01-15 = 3"},
           Case{"int since 'v2' = 3", "bad-version@11-15", "int since v2 = 3"},
           Case{"string = (a) + (b)", "text-behind-default@14-19", "string"},
           Case{"string =", "missing-default@9-9", "string"},
           Case{"string :=", "missing-default@10-10", "string"},
           Case{"string == x", "bad-default@8-10", "string"},
           Case{"string = \"x\"", "double-quotes@10-11", "string"},
           Case{"string = 'x", "missing-quote@10-11", "string"},
           Case{"string = (now(", "missing-bracket@10-11", "string"},
           Case{"int := a < b < c", "chained-comparison@14-15", "int := "},
           Case{"str\xd0\xb8ng unique", "bad-name@4-5", " unique"},
           Case{"string & unique", "unknown-word@8-9", "string unique"},
           Case{"string uniqe indx", "unknown-word@8-13 unknown-word@14-18", "string"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    const FieldLine line = parse_field_line(text.source, text.sink);
    CHECK(text.reports() == c.reports);
    CHECK(to_text(line) == c.rest);
  }
}

TEST_CASE("field_line: the text of a quoted default has its quotes once") {
  WrittenText text("string = 'it''s'");
  const FieldLine line = parse_field_line(text.source, text.sink);
  CHECK(line.value.literal.text == "it's");
  CHECK(line.value.quoted);
}

TEST_CASE("field_line: in a text that YAML changed, every place is the whole") {
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile& file = files.add("line", "\"string \\x75niqe\"");
  const Spelled source{"string uniqe", Span{&file, 0, 16}};
  parse_field_line(source, sink);
  REQUIRE(sink.diagnostics().size() == 1);
  CHECK(sink.diagnostics()[0].span.begin == 0);
  CHECK(sink.diagnostics()[0].span.end == 16);
}

}  // namespace
}  // namespace plinth
