#include <doctest/doctest.h>

#include "jinja/value.hpp"

namespace plinth::jinja {

TEST_CASE("map: a key set again keeps its place and takes the new value") {
  Map map;
  map.set("b", 1).set("a", 2).set("b", 3);
  CHECK(Value(map).dump() == "(map (\"b\" 3) (\"a\" 2))");
}

TEST_CASE("map: many keys are found, in the order they were set") {
  Map map;
  for (int at = 0; at < 1000; ++at) map.set("key number " + std::to_string(at), at);
  CHECK(map.size() == 1000);
  CHECK(map[999].value.as_integer() == 999);
  for (int at = 0; at < 1000; ++at) {
    const Value* found = map.find("key number " + std::to_string(at));
    REQUIRE(found != nullptr);
    CHECK(found->as_integer() == at);
  }
  CHECK(map.find("key number 1000") == nullptr);
}

TEST_CASE("map: numbers that are equal are one key") {
  Map map;
  map.set(Value(1), "int").set(Value(1.0), "real").set(Value(true), "bool");
  CHECK(map.size() == 1);
  CHECK(map.find(Value(1))->as_string() == "bool");
}

TEST_CASE("map: an erased key is gone and the others stay") {
  Map map;
  for (int at = 0; at < 20; ++at) map.set(Value(at), at);
  CHECK(map.erase(Value(3)));
  CHECK_FALSE(map.erase(Value(3)));
  CHECK(map.find(Value(3)) == nullptr);
  CHECK(map.find(Value(19)) != nullptr);
}

TEST_CASE("map: a wrong hint is put right") {
  Map map;
  map.set("a", 1).set("b", 2);
  std::atomic<std::uint32_t> hint{7};
  CHECK(map.find(Value("b"), hint)->as_integer() == 2);
  CHECK(hint.load() == 1);
  CHECK(map.find(Value("zz"), hint) == nullptr);
}

}  // namespace plinth::jinja
