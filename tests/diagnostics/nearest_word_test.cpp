#include "diagnostics/nearest_word.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("nearest word: what was meant is found, and nothing is guessed from afar") {
  const std::vector<std::string> known{"category", "customer", "string",
                                       "decimal",  "id",       "resources"};
  struct Case {
    std::string word, nearest;
  };
  for (const Case& c : {
           Case{"categry", "category"},
           Case{"Cusotmer", "customer"},
           Case{"strng", "string"},
           Case{"STRING", "string"},
           Case{"resource", "resources"},
           Case{"di", "id"},
           Case{"xyz", ""},
           Case{"z", ""},
           Case{"ab", ""},
           Case{"", ""},
           Case{"product", ""},
           Case{std::string(65, 'a'), ""},
       }) {
    CAPTURE(c.word);
    CHECK(nearest_word(c.word, known) == c.nearest);
  }
}

TEST_CASE("nearest word: of equally near words the first one is taken") {
  const std::vector<std::string> known{"cat", "car"};
  CHECK(nearest_word("caz", known) == "cat");
}

TEST_CASE("nearest word: known words that are too long are passed over") {
  const std::vector<std::string> known{std::string(100, 'a'), "abc"};
  CHECK(nearest_word("abd", known) == "abc");
}

}  // namespace plinth
