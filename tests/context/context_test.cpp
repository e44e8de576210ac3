#include "context/context.hpp"

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <doctest/doctest.h>

#include "context/system_context.hpp"
#include "description/system_reader.hpp"
#include "design/design_of.hpp"
#include "jinja/value.hpp"

namespace plinth {
namespace {

using jinja::Value;

std::string project_text(const std::string& path) {
  std::ifstream stream(std::string(PLINTH_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Calls `visit` with every text in `value`, keys of maps apart, and the path to it.
void each_text(const Value& value, const std::string& path,
               const std::function<void(const Value&, const std::string&)>& visit) {
  if (value.is_string()) return visit(value, path);
  if (value.is_list()) {
    for (const Value& item : value.as_list()) each_text(item, path + "[]", visit);
  }
  if (value.is_map()) {
    for (const jinja::MapEntry& entry : value.as_map()) {
      each_text(entry.value, path + "." + std::string(entry.key.as_string()), visit);
    }
  }
}

TEST_CASE("context: free text of the author is tainted wherever it stands, and nothing else is") {
  const std::string mark = "CANARY \" ' ` | <b>";
  const DerivedText derived(R"(service: s
title: 'CANARY " '' ` | <b>'
summary: 'CANARY " '' ` | <b>'
contact: {name: 'CANARY " '' ` | <b>', email: a@b.example, url: https://a.example}
stack: {because: 'CANARY " '' ` | <b>'}
resources:
  thing:
    summary: 'CANARY " '' ` | <b>'
    description: 'CANARY " '' ` | <b>'
    fields:
      name:
        type: string = 'CANARY'
        summary: 'CANARY " '' ` | <b>'
      kind:
        type: enum(a, b)
        labels: {a: 'CANARY " '' ` | <b>'}
    access: {all: public}
    actions:
      poke: {summary: 'CANARY " '' ` | <b>', errors: [OOPS], access: public}
endpoints:
  GET /pokes/{by}:
    summary: 'CANARY " '' ` | <b>'
    description: 'CANARY " '' ` | <b>'
    params:
      by:
        type: string(10)
        summary: 'CANARY " '' ` | <b>'
    returns:
      times:
        type: int
        summary: 'CANARY " '' ` | <b>'
    access: public
errors:
  OOPS: {status: 409, message: 'CANARY " '' ` | <b>'}
)");
  CHECK_FALSE(derived.sink.has_errors());
  const Value context = make_context(derived.design);
  std::set<std::string> places;
  each_text(context, "", [&](const Value& text, const std::string& path) {
    CAPTURE(path);
    const bool canary = text.as_string().find("CANARY") != std::string_view::npos;
    if (canary) places.insert(path);
    if (canary) CHECK(text.is_tainted());
  });
  for (const char* wanted :
       {".service.title", ".service.summary", ".service.contact.name", ".stack.because",
        ".resources[].summary", ".resources[].fields[].summary", ".resources[].fields[].literal",
        ".resources[].fields[].type.words[].label", ".resources[].actions[].summary",
        ".schemas[].summary", ".schemas[].members[].summary", ".errors[].message"}) {
    CAPTURE(wanted);
    CHECK(places.contains(wanted));
  }
}

TEST_CASE("context: names of the core are clean") {
  const DerivedText derived(project_text("examples/shop/service.yaml"));
  const Value context = make_context(derived.design);
  each_text(context, "", [&](const Value& text, const std::string& path) {
    CAPTURE(path);
    const bool name = path.ends_with(".name.snake") || path.ends_with(".path") ||
                      path.ends_with(".code") || path.ends_with(".method") ||
                      path.ends_with(".wire") || path.ends_with(".kind");
    if (name) CHECK_FALSE(text.is_tainted());
  });
}

/// Whether `context` has every name that a section of the page for pack authors promises at the
/// top.
void check_promises(const std::string& section, const Value& context, std::size_t least) {
  const std::string page = project_text("templates/README.md");
  const std::size_t begin = page.find("## " + section);
  const std::string table = page.substr(begin, page.find("\n## ", begin) - begin);
  const std::regex row(R"(\n\| ((?:`[a-z_]+` ?)+)\|)");
  std::size_t promised = 0;
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at) {
    const std::string names = (*at)[1];
    const std::regex word("[a-z_]+");
    for (std::sregex_iterator one(names.begin(), names.end(), word), last; one != last; ++one) {
      CAPTURE(one->str());
      CHECK(context.find(one->str()) != nullptr);
      ++promised;
    }
  }
  CHECK(promised >= least);
}

TEST_CASE("context: every name that the page for pack authors promises at the top is there") {
  const DerivedText derived(project_text("examples/shop/service.yaml"));
  check_promises("The whole", make_context(derived.design), 20);
}

TEST_CASE("context: so is every name that it promises of a system") {
  DerivedText shop(project_text("examples/shop/service.yaml"));
  const yaml::Document document = yaml::read(
      shop.files.add("system.yaml", "system: market\nservices: {shop: shop.yaml}\n"), shop.sink);
  const SystemDescription written = read_system(document, shop.sink);
  const System system =
      derive_system(written, {{"shop", {"shop"}, &shop.description, &shop.design}}, shop.sink);
  check_promises("A system", make_system_context(system, {make_context(shop.design)}), 6);
}

TEST_CASE("context: a version has what its clients call, where there are several") {
  const DerivedText single("service: a\nresources: {b: {fields: {c: int}}}\n");
  const Value alone = make_context(single.design);
  const Value& version = alone.find("versions")->as_list()[0];
  CHECK(version.find("version")->find("name")->as_string() == "v1");
  CHECK(version.find("endpoints") == nullptr);
  const DerivedText two(
      "service: a\napi: {versions: [v1, v2], sunset: {v1: 2027-06-30}}\n"
      "resources: {b: {fields: {c: int}}, d: {since: v2, fields: {e: int}}}\n");
  const Value context = make_context(two.design);
  const Value& first = context.find("versions")->as_list()[0];
  CHECK(first.find("api")->find("version")->as_string() == "v1");
  CHECK(first.find("version")->find("sunset")->find("weekday")->as_integer() == 2);
  CHECK(first.find("endpoints")->size() == 5);
  CHECK(context.find("endpoints")->size() == 10);
}

TEST_CASE("context: lookups hold the elements of their lists") {
  const DerivedText derived(project_text("examples/saas/service.yaml"));
  const Value context = make_context(derived.design);
  const Value& by_name = *context.find("by_name");
  for (const char* list : {"resources", "schemas", "parameters", "errors", "tables"}) {
    CAPTURE(list);
    CHECK(by_name.find(list)->size() == context.find(list)->size());
    CHECK(context.find(list)->size() > 0);
  }
  CHECK(by_name.find("schemas")->find("ProjectCreate") != nullptr);
}

TEST_CASE("context: an endpoint of its own says what it is, what binds it and what it answers") {
  const DerivedText derived(R"(service: s
resources:
  note:
    fields:
      open: bool
      stars: int = 0
    when: {update: open}
    access: {all: public}
    actions:
      shine: {sets: {stars: stars + 1}, access: public}
endpoints:
  GET /notes/{note}/echoes/{place}: {params: {place: int}, returns: 'note[]', access: public}
)");
  const Value context = make_context(derived.design);
  const Value& endpoints = *context.find("by_name")->find("endpoints");
  const Value& own = *endpoints.find("listNoteEchoesByPlace");
  CHECK(own.find("kind")->as_string() == "custom");
  CHECK(own.find("answer")->find("kind")->as_string() == "rows");
  CHECK(own.find("answer")->find("resource")->as_string() == "note");
  const jinja::List& phrase = own.find("custom")->find("phrase")->as_list();
  REQUIRE(phrase.size() == 4);
  CHECK(phrase[1].find("row")->as_string() == "note");
  CHECK(phrase[3].find("word")->as_string() == "place");
  CHECK(endpoints.find("updateNote")->find("conditions")->as_list().size() == 1);
  CHECK(endpoints.find("deleteNote")->find("conditions")->as_list().empty());
  const Value& note = *context.find("by_name")->find("resources")->find("note");
  const Value& shine = note.find("actions")->as_list()[0];
  CHECK(shine.find("sets")->as_list()[0].find("field")->as_string() == "stars");
}

}  // namespace
}  // namespace plinth
