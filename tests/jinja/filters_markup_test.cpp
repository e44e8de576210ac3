#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("filters_markup: what each filter makes") {
  const Row rows[] = {
      {"{{ '<b>&\"' | e }}{{ '<' | e | e }}{{ '<' | e | forceescape }}",
       "&lt;b&gt;&amp;&#34;&lt;&amp;lt;"},
      {"{{ '<!-- c --><b>x</b>  y &amp; z' | striptags }}", "x y & z"},
      {"{{ 'a b&c/é' | urlencode }}{{ {'q': 'a b'} | urlencode }}", "a%20b%26c/%C3%A9q=a+b"},
      {"{{ {'class': 'a&b', 'id': none} | xmlattr }}", " class=\"a&amp;b\""},
      {"{{ {'b': 1, 'a': '<é>'} | tojson }}", "{\"a\": \"\\u003c\\u00e9\\u003e\", \"b\": 1}"},
      {"{{ [1, {}] | tojson(indent=1) }}", "[\n 1,\n {}\n]"},
      {"{{ ['a'] | pprint }}", "['a']"},
      {"{{ 'see http://x.org.' | urlize }}",
       "see <a href=\"http://x.org\" rel=\"noopener\">http://x.org</a>."},
  };
  check_rows(rows);
}

TEST_CASE("filters_markup: in packs json is written as it comes") {
  CHECK(render("{{ {'b': 1, 'a': '<é>'} | tojson }}", Json::object(), Options::for_packs()) ==
        "{\"b\": 1, \"a\": \"<é>\"}");
}

TEST_CASE("filters_markup: what has no json, no attribute, no query") {
  const Row rows[] = {
      {"{{ range | tojson }}", "not-json"},
      {"{{ nope | tojson }}", "not-json"},
      {"{{ {'a b': 1} | xmlattr }}", "wrong-argument"},
      {"{{ 5 | xmlattr }}", "wrong-type"},
      {"{{ [1] | urlencode }}", "wrong-type"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
