#include "jinja/loader.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("loader: gives what was added, and nothing else") {
  InMemoryLoader loader;
  loader.add("a", "1").add("a", "2");
  REQUIRE(loader.find("a") != nullptr);
  CHECK(loader.find("a")->text() == "2");
  CHECK(loader.find("b") == nullptr);
}

}  // namespace plinth::jinja
