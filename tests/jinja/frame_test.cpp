#include "jinja/frame.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("frame: slots start without a value and stay where they are") {
  SlotStack stack;
  const SlotStack::Mark empty = stack.mark();
  Value* first = stack.push(3);
  first[0] = Value("kept");
  const SlotStack::Mark mark = stack.mark();
  Value* large = stack.push(5000);
  CHECK(large[4999].is_unset());
  CHECK(first[0].as_string() == "kept");
  stack.pop(mark, large, 5000);
  CHECK(first[0].as_string() == "kept");
  stack.pop(empty, first, 3);
  CHECK(stack.push(1)[0].is_unset());
}

TEST_CASE("frame: blocks are found from the overriding ones down") {
  Activation activation;
  activation.blocks = {{"a", nullptr, 1}, {"b", nullptr, 2}, {"a", nullptr, 3}};
  CHECK(activation.find_block("a", 0)->plan == 1);
  CHECK(activation.find_block("a", 1)->plan == 3);
  CHECK(activation.find_block("a", 2) == nullptr);
}

}  // namespace plinth::jinja
