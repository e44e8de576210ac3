#include <doctest/doctest.h>

#include "jinja/registry.hpp"
#include "jinja/rendering.hpp"

namespace plinth::jinja {
namespace {

/// The result for a context with the hostile text `bad` in several places.
std::string render_hostile(const std::string& text, Options options = Options::for_packs()) {
  InMemoryLoader loader;
  loader.add("main", text);
  loader.add("part", "{{ bad }}").add("base", "{% block b %}{% endblock %}");
  loader.add("lib", "{% macro m(a) %}{{ a }}{% endmacro %}{% set x = bad %}");
  Environment environment(std::move(options), loader);
  environment.add_filter(
      "quote",
      [](const FilterCall& call) { return Value("'" + std::string(call.value.as_string()) + "'"); },
      {true, false, false});
  const Value bad = Value::tainted("b <a> d");
  Map context;
  context.set("bad", bad);
  context.set("list", List{"clean", bad});
  context.set("map", Map().set("name", "clean").set("summary", bad));
  context.set("nested", List{Value(Map().set("name", "clean").set("summary", bad))});
  try {
    return environment.get_template("main").render(context).str();
  } catch (const DiagnosticError& error) {
    return error.diagnostic().id;
  }
}

}  // namespace

TEST_CASE("taint: hostile text cannot be printed raw, whatever it went through") {
  for (const char* expression :
       {"bad",
        "bad ~ 'x'",
        "'x' ~ bad",
        "bad + 'x'",
        "'x' + bad",
        "bad * 2",
        "bad[0]",
        "bad[1:]",
        "'%s' % bad",
        "bad % ()",
        "bad if true else ''",
        "bad or 'x'",
        "'' or bad",
        "true and bad",
        "list[1]",
        "list | last",
        "map.summary",
        "map['summary']",
        "nested[0].summary",
        "'x%s' | format(bad)",
        "bad | format",
        "'{}'.format(bad)",
        "'{x}'.format(x=bad)",
        "bad.upper()",
        "bad.split()[0]",
        "bad.split() | first",
        "bad.partition(' ')[0]",
        "bad.splitlines()[0]",
        "'-'.join([bad])",
        "bad.join(['a', 'b'])",
        "'x'.replace('x', bad)",
        "'x'.center(9, bad[0])",
        "bad.strip()",
        "bad.title()",
        "list | join",
        "list | join(', ')",
        "['a', 'b'] | join(bad)",
        "bad | upper",
        "bad | lower",
        "bad | capitalize",
        "bad | title",
        "bad | trim",
        "bad | string",
        "bad | replace('b', 'c')",
        "'x' | replace('x', bad)",
        "bad | center(20)",
        "bad | indent(2)",
        "bad | indent",
        "'a\nb' | indent(bad)",
        "bad | truncate(5, true)",
        "'long long long' | truncate(9, end=bad)",
        "bad | wordwrap(2)",
        "'a b' | wordwrap(1, wrapstring=bad)",
        "bad | e",
        "bad | escape",
        "bad | forceescape",
        "bad | safe",
        "bad | striptags",
        "bad | urlencode",
        "bad | urlize",
        "map | urlencode",
        "{'k': bad} | xmlattr",
        "bad | tojson",
        "list | tojson",
        "map | tojson",
        "bad | pprint",
        "list | pprint",
        "bad | default('x')",
        "nope | default(bad)",
        "bad | first",
        "bad | last",
        "bad | random",
        "bad | list | first",
        "bad | reverse",
        "list | reverse | first",
        "list | sort | first",
        "list | unique | list | last",
        "list | min",
        "[bad] | max",
        "[bad] | sum(start='')",
        "list | batch(1) | last | first",
        "list | slice(1) | first | last",
        "nested | groupby('summary') | first | first",
        "map | dictsort | last | last",
        "map | items | list | last | last",
        "map | attr('summary')",
        "list | map('upper') | last",
        "nested | map(attribute='summary') | first",
        "list | select | list | last",
        "list | reject('none') | list | last",
        "nested | selectattr('summary') | map(attribute='summary') | first",
        "nested | rejectattr('name', 'none') | map(attribute='summary') | first",
        "dict(a=bad).a",
        "map.values() | list | last",
        "map.get('summary')",
        "map.get('x', bad)",
        "map.items() | list | last | last",
        "{bad: 1} | first",
        "cycler(bad).next()",
        "[[bad]] | string",
        "bad | list | string",
        "[bad] | list | join"}) {
    CAPTURE(expression);
    Options options = Options::for_packs();
    options.plain_output = false;
    options.undefined = UndefinedPolicy::Lenient;
    CHECK(render_hostile("{{ " + std::string(expression) + " }}", options) == "tainted-output");
  }
}

TEST_CASE("taint: containers of hostile text cannot be printed either") {
  Options options = Options::for_packs();
  options.plain_output = false;
  for (const char* expression : {"list", "map", "nested", "{bad: 1}", "[[bad]]"}) {
    CAPTURE(expression);
    CHECK(render_hostile("{{ " + std::string(expression) + " }}", options) == "tainted-output");
  }
}

TEST_CASE("taint: variables, macros and loops pass it on") {
  for (const char* text :
       {"{% set x = bad %}{{ x }}", "{% for x in list %}{{ x }}{% endfor %}",
        "{% for c in bad %}{{ c }}{% endfor %}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(bad) }}",
        "{% with x = bad %}{{ x }}{% endwith %}", "{% set x %}{{ bad }}{% endset %}",
        "{% filter upper %}{{ bad }}{% endfilter %}", "{% set ns = namespace(x=bad) %}{{ ns.x }}",
        "{% for k, v in map.items() %}{{ v }}{% endfor %}",
        "{% set j = joiner(bad) %}{{ j() }}{{ j() }}", "{% include 'part' %}",
        "{% extends 'base' %}{% block b %}{{ bad }}{% endblock %}",
        "{% import 'lib' as lib %}{{ lib.m(bad) }}",
        "{% import 'lib' as lib with context %}{{ lib.x }}",
        "{% from 'lib' import m %}{{ m(bad) | trim }}", "{{ map.get('summary') | trim }}",
        "{{ map.get('summary') | indent }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ bad }}{% endcall %}",
        "{% for x in list recursive %}{{ x }}{% endfor %}"}) {
    CAPTURE(text);
    CHECK(render_hostile(text) == "tainted-output");
  }
}

TEST_CASE("taint: an escaping filter makes text clean, and what was printed is clean") {
  const Row rows[] = {
      {"{{ bad | quote }}", "'b <a> d'"},
      {"{{ bad | upper | quote }}", "'B <A> D'"},
      {"{{ bad | quote | upper ~ '!' }}", "'B <A> D'!"},
      {"{% macro m(a) %}{{ a | quote }}{% endmacro %}{{ m(bad) | upper }}", "'B <A> D'"},
      {"{% set x %}{{ bad | quote }}{% endset %}{{ x }}", "'b <a> d'"},
      {"{% filter upper %}{{ bad | quote }}{% endfilter %}", "'B <A> D'"},
      {"{{ list | map('quote') | join(', ') }}", "'clean', 'b <a> d'"},
      {"{% call(a) m() %}{{ a | quote }}{% endcall %}", "undefined-name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(render_hostile(row.source) == row.expected);
  }
}

TEST_CASE("taint: what is clean beside hostile text stays clean") {
  const Row rows[] = {
      {"{{ list | first }}{{ map.name }}{{ nested | map(attribute='name') | join }}",
       "cleancleanclean"},
      {"{{ map.get('name') }}{{ map | length }}{{ bad | length }}{{ bad | wordcount }}",
       "clean273"},
      {"{{ 'x' if bad else 'y' }}{{ bad == 'b' }}{{ 'a' in bad }}{{ bad is string }}",
       "xfalsetruetrue"},
      {"{{ map.name | default(bad) }}{{ '7' | int + bad | length }}", "clean14"},
      {"{{ map | dictsort | first | first }}", "name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(render_hostile(row.source) == row.expected);
  }
}

TEST_CASE("taint: the error names the expression and the filters that help") {
  InMemoryLoader loader;
  loader.add("main", "{{ summary }}");
  Environment environment(Options::for_packs(), loader);
  const auto same = [](const FilterCall& call) { return call.value; };
  environment.add_filter("comment", same, {true, false, false});
  environment.add_filter("string", same, {true, false, false});
  try {
    environment.get_template("main").render(Map().set("summary", Value::tainted("x")));
    FAIL_CHECK("nothing was thrown");
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().message == "`summary` is free text; write it with an escaping filter");
    CHECK(error.diagnostic().hint == "the escaping filters are `| comment`, `| string`");
  }
}

TEST_CASE("taint: every filter of the registry was tried above") {
  InMemoryLoader loader;
  const Environment environment(Options{}, loader);
  // A new filter must be added to the list of expressions, or here with a reason.
  CHECK(environment.registry().filter_names().size() == 54);
}

}  // namespace plinth::jinja
