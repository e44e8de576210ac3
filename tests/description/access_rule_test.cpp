#include "description/access_rule.hpp"

#include <doctest/doctest.h>

#include "description/written_text.hpp"

namespace plinth {
namespace {

TEST_CASE("access_rule: a rule is written back in its shortest form") {
  struct Case {
    std::string text;
    std::string expected;
  };
  for (const Case& c : {
           Case{"public", "public"},
           Case{"owner|admin", "owner | admin"},
           Case{" owner  |  admin ", "owner | admin"},
           Case{"owner & admin | support", "owner & admin | support"},
           Case{"owner & (admin | support)", "owner & (admin | support)"},
           Case{"((owner))", "owner"},
           Case{"(owner & admin) | nobody", "owner & admin | nobody"},
           Case{"issue.assignee", "issue.assignee"},
           Case{"orders:refund | admin", "orders:refund | admin"},
           Case{"a | (b | c)", "a | b | c"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    CHECK(to_text(parse_access_rule(text.source, text.sink)) == c.expected);
    CHECK(text.reports() == "");
  }
}

TEST_CASE("access_rule: `&` binds tighter than `|`") {
  WrittenText text("a | b & c");
  const AccessRule rule = parse_access_rule(text.source, text.sink);
  REQUIRE(rule.kind == AccessRule::Kind::Any);
  REQUIRE(rule.operands.size() == 2);
  CHECK(rule.operands[1].kind == AccessRule::Kind::All);
  CHECK(rule.operands[1].span.begin == 4);
  CHECK(rule.span.end == 9);
}

TEST_CASE("access_rule: a path has its segments, a permission is one word") {
  WrittenText text("doctor.account | orders:refund");
  const AccessRule rule = parse_access_rule(text.source, text.sink);
  REQUIRE(rule.operands.size() == 2);
  REQUIRE(rule.operands[0].words.size() == 2);
  CHECK(rule.operands[0].words[1].text == "account");
  CHECK(rule.operands[0].words[1].span.begin == 7);
  REQUIRE(rule.operands[1].words.size() == 1);
  CHECK(rule.operands[1].words[0].text == "orders:refund");
}

TEST_CASE("access_rule: each mistake has one report at its place") {
  struct Case {
    std::string text;
    std::string expected;
  };
  for (const Case& c : {
           Case{"", "missing-rule-name@1-1"},
           Case{"owner |", "missing-rule-name@8-8"},
           Case{"| owner", "bad-rule@1-2"},
           Case{"owner || admin", "bad-rule@7-9"},
           Case{"owner && admin", "bad-rule@7-9"},
           Case{"owner or admin", "bad-rule@7-9"},
           Case{"owner, admin", "bad-rule@6-7"},
           Case{"owner admin", "bad-rule@7-12"},
           Case{"not owner", "rule-without-not@1-4"},
           Case{"!owner", "bad-rule@1-2"},
           Case{"(owner | admin", "missing-bracket@1-2"},
           Case{"owner) | admin", "missing-bracket@6-7"},
           Case{"owner.", "missing-rule-name@7-7"},
           Case{"1st", "bad-rule@1-4"},
           Case{"\xd0\xb0"
                "dmin | owner",
                "bad-name@1-2"},
       }) {
    CAPTURE(c.text);
    WrittenText text(c.text);
    CHECK_FALSE(parse_access_rule(text.source, text.sink).span);
    CHECK(text.reports() == c.expected);
  }
}

TEST_CASE("access_rule: brackets nested without end are refused, not followed") {
  WrittenText text(std::string(100000, '('));
  parse_access_rule(text.source, text.sink);
  CHECK(text.reports() == "rule-too-deep@33-34");
}

}  // namespace
}  // namespace plinth
