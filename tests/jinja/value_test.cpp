#include "jinja/value.hpp"

#include <thread>

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("value: each kind says what it is and what it holds") {
  struct Case {
    Value value;
    Kind kind;
    std::string dump;
  };
  const Case cases[] = {
      {Value(), Kind::Undefined, "undefined"},
      {Value::none(), Kind::None, "none"},
      {Value(true), Kind::Boolean, "true"},
      {Value(7), Kind::Integer, "7"},
      {Value(2.5), Kind::Real, "2.5"},
      {Value("short"), Kind::String, "\"short\""},
      {Value("a text of more than thirteen bytes"), Kind::String,
       "\"a text of more than thirteen bytes\""},
      {Value(List{1, "a"}), Kind::List, "(list 1 \"a\")"},
      {Value::tuple({1}), Kind::List, "(tuple 1)"},
      {Value(Map().set("k", 1)), Kind::Map, "(map (\"k\" 1))"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.dump);
    CHECK(c.value.kind() == c.kind);
    CHECK(c.value.dump() == c.dump);
  }
}

TEST_CASE("value: text of 13 bytes is stored inside, longer text is shared") {
  for (const std::size_t size : {0U, 1U, 12U, 13U, 14U, 100U}) {
    const std::string text(size, 'x');
    CAPTURE(size);
    const Value value = std::string_view(text);
    const Value copy = value;
    CHECK(copy.as_string() == text);
    CHECK((copy.as_string().data() == value.as_string().data()) == (size > 13));
  }
}

TEST_CASE("value: borrowed text stays where it is") {
  const std::string text = "text that lives in the caller";
  CHECK(Value::borrowed(text).as_string().data() == text.data());
}

TEST_CASE("value: marks do not change what a text is compared by") {
  const Value clean = "name";
  CHECK(clean.same_text(Value::tainted("name")));
  CHECK(clean.same_text(clean.with_safety()));
  CHECK_FALSE(clean.same_text(Value("names")));
  CHECK_FALSE(clean.same_text(Value("nam")));
  CHECK(Value::tainted("x").is_tainted());
  CHECK_FALSE(Value::tainted("x").with_taint(false).is_tainted());
}

TEST_CASE("value: a copy of an alias owns what it names") {
  Value copy;
  {
    const Value list = List{std::string(40, 'a'), 2};
    const Value alias = list.alias();
    copy = alias;
  }
  CHECK(copy.size() == 2);
}

TEST_CASE("value: lists nested a million times end without recursion") {
  Value value = List{};
  for (int depth = 0; depth < 1'000'000; ++depth) value = List{std::move(value)};
  CHECK(value.size() == 1);
  value = Value();
  CHECK(value.is_undefined());
}

TEST_CASE("value: copies in several threads count together") {
  const Value shared = List{std::string(100, 'x')};
  std::vector<std::thread> threads;
  for (int at = 0; at < 4; ++at) {
    threads.emplace_back([&shared] {
      for (int round = 0; round < 1000; ++round) const Value copy = shared;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(shared.is_unshared());
}

}  // namespace plinth::jinja
