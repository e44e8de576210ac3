#include <algorithm>
#include <array>

#include "jinja/builtins.hpp"
#include "jinja/callable.hpp"
#include "jinja/environment.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

// Functions that every template can call.

namespace plinth::jinja {
namespace {

Value range(const FilterCall& call) {
  const auto [first, second, third] = bind_arguments<3>(call, {"start", "stop", "step"}, 1);
  const std::int64_t start = second == nullptr ? 0 : integer_argument(call, first, 0);
  const std::int64_t stop = integer_argument(call, second == nullptr ? first : second, 0);
  const std::int64_t step = integer_argument(call, third, 1);
  if (step == 0) call.fail("wrong-argument", "the step of a `range` is not 0");
  List numbers;
  std::int64_t at = start;
  while (step > 0 ? at < stop : at > stop) {
    numbers.emplace_back(at);
    if (numbers.size() % 1024 == 0) check_item_count(numbers.size(), site_of(call));
    if (__builtin_add_overflow(at, step, &at)) break;
  }
  check_item_count(numbers.size(), site_of(call));
  return numbers;
}

/// A map from another map, or a list of pairs, and keyword arguments.
Map map_of(const FilterCall& call) {
  Map entries;
  if (call.positional.size() > 1) {
    call.fail("wrong-argument", quoted(call.name) + " takes one argument without a name");
  }
  if (!call.positional.empty()) {
    const Value& source = call.positional[0];
    if (source.is_map()) {
      entries = source.as_map();
    } else {
      for (const Value& pair : items_of(source, site_of(call))) {
        const List parts = items_of(pair, site_of(call));
        if (parts.size() != 2) call.fail("wrong-type", quoted(call.name) + " wants pairs");
        entries.set(parts[0], parts[1]);
      }
    }
  }
  for (const KeywordArgument& argument : call.keyword) entries.set(argument.name, argument.value);
  return entries;
}

Value dict(const FilterCall& call) { return map_of(call); }

Value make_namespace(const FilterCall& call) { return Value::callable({Namespace{map_of(call)}}); }

Value cycler(const FilterCall& call) {
  if (call.positional.empty()) {
    call.fail("missing-argument", "`cycler` needs values to go through");
  }
  if (!call.keyword.empty()) {
    call.fail("wrong-argument", "`cycler` takes no arguments with names");
  }
  return Value::callable({Cycler{List(call.positional.begin(), call.positional.end()), 0}});
}

Value joiner(const FilterCall& call) {
  const auto [separator] = bind_arguments<1>(call, {"sep"});
  return Value::callable({Joiner{separator == nullptr ? Value(", ") : *separator, false}});
}

/// Filler text. Jinja2's differs from call to call; output of a generator must not.
Value lipsum(const FilterCall& call) {
  const auto [count, html, smallest, largest] =
      bind_arguments<4>(call, {"n", "html", "min", "max"});
  constexpr std::array<std::string_view, 12> words{"lorem", "ipsum",       "dolor",      "sit",
                                                   "amet",  "consectetur", "adipiscing", "elit",
                                                   "sed",   "tempor",      "magna",      "aliqua"};
  const std::size_t paragraphs = size_argument(call, count, 5);
  const std::size_t length = std::max<std::size_t>(size_argument(call, smallest, 20), 1);
  static_cast<void>(size_argument(call, largest, 100));
  const bool marked = boolean_argument(call, html, true);
  check_text_product(paragraphs, length, site_of(call));
  check_text_product(paragraphs * length, 16, site_of(call));
  std::string out;
  for (std::size_t paragraph = 0; paragraph < paragraphs; ++paragraph) {
    if (paragraph > 0) out += marked ? "\n" : "\n\n";
    if (marked) out += "<p>";
    for (std::size_t word = 0; word < length; ++word) {
      if (word > 0) out += ' ';
      std::string_view text = words[(paragraph * 5 + word) % words.size()];
      if (word == 0) {
        out += static_cast<char>(text.front() - 'a' + 'A');
        text.remove_prefix(1);
      }
      out += text;
    }
    out += marked ? ".</p>" : ".";
  }
  return Value(std::move(out)).with_safety(marked);
}

}  // namespace

void add_builtin_globals(Registry& registry) {
  const auto add = [&](std::string_view name, Value (*function)(const FilterCall&)) {
    registry.globals.set(name, Value::callable({NativeFunction{std::string(name), function}}));
  };
  add("range", range);
  add("dict", dict);
  add("namespace", make_namespace);
  add("cycler", cycler);
  add("joiner", joiner);
  add("lipsum", lipsum);
}

}  // namespace plinth::jinja
