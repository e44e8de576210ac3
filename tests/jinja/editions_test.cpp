#include "jinja/editions.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "jinja/compiled_loader.hpp"
#include "jinja/rendering.hpp"

namespace plinth::jinja {
namespace {

using Two = std::array<std::string, 2>;

/// `<a …>` and `<b …>` are in one edition only.
std::string marked(std::string_view text) {
  std::string out;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '<') {
      open.push_back(text[++at] == 'a' ? 0 : 1);
      out += opening_mark(open.back());
    } else if (text[at] == '>') {
      out += closing_mark(open.back());
      open.pop_back();
    } else {
      out += text[at];
    }
  }
  return out;
}

Two texts_of(std::string_view text) { return texts_of_editions(marked(text)); }

std::string stripped_of_blanks(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n") + 1 - begin);
}

std::vector<std::string> rendered(const Templates& templates, std::vector<std::string> editions,
                                  const Value& context = Map()) {
  InMemoryLoader loader;
  for (const auto& [name, text] : templates) loader.add(name, text);
  const auto render_from = [&](TemplateLoader& source) {
    Environment environment(Options::for_packs(), source);
    std::vector<std::string> texts;
    try {
      for (const RenderedText& text : environment.get_template("main").render(context, editions)) {
        texts.push_back(text.str());
      }
    } catch (const DiagnosticError& error) {
      texts = {error.diagnostic().id + ": " + error.diagnostic().message};
    }
    return texts;
  };
  const std::vector<std::string> texts = render_from(loader);
  CompiledLoader compiled(loader, Options::for_packs());
  CHECK(render_from(compiled) == texts);
  return texts;
}

