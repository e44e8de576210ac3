#include "jinja/value_sharing.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {
namespace {

Value point(int x, int y) {
  Map map;
  map.set("x", x).set("y", y);
  return map;
}

/// Where the key `x` is kept.
const Value* key_of(const Value& map) { return &map.as_map()[0].key; }

}  // namespace

TEST_CASE("value sharing: maps that are filled alike have the same keys, before and after it ends") {
  Value first;
  Value second;
  {
    const ValueSharing sharing;
    first = point(1, 2);
    second = point(3, 4);
    CHECK(key_of(first) == key_of(second));
  }
  CHECK(key_of(first) == key_of(second));
  CHECK(first.dump() == "(map (\"x\" 1) (\"y\" 2))");
  CHECK(second.dump() == "(map (\"x\" 3) (\"y\" 4))");
  CHECK(key_of(first) != key_of(point(1, 2)));
}

TEST_CASE("value sharing: what is done to one map is not seen in another") {
  const ValueSharing sharing;
  Map grown;
  grown.set("x", 1).set("y", 2);
  Map other = grown;
  const Value before = grown;
  grown.set(std::string_view("made of a text"), 3).set("z", 4).set("x", 5);
  other.erase("y");
  CHECK(Value(grown).dump() == "(map (\"x\" 5) (\"y\" 2) (\"made of a text\" 3) (\"z\" 4))");
  CHECK(Value(other).dump() == "(map (\"x\" 1))");
  CHECK(before.dump() == "(map (\"x\" 1) (\"y\" 2))");
  CHECK(point(1, 2).find("made of a text") == nullptr);
}

TEST_CASE("value sharing: many literal keys are found") {
  const ValueSharing sharing;
  Map map;
  map.set("a", 0).set("b", 1).set("c", 2).set("d", 3).set("e", 4).set("f", 5).set("g", 6);
  map.set("h", 7).set("i", 8).set("j", 9).set("k", 10).set("l", 11).set("m", 12).set("n", 13);
  map.set("o", 14).set("p", 15).set("q", 16).set("r", 17).set("s", 18).set("a", 19);
  CHECK(map.size() == 19);
  CHECK(map.find("a")->as_integer() == 19);
  CHECK(map.find("r")->as_integer() == 17);
  CHECK(map.find("t") == nullptr);
}

TEST_CASE("value sharing: equal values become one, others stay apart") {
  const ValueSharing sharing;
  const Value one = ValueSharing::share(point(1, 2));
  CHECK(one.same_object(ValueSharing::share(point(1, 2))));
  CHECK_FALSE(one.same_object(ValueSharing::share(point(1, 3))));
  CHECK_FALSE(one.same_object(ValueSharing::share(List{1, 2})));
  CHECK_FALSE(ValueSharing::share(List{1, 2}).same_object(ValueSharing::share(List{1.0, 2.0})));
  CHECK_FALSE(ValueSharing::share(List{1}).same_object(ValueSharing::share(Value::tuple({1}))));
  const Value clean = ValueSharing::share(List{"text"});
  const Value hostile = ValueSharing::share(List{Value::tainted("text")});
  CHECK_FALSE(clean.same_object(hostile));
  CHECK(hostile.as_list()[0].is_tainted());
}

TEST_CASE("value sharing: without one, values are shared with none") {
  CHECK_FALSE(ValueSharing::share(point(1, 2)).same_object(ValueSharing::share(point(1, 2))));
}

}  // namespace plinth::jinja
