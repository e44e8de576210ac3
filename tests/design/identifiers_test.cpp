#include "design/identifiers.hpp"

#include <doctest/doctest.h>

namespace plinth {
namespace {

TEST_CASE("identifiers: a name that fits is kept, a longer one ends in a hash of the whole") {
  const std::string fits(63, 'a');
  CHECK(shortened(fits) == fits);
  const std::string longer = fits + "b";
  CHECK(shortened(longer).size() == longest_identifier);
  CHECK(shortened(longer) == shortened(longer));
  CHECK(shortened(longer) != shortened(fits + "c"));
  CHECK(shortened(longer).substr(0, 55) == std::string(54, 'a') + "_");
}

TEST_CASE("identifiers: the hash is the same for ever") {
  CHECK(shortened("the_name_of_a_table_that_is_too_long_for_most", 40) ==
        "the_name_of_a_table_that_is_too_0f22ce5a");
}

TEST_CASE("identifiers: what is taken gets a hash of its owner") {
  Identifiers names;
  CHECK(names.take("a_b_c_key", "a_b + c") == "a_b_c_key");
  const std::string second = names.take("a_b_c_key", "a + b_c");
  CHECK(second != "a_b_c_key");
  CHECK(second.starts_with("a_b_c_key_"));
  CHECK(names.take("a_b_c_key", "a + b_c") != second);
}

}  // namespace
}  // namespace plinth
