#include "jinja/macro_memory.hpp"

#include <doctest/doctest.h>

#include "jinja/callable.hpp"
#include "jinja/rendering.hpp"

namespace plinth::jinja {
namespace {

/// What `main` gives with the templates `m` and `n` beside it.
std::string with_modules(const std::string& main, const std::string& m, const std::string& n = "") {
  Map context;
  context.set("one", 1).set("names", List{"a", "b"});
  return render(Templates{{"main", main}, {"m", m}, {"n", n}}, context);
}

}  // namespace

TEST_CASE("macro memory: what was printed comes again for the same arguments only") {
  MacroMemory memory;
  CallArguments arguments;
  arguments.add("text");
  MacroMemory::Call call{&arguments};
  REQUIRE(memory.may_repeat(call));
  CHECK(memory.find(call) == nullptr);
  memory.keep(call, "printed");
  REQUIRE(memory.find(call) != nullptr);
  CHECK(*memory.find(call) == "printed");

  CallArguments tainted;
  tainted.add(Value::tainted("text"));
  MacroMemory::Call other{&tainted};
  REQUIRE(memory.may_repeat(other));
  CHECK(memory.find(other) == nullptr);

  CallArguments named;
  named.add("name", "text");
  MacroMemory::Call third{&named};
  REQUIRE(memory.may_repeat(third));
  CHECK(memory.find(third) == nullptr);
}

TEST_CASE("macro memory: arguments that can change are not remembered") {
  MacroMemory memory;
  const Value changeable = List{1};
  changeable.allow_change();
  for (const Value& value : {changeable, Value::tuple({1}), Value::callable({Cycler{}})}) {
    CallArguments arguments;
    arguments.add(value);
    MacroMemory::Call call{&arguments};
    CHECK_FALSE(memory.may_repeat(call));
  }
}

TEST_CASE("macro memory: a macro that never repeats is not asked for any more") {
  MacroMemory memory;
  std::size_t asked = 0;
  for (int at = 0; at < 1000; ++at) {
    CallArguments arguments;
    arguments.add(at);
    MacroMemory::Call call{&arguments};
    if (!memory.may_repeat(call)) continue;
    ++asked;
    if (memory.find(call) == nullptr) memory.keep(call, "x");
  }
  CHECK(asked == 32);
}

TEST_CASE("macro memory: a macro with a state prints what it has come to") {
  const Row rows[] = {
      {"{% set seen = [] %}{% macro m(x) %}{% do seen.append(x) %}{{ seen | length }}{% endmacro %}"
       "{{ m(1) }}{{ m(1) }}{{ m(1) }}",
       "123"},
      {"{% set ns = namespace(n=0) %}{% macro m() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro "
       "%}"
       "{{ m() }}{{ m() }}",
       "12"},
      {"{% set ns = namespace(n=0) %}{% macro m() %}{{ ns.n }}{% endmacro %}"
       "{{ m() }}{% set ns.n = 7 %}{{ m() }}",
       "07"},
      {"{% set c = cycler('a', 'b') %}{% macro m() %}{{ c.next() }}{% endmacro %}{{ m() }}{{ m() "
       "}}",
       "ab"},
      {"{% set j = joiner(',') %}{% macro m() %}{{ j() }}x{% endmacro %}{{ m() }}{{ m() }}", "x,x"},
      {"{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% set x = 2 %}{{ m() }}",
       "12"},
      {"{% macro m() %}{{ x | d('-') }}{% endmacro %}{{ m() }}{% set x = 2 %}{{ m() }}", "-2"},
      {"{% macro m() %}{% set l = [] %}{% do l.append(1) %}{{ l }}{% endmacro %}{{ m() }}{{ m() }}",
       "[1][1]"},
      {"{% for x in [1, 2] %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{{ m() }}{% endfor %}",
       "1122"},
      {"{% macro m() %}a{% endmacro %}{% macro n() %}{{ m() }}{% endmacro %}{{ n() }}"
       "{% macro m() %}b{% endmacro %}{{ n() }}",
       "ab"},
      {"{% macro m(x) %}{{ caller() }}{{ x }}{% endmacro %}{% for i in [1, 2] %}"
       "{% call m(0) %}{{ i }}{% endcall %}{% endfor %}",
       "1020"},
      {"{% macro m(l) %}{{ l | length }}{% endmacro %}{% set l = [] %}{{ m(l) }}{% do l.append(1) "
       "%}"
       "{{ m(l) }}",
       "01"},
      {"{% macro m(t) %}{{ t[0] | length }}{% endmacro %}{% set l = [] %}{% set t = (l, 1) %}"
       "{{ m(t) }}{% do l.append(1) %}{{ m(t) }}",
       "01"},
      {"{% macro m(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(x=1) }}"
       "{{ m(1, y=3) }}",
       "11121113"},
      {"{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}{{ m(a=1) }}{{ m(b=1) }}",
       "(1,){}(){'a': 1}(){'b': 1}"},
  };
  check_rows(rows);
}

TEST_CASE("macro memory: macros of a module see what it sees each time it is imported") {
  CHECK(with_modules("{% for x in [1, 2] %}{% import 'm' as m with context %}{{ m.f() }}{{ m.f() }}"
                     "{% endfor %}",
                     "{% macro f() %}{{ x }}{% endmacro %}") == "1122");
  CHECK(with_modules("{% for x in [1, 2] %}{% include 'm' %}{% endfor %}",
                     "{% import 'n' as n with context %}{{ n.f() }}{{ n.f() }}",
                     "{% macro f() %}{{ x }}{{ one }}{% endmacro %}") == "11112121");
  CHECK(with_modules("{% import 'm' as m %}{{ m.add('a') }}{{ m.add('a') }}{{ m.count() }}",
                     "{% set all = [] %}{% macro add(x) %}{% do all.append(x) %}{% endmacro %}"
                     "{% macro count() %}{{ all | length }}{% endmacro %}") == "2");
  CHECK(with_modules("{% from 'm' import f %}{% for n in names %}{{ f(n) }}{{ f(n) }}{% endfor %}",
                     "{% macro g(x) %}<{{ x }}>{% endmacro %}"
                     "{% macro f(x) %}{{ g(x) }}{{ g(x) | upper }}{% endmacro %}") ==
        "<a><A><a><A><b><B><b><B>");
}

TEST_CASE(
    "macro memory: what is printed from memory is indented, trimmed and captured like the rest") {
  CHECK(with_modules("{% import 'm' as m %}"
                     "  {{ m.f('x') | indent }}\n    {{ m.f('x') | indent }}\n"
                     "{{ m.f('x') | trim | upper }}{% set t = m.f('x') %}{{ t | length }}",
                     "{% macro f(x) %}{{ x }}\n{{ x }}\n{% endmacro %}") ==
        "  x\n    x\n\n    x\n    x\n\nX\nX4");
}

}  // namespace plinth::jinja
