#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {
namespace {

std::string pack(const Templates& templates) {
  return render(templates, Map().set("text", "1\n2\n\n  3\n"), Options::for_packs());
}

}  // namespace

TEST_CASE("auto_indent: a value carries the indentation of its line") {
  CHECK(pack({{"main", "  {{ text | indent }}"}}) == "  1\n  2\n\n    3\n");
  CHECK(pack({{"main", "\t- a: {{ text | indent }}"}}) == "\t- a: 1\n\t2\n\n\t  3\n");
  CHECK(pack({{"main", "{{ text | indent }}"}}) == "1\n2\n\n  3\n");
  CHECK(pack({{"main", "  {{ text | trim | indent ~ '!' }}"}}) == "  1\n  2\n\n    3!");
}

TEST_CASE("auto_indent: with a width it is Jinja's filter") {
  CHECK(pack({{"main", "  {{ 'a\nb' | indent(1) }}"}}) == "  a\n b");
}

TEST_CASE("auto_indent: outside of packs no width means four") {
  CHECK(render("  {{ 'a\nb' | indent }}") == "  a\n    b");
}

TEST_CASE("auto_indent: macros are indented as a whole, inside and outside") {
  const std::string macro = "{% macro m() %}\na:\n  {{ text | trim | indent }}\n{% endmacro %}\n";
  CHECK(pack({{"main", macro + "    {{ m() | indent }}"}}) ==
        "    a:\n      1\n      2\n\n        3\n");
  CHECK(pack({{"main", macro + "    {{ m() }}"}}) == "    a:\n  1\n  2\n\n    3\n");
}

TEST_CASE("auto_indent: an include marked for it is indented, its first line too") {
  CHECK(pack({{"main", "a:\n  {% include 'part' indent %}\nb"}, {"part", "x\n\ny\n"}}) ==
        "a:\n  x\n\n  y\nb");
  CHECK(pack({{"main", "a:\n  {% include 'part' %}\nb"}, {"part", "x\ny\n"}}) == "a:\nx\ny\nb");
}

TEST_CASE("auto_indent: levels add up") {
  const Templates templates = {{"main", "  {% include 'outer' indent %}\n"},
                               {"outer", "o\n  {% include 'inner' indent %}\n"},
                               {"inner", "i\nj\n"}};
  CHECK(pack(templates) == "  o\n    i\n    j\n");
}

}  // namespace plinth::jinja