std::vector<std::string> both(const std::string& text) {
  return rendered({{"main", text}}, {"a", "b"});
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("editions: what is marked is in one text") {
  CHECK(texts_of("") == Two{"", ""});
  CHECK(texts_of("same") == Two{"same", "same"});
  CHECK(texts_of("<aone><btwo>") == Two{"one", "two"});
  CHECK(texts_of("x<a1>y<b2>z") == Two{"x1yz", "xy2z"});
  CHECK(texts_of("<a1<b2>3<a4>>5") == Two{"1345", "5"});
  const std::string umlauts = "\xC3\xBC\xF0\x9F\x98\x80 is text";
  CHECK(texts_of(umlauts + "<a!>") == Two{umlauts + "!", umlauts});
}

TEST_CASE("editions: trimming a text of both trims both") {
  for (const std::string_view text :
       {"", " ", "x", " x ", "<a x ><b y >", " <a x > ", "<a> <b> ", " x <a y > ", "x\n<ay\n>",
        "x\n<ay\n><b>", "<a><b>\n", "\n<a\n>\n<b\n>x", "<a <b > x>\n", "<a <a >y\n>x <b\n>",
        " <b x> <a y> ", "x <b > <a >y <b >"}) {
    CAPTURE(text);
    std::string out = "before " + marked(text);
    trim_editions(out, 7);
    CHECK(out.substr(0, 7) == "before ");
    const Two whole = texts_of(text);
    CHECK(texts_of_editions(out.substr(7)) ==
          Two{stripped_of_blanks(whole[0]), stripped_of_blanks(whole[1])});
  }
}

TEST_CASE("editions: a template says what is in one of its texts") {
  CHECK(both("{% edition 'a' %}one{% endedition %}{% edition 'b' %}two{% endedition %}!") ==
        Texts{"one!", "two!"});
  CHECK(both("x: {% edition \"b\" %}y{% endedition +%}\nz\n") == Texts{"x: \nz\n", "x: y\nz\n"});
  CHECK(both("{% for i in [1, 2] %}\n{% edition 'a' %}\n{{ i }}\n{% endedition %}\n{% endfor %}") ==
        Texts{"1\n2\n", ""});
  CHECK(both("{% set x = 1 %}{% edition 'a' %}{% set x = 2 %}{{ x }}{% endedition %}{{ x }}") ==
        Texts{"21", "1"});
}

TEST_CASE("editions: what macros, blocks, includes and captures print has editions, too") {
  const std::string macro =
      "{% macro m(x) %}\n{% edition 'a' %}\n{{ x }}:\n  - 1\n{% endedition %}\n"
      "{% edition 'b' %}\n[{{ x }}]\n{% endedition %}\n{% endmacro %}\n";
  CHECK(both(macro + "k:\n  {{ m('x') | trim | indent }}\n  {{ m('x') | trim | indent }}\nend\n") ==
        Texts{"k:\n  x:\n    - 1\n  x:\n    - 1\nend\n", "k:\n  [x]\n  [x]\nend\n"});
  CHECK(both(macro + "{% set t = m('y') | trim %}\n  {{ t | indent }};\n") ==
        Texts{"  y:\n    - 1;\n", "  [y];\n"});
  CHECK(both(macro + "{% edition 'b' %}\n{{ m('z') | trim }}\n{% endedition %}\n") ==
        Texts{"", "[z]\n"});
  CHECK(both(macro + "{% filter indent(2, true) %}\n{{ m('f') }}\n{% endfilter %}\n") ==
        Texts{"  f:\n    - 1\n\n", "  [f]\n\n"});
  CHECK(both("{% macro m() %}{{ caller() }}{% endmacro %}"
             "{% call m() %}{% edition 'a' %}1{% endedition %}2{% endcall %}") == Texts{"12", "2"});
  CHECK(rendered({{"main", "k:\n  {% include 'part' indent %}\n{% extends 'base' %}"},
                  {"part", "-"},
                  {"base", "{% block x %}{% edition 'a' %}1{% endedition %}{% endblock %}."}},
                 {"a", "b"}) == Texts{"k:\n  -1.", "k:\n  -."});
}

TEST_CASE("editions: a value is indented as far as the line it stands on") {
  CHECK(rendered({{"main",
                   "{% edition 'a' %}\n  {{ text | indent }}\n{% endedition %}\n"
                   "{% edition 'b' %}\n    {{ text | indent }}\n{% endedition %}\n"}},
                 {"a", "b"}, Map().set("text", "1\n2")) == Texts{"  1\n  2\n", "    1\n    2\n"});
}

TEST_CASE("editions: a line that is empty in one text is indented in the other") {
  const std::string macro =
      "{% macro m() %}\nx\n{% edition 'a' %}\ny\n{% endedition %}\n\nz\n"
      "{% edition 'b' %}1{% endedition +%}\n{% edition 'a' %}\n\n{% endedition %}\n"
      "{% edition 'b' %}\n2\n{% endedition %}\n{% endmacro %}\n";
  const Texts expected{"  x\n  y\n\n  z\n\n\n", "  x\n\n  z\n  1\n  2\n"};
  CHECK(both(macro + "  {{ m() | indent }}") == expected);
  CHECK(both(macro + "  {{ m() | indent(2) }}") == expected);
  CHECK(both(macro + "{% set t = m() %}\n  {{ t | indent }}") == expected);
  CHECK(both(macro + "{% filter indent(2, true) %}{{ m() }}{% endfilter %}") == expected);
}

TEST_CASE("editions: one name makes one text, without what others have") {
  const Templates templates{
      {"main", "{% edition 'a' %}1{% endedition %}{% edition 'b' %}2{% endedition %}"}};
  CHECK(rendered(templates, {"a"}) == Texts{"1"});
  CHECK(rendered(templates, {"c"}) == Texts{""});
}

TEST_CASE("editions: an unknown one is an error") {
  const Templates templates{{"main", "x\n{% edition 'c' %}1{% endedition %}"}};
  CHECK(rendered(templates, {"a", "b"}) ==
        Texts{"unknown-edition: this file has no edition `c`, but `a` and `b`"});
  CHECK(rendered(templates, {}) == Texts{"unknown-edition: what is rendered here has no editions"});
  const Diagnostic error = error_of("x\n{% edition 'c' %}1{% endedition %}");
  CHECK(error.span.begin == 13);
  CHECK(error.span.end == 16);
  const std::array rows{Row{"{% edition a %}{% endedition %}", "template-syntax"},
                        Row{"{% edition %}{% endedition %}", "template-syntax"},
                        Row{"{% edition 'a' %}", "unclosed-block"},
                        Row{"{% for i in [1] %}{% edition 'a' %}{% break %}{% endedition %}"
                            "{% endfor %}",
                            "template-syntax"}};
  check_errors(rows);
}

TEST_CASE("editions: what looks at a text gets no two") {
  const std::string macro = "{% macro m() %}x{% edition 'a' %}1{% endedition %}{% endmacro %}";
  for (const std::string use :
       {"m() | upper", "m() | length", "m().split()", "m() | replace('x', 'y')"}) {
    CAPTURE(use);
    const Texts texts = both(macro + "{{ " + use + " }}");
    CHECK(texts.at(0).starts_with("two-texts: "));
    CHECK(texts.at(0).ends_with(" gets a text that differs between `a` and `b`"));
  }
  CHECK(both(macro + "{{ m() | default('-') }}{{ m() ~ '!' }}") == Texts{"x1x1!", "xx!"});
}

}  // namespace plinth::jinja
