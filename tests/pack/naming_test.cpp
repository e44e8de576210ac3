#include "pack/naming.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"

using plinth::DiagnosticError;
using plinth::NameStyle;
using plinth::NameWriter;

namespace {

struct Row {
  std::string_view name;
  std::string_view expected;
};

const std::vector<std::string> reserved{"order", "User"};

NameStyle plain_style() {
  NameStyle style;
  style.name = "member";
  for (char c = 'a'; c <= 'z'; ++c) style.first[static_cast<std::size_t>(c)] = true;
  style.rest = style.first;
  style.rest['_'] = style.rest['1'] = style.rest['2'] = true;
  style.first['_'] = true;
  return style;
}

NameStyle quoting_style() {
  NameStyle style = plain_style();
  style.quotes = true;
  style.quote_before = "[";
  style.quote_after = "]";
  return style;
}

std::string refusal(const NameWriter& writer, std::string_view name) {
  try {
    writer.write(name, {});
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().id == "unprintable-name");
    return error.diagnostic().message;
  }
  return "not refused";
}

}  // namespace

TEST_CASE("naming: what is reserved or ill-formed is quoted, the closing mark doubled") {
  const NameWriter writer(quoting_style(), reserved, false);
  for (const Row& row : {Row{"product", "product"}, Row{"order", "[order]"}, Row{"user", "user"},
                         Row{"1st", "[1st]"}, Row{"a-b", "[a-b]"}, Row{"a]b[", "[a]]b[]"},
                         Row{"Product", "[Product]"}, Row{"größe", "[größe]"}}) {
    CAPTURE(row.name);
    CHECK(writer.write(row.name, {}) == row.expected);
  }
}

TEST_CASE("naming: reserved words may ignore case") {
  const NameWriter writer(quoting_style(), reserved, true);
  CHECK(writer.write("user", {}) == "[user]");
  CHECK(writer.write("ORDER", {}) == "[ORDER]");
}

TEST_CASE("naming: a style without quotes changes the name") {
  NameStyle style = plain_style();
  style.suffix = "_";
  style.reserved = {"self"};
  const NameWriter writer(style, reserved, false);
  for (const Row& row : {Row{"product", "product"}, Row{"order", "order_"}, Row{"self", "self_"},
                         Row{"1st", "_1st_"}, Row{"a-b", "a_b_"}, Row{"größe", "gr__e_"}}) {
    CAPTURE(row.name);
    CHECK(writer.write(row.name, {}) == row.expected);
  }
  style.suffix = "";
  style.prefix = "p_";
  CHECK(NameWriter(style, reserved, false).write("order", {}) == "p_order");
}

TEST_CASE("naming: a name that is too long ends in a hash of all of it") {
  NameStyle style = quoting_style();
  style.length = 16;
  const NameWriter writer(style, {}, false);
  const std::string first = writer.write("abcdefghijklmnop_a", {});
  const std::string second = writer.write("abcdefghijklmnop_b", {});
  CHECK(writer.write("abcdefghijklmnop", {}) == "abcdefghijklmnop");
  CHECK(first != second);
  CHECK(first.find("abcdefg_") != std::string::npos);
  CHECK(writer.write("abcdefghijklmnop_a", {}) == first);
  style.quotes = false;
  CHECK(NameWriter(style, {}, false).write("zzzzzzzzzzzzzzzzzz", {}).size() <= 17);
}

TEST_CASE("naming: an empty name and one with control characters are refused") {
  const NameWriter writer(quoting_style(), {}, false);
  CHECK(refusal(writer, "") == "an empty name cannot be written by `| member`");
  CHECK(refusal(writer, "a\nb") ==
        "a name with the character U+000a cannot be written by `| member`");
  CHECK(refusal(writer, "a\u202e") ==
        "a name with the character U+202e cannot be written by `| member`");
  CHECK(refusal(writer, "\xff") ==
        "a name that is not valid UTF-8 cannot be written by `| member`");
}
