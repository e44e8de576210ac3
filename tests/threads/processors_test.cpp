#include "threads/processors.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("processors: every number is given to one call") {
  for (const std::size_t count :
       {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
    std::vector<int> calls(count, 0);
    on_all_processors(count, [&](std::size_t at) { ++calls[at]; });
    CHECK(calls == std::vector<int>(count, 1));
  }
}

TEST_CASE("processors: what a call throws reaches the caller") {
  const auto fail = [](std::size_t at) {
    if (at == 7) throw std::runtime_error("seven");
  };
  CHECK_THROWS_WITH_AS(on_all_processors(100, fail), "seven", std::runtime_error);
  WorkBeside work([] { throw std::runtime_error("beside"); });
  CHECK_THROWS_WITH_AS(work.get(), "beside", std::runtime_error);
}

TEST_CASE("processors: work is done when its owner ends, also if nobody asks") {
  std::atomic<int> done{0};
  {
    const WorkBeside one([&] { ++done; });
    const WorkBeside other([&] { ++done; });
  }
  CHECK(done == 2);
}

}  // namespace plinth
