#include "design/pattern_sample.hpp"

#include <regex>

#include <doctest/doctest.h>

namespace plinth {
namespace {

TEST_CASE("pattern_sample: the sample matches its pattern and its length") {
  struct Row {
    std::string pattern;
    std::uint64_t least, most;
  };
  for (const Row& row :
       {Row{"^[a-z][a-z0-9-]*$", 2, 40}, Row{"^[A-Z]{2,10}$", 2, 10}, Row{"^\\d{4}-\\d{2}$", 0, 7},
        Row{"^(foo|bar)+$", 9, 30}, Row{"[^a-z]+", 1, 3}, Row{"^(?:ab?c){2}$", 1, 20},
        Row{"^\\S(.*\\S)?$", 1, 100}, Row{"^[\\w.-]+@x\\.y$", 5, 20}, Row{"^a+?b$", 30, 60},
        Row{"^#[0-9a-f]{6}$", 7, 7}, Row{"^[A-Z]{2}-[0-9]+$", 10, 10}}) {
    CAPTURE(row.pattern);
    const auto sample = sample_of_pattern(row.pattern, row.least, row.most);
    REQUIRE(sample.has_value());
    CHECK(std::regex_search(*sample, std::regex(row.pattern)));
    CHECK(sample->size() >= row.least);
    CHECK(sample->size() <= row.most);
  }
}

TEST_CASE("pattern_sample: characters beyond ASCII are whole") {
  CHECK(sample_of_pattern("^[а-яё]{2,20}$", 2, 20) == "ааааа");
  CHECK(sample_of_pattern("^é+$", 0, 9) == "éééé");
  CHECK(sample_of_pattern("^[中]$", 1, 1) == "中");
}

TEST_CASE("pattern_sample: what cannot be followed gives nothing") {
  for (const std::string pattern : {"(?=a)b", "(a)\\1", "a{2", "[", "*", "(", "^[a-z]{9}$"}) {
    CAPTURE(pattern);
    CHECK_FALSE(sample_of_pattern(pattern, 0, 5).has_value());
  }
}

}  // namespace
}  // namespace plinth
