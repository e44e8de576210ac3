#include "description/foreign_relation.hpp"

#include <doctest/doctest.h>

namespace plinth {
namespace {

TEST_CASE("foreign relation: what is written behind it is the resource, called as here") {
  struct Case {
    std::string_view text;
    std::size_t length;
    std::string_view written;
  };
  for (const Case& c :
       {Case{"many-to-one user", 11, "`-> user`"},
        Case{"ManyToOne(() => BlogPost)", 9, "`-> blog_post`"},
        Case{"one_to_one: users unique", 10, "`-> user unique`"},
        Case{"belongsToMany(\"categories\")", 13, "`-> category[]`"},
        Case{"foreign key addresses(id)", 11, "`-> address`"},
        Case{"@relation(\"status\")", 9, "`-> status`"},
        Case{"references: {model: 'boxes', key: 'id'}", 10, "`-> box`"},
        Case{"@relation(fields: [userId])", 9, "`-> resource`"}, Case{"hasMany Post", 7, "`post`"},
        Case{"fk userId", 2, "`-> user_id`"}, Case{"many aB", 4, "`-> a_b[]`"},
        Case{"one ABCDEFGH: x", 3, "`-> x`"}, Case{"many users", 4, "`-> user[]`"},
        Case{"one user", 3, "`-> user`"}, Case{"many-to-many", 12, "`-> resource[]`"},
        Case{"=> user", 2, "`-> user`"}}) {
    CAPTURE(c.text);
    const auto found = foreign_relation(c.text);
    REQUIRE(found);
    CHECK(found->length == c.length);
    CHECK(found->hint.find(c.written) != std::string::npos);
  }
}

TEST_CASE("foreign relation: a name of a type may be one of its words") {
  for (const std::string_view text :
       {"ref", "ref unique", "link = https://a.example", "relation?", "reference[]", "ref 1..5",
        "ref_number string", "refs", "hasmanyness x", "link >= 0", "link /a/", "map<ref>",
        "one of a, b", "many", "one unique", ""}) {
    CAPTURE(text);
    CHECK(!foreign_relation(text));
  }
}

TEST_CASE("foreign relation: as a key it is the whole key") {
  CHECK(hint_for_relation_key("has_many", "posts").find("`post`") != std::string::npos);
  CHECK(hint_for_relation_key("$ref", "#/components/user").find("`-> resource`") !=
        std::string::npos);
  CHECK(hint_for_relation_key("reference_number", "x").empty());
}

}  // namespace
}  // namespace plinth
