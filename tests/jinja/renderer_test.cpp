#include "jinja/renderer.hpp"

#include <thread>

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("renderer: what has no end is stopped") {
  Options small;
  small.limits.steps = 100'000;
  small.limits.output_bytes = 1'000'000;
  small.limits.items = 100'000;
  small.limits.made_bytes = 50'000'000;
  const Row rows[] = {
      {"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion-limit"},
      {"{% include 'main' %}", "recursion-limit"},
      {"{% extends 'main' %}", "recursion-limit"},
      {"{% import 'main' as m %}", "recursion-limit"},
      {"{% block a %}{{ self.a() }}{% endblock %}", "recursion-limit"},
      {"{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "recursion-limit"},
      {"{% macro m() %}{% call m() %}{% endcall %}{{ caller }}{% endmacro %}"
       "{% call m() %}{% endcall %}",
       "recursion-limit"},
      {"{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
       "step-limit"},
      {"{% for a in range(100000) %}0123456789abcdef{% endfor %}", "too-much-text"},
      {"{{ 'x' * 10**9 }}", "too-much-text"},
      {"{{ 'x'.center(10**9) }}", "too-much-text"},
      {"{{ 'x' | center(10**9) }}", "too-much-text"},
      {"{{ '%1000000000d' % 1 }}", "too-much-text"},
      {"{{ '{:1000000000}'.format(1) }}", "too-much-text"},
      {"{{ 'a\nb' | indent(10**9) }}", "too-much-text"},
      {"{{ ('a' * 10**6) | replace('a', 'b' * 10**6) }}", "too-much-text"},
      {"{{ ('a' * 10**6) | replace('', 'b' * 10**6) }}", "too-much-text"},
      {"{{ range(10**5) | join('x' * 10**6) }}", "too-much-text"},
      {"{{ lipsum(10**9) }}", "too-much-text"},
      {"{{ ('\t' * 1000).expandtabs(10**9) }}", "too-much-text"},
      {"{% set ns = namespace(x='ab') %}{% for i in range(64) %}{% set ns.x = ns.x + ns.x %}"
       "{% endfor %}",
       "too-much-text"},
      {"{% set ns = namespace(x='ab') %}{% for i in range(64) %}{% set ns.x = ns.x ~ ns.x %}"
       "{% endfor %}",
       "too-much-text"},
      {"{% set ns = namespace(x=[1]) %}{% for i in range(64) %}{% set ns.x = ns.x + ns.x %}"
       "{% endfor %}",
       "too-many-items"},
      {"{{ range(1000) | map('center', 10**5) | list | length }}", "too-much-text"},
      {"{% set l = [] %}{% for i in range(1000) %}{% do l.append('x' * 10**5) %}{% endfor %}",
       "memory-limit"},
      {"{% set l = [] %}{% for i in range(1000) %}{% do l.append([0] * 10**4) %}{% endfor %}",
       "memory-limit"},
      {"{{ range(10**18) }}", "too-many-items"},
      {"{{ [0] * 10**12 }}", "too-many-items"},
      {"{{ [1] | slice(10**12) }}", "too-many-items"},
      {"{{ [1] | batch(10**12, 0) }}", "too-many-items"},
  };
  check_errors(rows, Json::object(), small);
}

TEST_CASE("renderer: values that hold themselves end with the rendering") {
  const Row rows[] = {
      {"{% set ns = namespace() %}{% set ns.me = ns %}{% set ns.l = [ns] %}ok", "ok"},
      {"{% set l = [] %}{% do l.append(l) %}{{ l | length }}", "1"},
      {"{% set d = {} %}{% do d.update({'d': d}) %}{{ d | length }}", "1"},
      {"{% set ns = namespace() %}{% macro m() %}{{ ns.x }}{% endmacro %}{% set ns.m = m %}"
       "{% set ns.x = 1 %}{{ ns.m() }}",
       "1"},
      {"{% set ns = namespace() %}{% for i in [1, 2] %}{% macro m() %}<{{ i }}>{% endmacro %}"
       "{% set ns.m = m %}{{ ns.m() }}{% endfor %}{{ ns.m() }}",
       "<1><2><>"},
  };
  check_rows(rows);
}

TEST_CASE("renderer: an error inside of a loop leaves nothing behind that is used") {
  CHECK(error_of("{% macro m() %}{% endmacro %}"
                 "{% for i in [[1]] %}{{ loop }}{% for j in i %}{{ loop.index + nope }}{% endfor %}"
                 "{% endfor %}")
            .id == "not-printable");
  CHECK(error_of("{% macro m() %}{% endmacro %}{% for i in [1] %}{{ loop.index / 0 }}{% endfor %}")
            .id == "division-by-zero");
}

TEST_CASE("renderer: one template renders in several threads at once") {
  InMemoryLoader loader;
  loader.add("main",
             "{% import 'lib' as lib %}{% for x in xs %}{{ lib.m(x.name) }}{{ loop.index }}"
             "{% include 'part' %}{% endfor %}");
  loader.add("lib", "{% macro m(a) %}<{{ a | upper }}>{% endmacro %}");
  loader.add("part", "{{ x.name ~ '!' }}");
  Environment environment(Options{}, loader);
  List items;
  for (int at = 0; at < 50; ++at) items.push_back(Map().set("name", "item " + std::to_string(at)));
  const Value context = Map().set("xs", items);
  const Template& main = environment.get_template("main");
  const std::string expected = main.render(context).str();
  std::vector<std::string> outputs(4);
  std::vector<std::thread> threads;
  for (std::string& output : outputs) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) output = main.render(context).str();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& output : outputs) CHECK(output == expected);
}

TEST_CASE("renderer: an error tells the way to its place") {
  const Templates templates = {{"main", "{% include 'a' %}"},
                               {"a", "{% from 'b' import m %}\n{{ m() }}"},
                               {"b", "{% macro m() %}\n{{ 1 / 0 }}{% endmacro %}"}};
  InMemoryLoader loader;
  for (const auto& [name, text] : templates) loader.add(name, text);
  Environment environment(Options{}, loader);
  try {
    environment.get_template("main").render(Value());
    FAIL_CHECK("nothing was thrown");
  } catch (const DiagnosticError& error) {
    const Diagnostic& diagnostic = error.diagnostic();
    CHECK(diagnostic.span.file->name() == "b");
    REQUIRE(diagnostic.notes.size() == 2);
    CHECK(diagnostic.notes[0].message == "`m` is called from here");
    CHECK(diagnostic.notes[1].message == "included from here");
    CHECK(diagnostic.notes[1].span.file->name() == "main");
  }
}

TEST_CASE("renderer: the context is a map") {
  InMemoryLoader loader;
  loader.add("main", "x");
  Environment environment(Options{}, loader);
  CHECK_THROWS_AS(environment.get_template("main").render(Value(1)), DiagnosticError);
}

}  // namespace plinth::jinja
