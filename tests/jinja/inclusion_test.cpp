#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

namespace {

std::string join(const Templates& templates, const Options& options = {}) {
  return render(templates, Map().set("v", "ctx"), options);
}

}  // namespace

TEST_CASE("inclusion: includes see what is around them") {
  CHECK(join({{"main", "{% for i in [1, 2] %}{% include 'b' %}{% endfor %}"},
              {"b", "{{ i }}{{ v }};"}}) == "1ctx;2ctx;");
  CHECK(join({{"main", "{% set v = 1 %}{% include 'b' without context %}"}, {"b", "[{{ v }}]"}}) ==
        "[]");
  CHECK(join({{"main", "{% include 'b' %}{{ q }}"}, {"b", "{% set q = 5 %}{{ q }}"}}) == "5");
  CHECK(join({{"main", "{% include ['x', 'b'] %}{% include 'x' ignore missing %}"}, {"b", "B"}}) ==
        "B");
  CHECK(join({{"main", "{% include 'x' %}"}}) == "no-such-template@1:12 there is no template `x`");
}

TEST_CASE("inclusion: imports give macros and variables") {
  const std::string library =
      "{% macro m(x) %}<{{ x }}{{ v }}>{% endmacro %}{% set s = 7 %}{% set _p = 1 %}text";
  CHECK(join({{"main", "{% import 'l' as l %}{{ l.m(1) }}{{ l.s }}{{ l._p }}{{ l }}"},
              {"l", library}}) == "<1>7text");
  CHECK(join({{"main", "{% from 'l' import m as q, s with context %}{{ q(1) }}{{ s }}"},
              {"l", library}}) == "<1ctx>7");
  CHECK(join({{"main", "{% set w = 1 %}{% import 'l' as l with context %}{{ l.m() }}"},
              {"l", "{% macro m() %}{{ w }}{% endmacro %}"}}) == "1");
}

TEST_CASE("inclusion: in strict mode a name that is not exported is an error at once") {
  const Templates templates = {{"main", "{% from 'l' import mocro %}ok"},
                               {"l", "{% macro macro_() %}{% endmacro %}"}};
  CHECK(join(templates) == "ok");
  CHECK(join(templates, strict_options()) ==
        "undefined-name@1:20 the template `l` does not export `mocro`");
}

TEST_CASE("inclusion: blocks are overridden from the child up") {
  const std::string base = "<{% block a %}A{% endblock %}|{% block b %}B{% endblock %}>";
  CHECK(join({{"main", "{% extends 'base' %}{% block a %}1{{ super() }}{% endblock %}"},
              {"base", base}}) == "<1A|B>");
  CHECK(join({{"main", "{% extends 'mid' %}{% block a %}1{{ super.super() }}{% endblock %}"},
              {"mid", "{% extends 'base' %}{% block a %}2{% endblock %}"},
              {"base", base}}) == "<1A|B>");
  CHECK(
      join({{"main",
             "{% extends 'base' %}{% set t = 1 %}{% block a %}{{ t }}{{ self.b() }}{% endblock %}"},
            {"base", base}}) == "<1B|B>");
  CHECK(join({{"main", "{% extends 'base' %}{% block a %}{{ i }}{% endblock %}"},
              {"base", "{% for i in [1, 2] %}{% block a scoped %}{% endblock %}{% endfor %}"}}) ==
        "12");
  CHECK(join({{"main", "{% if v %}{% extends 'base' %}{% endif %}x{% block a %}y{% endblock %}"},
              {"base", base}}) == "<y|B>");
  CHECK(
      join({{"main", "{% extends 'base' %}"}, {"base", "{% block a required %}{% endblock %}"}}) ==
      "missing-block@1:4 the block `a` is required, but no template gives it");
}

TEST_CASE("inclusion: a block of a template that is over cannot be called") {
  CHECK(join({{"main", "{% set ns = namespace() %}{% include 'b' %}{{ ns.block() }}"},
              {"b", "{% block a %}x{% set ns.block = self.a %}{% endblock %}"}}) ==
        "template-is-over@1:47 this block belongs to a template that is rendered already");
}

}  // namespace plinth::jinja
