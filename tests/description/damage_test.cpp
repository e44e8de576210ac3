#include "description/damage.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "description/read_text.hpp"

namespace plinth {
namespace {

const std::string shop =
    "service: shop\n"
    "resources:\n"
    "  Order:\n"
    "    fields:\n"
    "      total: int uniqe\n"
    "      note: string\n"
    "      gone:\n"
    "    filter: [total, total]\n"
    "  user: {fields: {name: string}}\n"
    "  user: {fields: {nick: string}}\n";

}  // namespace

TEST_CASE("damage: what was reported may have had a name that is looked for later") {
  const ReadText read(shop);
  const Damage& damage = read.description.damage;
  CHECK(damage.may_have_named("order"));  // `Order` is no name
  CHECK(damage.may_have_named("gone"));   // it has no value
  CHECK(damage.may_have_named("nick"));   // it stands below a key that is there already
  CHECK_FALSE(damage.may_have_named("invoice"));
  CHECK_FALSE(damage.may_have_named("total"));  // twice in a list, but there
}

TEST_CASE("damage: a word like one that was reported is that one, unless it is there") {
  const ReadText read(shop);
  const std::array<std::string, 1> known{"gone"};
  CHECK(read.description.damage.may_have_named("gon"));
  CHECK_FALSE(read.description.damage.may_have_named("gon", known));
}

TEST_CASE("damage: a key whose value could not be read has lost what it declares") {
  const Damage damage = ReadText(
                            "service: shop\nauth: {identity: user, roles: 5}\ntypes: [a]\n"
                            "integrations: x\nevents:\n  a.b: {sumary: x}\n"
                            "resources:\n  order: 5\n")
                            .description.damage;
  for (const char* const lost : {"roles", "types", "integrations", "order"}) {
    CAPTURE(lost);
    CHECK(damage.has_lost(lost));
  }
  CHECK_FALSE(damage.has_lost("auth"));
  CHECK_FALSE(damage.has_lost("events"));  // a mistake inside loses nothing else of it
  CHECK_FALSE(damage.has_lost("resources"));
}

TEST_CASE("damage: touches what holds the place of a report") {
  const ReadText read(shop);
  const Damage& damage = read.description.damage;
  const WrittenResource& order = read.description.resources.at(0);
  CHECK(damage.touches(order.span));
  CHECK(damage.touches(order.fields.at(0).span));
  CHECK_FALSE(damage.touches(order.fields.at(1).span));
  CHECK_FALSE(damage.touches({}));
  CHECK_FALSE(Damage().touches(order.span));
}

TEST_CASE("damage: what is wrong with another file of the run hides nothing here") {
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile& other = files.add("other.yaml", "gone: 1\n");
  sink.error("bad-name", {&other, 0, 4}, "it is wrong");
  const yaml::Document document = yaml::read(files.add("service.yaml", "service: shop\n"), sink);
  const Description description = read_description(document, sink);
  CHECK_FALSE(description.damage.may_have_named("gone"));
}

TEST_CASE("damage: a key with a slip of the pen is read as the one that was meant") {
  const ReadText read("service: shop\nresorces:\n  user:\n    feilds: {name: strin uniqe}\n");
  CHECK(read.reports() == "2:1 unknown-key, 4:5 unknown-key, 4:26 unknown-word");
  REQUIRE(read.description.resources.size() == 1);
  CHECK(read.description.resources[0].fields.size() == 1);
}

TEST_CASE(
    "damage: of two keys that are meant as one, the first is read, and none beside the right one") {
  CHECK(ReadText(
            "service: shop\nresources:\n  user:\n    fields: {a: string}\n    feilds: {b: x y}\n")
            .reports() == "5:5 unknown-key");
  CHECK(ReadText(
            "service: shop\nresources:\n  user:\n    feilds: {a: string}\n    fieldss: {b: x y}\n")
            .reports() == "4:5 unknown-key, 5:5 unknown-key");
}

}  // namespace plinth
