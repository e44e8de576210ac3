#include "jinja/registry.hpp"

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "jinja/environment.hpp"

namespace plinth::jinja {

TEST_CASE("registry: has Jinja2's filters and tests") {
  InMemoryLoader loader;
  const Environment environment(Options{}, loader);
  const Registry& registry = environment.registry();
  for (const char* name :
       {"abs",    "attr",       "batch",       "capitalize", "center",   "count",
        "d",      "default",    "dictsort",    "e",          "escape",   "filesizeformat",
        "first",  "float",      "forceescape", "format",     "groupby",  "indent",
        "int",    "items",      "join",        "last",       "length",   "list",
        "lower",  "map",        "max",         "min",        "pprint",   "random",
        "reject", "rejectattr", "replace",     "reverse",    "round",    "safe",
        "select", "selectattr", "slice",       "sort",       "string",   "striptags",
        "sum",    "title",      "tojson",      "trim",       "truncate", "unique",
        "upper",  "urlencode",  "urlize",      "wordcount",  "wordwrap", "xmlattr"}) {
    CAPTURE(name);
    CHECK(registry.find_filter(name) != nullptr);
  }
  for (const char* name : {"boolean", "callable",  "defined", "divisibleby", "eq",     "equalto",
                           "==",      "escaped",   "even",    "false",       "filter", "float",
                           "ge",      ">=",        "gt",      "greaterthan", ">",      "in",
                           "integer", "iterable",  "le",      "<=",          "lower",  "lt",
                           "<",       "lessthan",  "mapping", "ne",          "!=",     "none",
                           "number",  "odd",       "sameas",  "sequence",    "string", "test",
                           "true",    "undefined", "upper"}) {
    CAPTURE(name);
    CHECK(registry.find_test(name) != nullptr);
  }
  CHECK_THROWS_AS(require_filter(registry, "nope", {}), DiagnosticError);
  CHECK_THROWS_AS(require_test(registry, "nope", {}), DiagnosticError);
}

}  // namespace plinth::jinja
