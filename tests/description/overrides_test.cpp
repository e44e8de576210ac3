#include "description/overrides.hpp"

#include <doctest/doctest.h>

#include "description/description_reader.hpp"
#include "yaml/reader.hpp"

namespace plinth {
namespace {

const std::string smallest =
    "service: shop\nstack: {database: one}\nresources:\n  order:\n    fields:\n      total: int\n"
    "    access: {all: public}\nevents:\n  order.paid: {summary: Paid.}\n";

struct Overridden {
  SourceFiles files;
  DiagnosticSink sink;
  yaml::Document document;
  Description description;

  explicit Overridden(const std::vector<std::string>& settings, std::string text = smallest)
      : document(yaml::read(files.add("service.yaml", std::move(text)), sink)) {
    apply_overrides(document, settings, files, sink);
    description = read_description(document, sink);
  }

  std::string reports() const {
    std::string out;
    for (const Diagnostic& diagnostic : sink.sorted()) {
      const Position at = diagnostic.span.file->position(diagnostic.span.begin);
      if (!out.empty()) out += ", ";
      out += diagnostic.span.file->name() + ":" + std::to_string(at.line) + ":" +
             std::to_string(at.column) + " " + diagnostic.id;
    }
    return out;
  }
};

TEST_CASE("overrides: a value is replaced, or added with the maps on its way") {
  const Overridden shop({"service=store", "title=Foo: bar # [x]", "api.pagination.style=cursor",
                         "resources.order.soft_delete=true",
                         "resources.order.fields.total=long unique"});
  CHECK(shop.reports() == "");
  CHECK(shop.description.service.text == "store");
  CHECK(shop.description.title.text == "Foo: bar # [x]");
  CHECK(shop.description.api.pagination.style.text == "cursor");
  CHECK(shop.description.resources[0].soft_delete);
  CHECK(to_text(shop.description.resources[0].fields[0].line) == "long unique");
}

TEST_CASE("overrides: lists, maps and quotes are YAML") {
  const Overridden shop({"stack.database=[one, 't''wo', \"th\\x72ee\"]", "title='a # b'",
                         "resources.order.access={read: public, write: nobody}"});
  CHECK(shop.reports() == "");
  REQUIRE(shop.description.stack.databases.size() == 3);
  CHECK(shop.description.stack.databases[1].text == "t'wo");
  CHECK(shop.description.stack.databases[2].text == "three");
  CHECK(shop.description.title.text == "a # b");
  CHECK(shop.description.resources[0].access.size() == 2);
}

TEST_CASE("overrides: a value that cannot be read is reported, and its key is not made") {
  CHECK(Overridden({"title=[a"}).reports() == "--set:1:7 yaml-unclosed-bracket");
  CHECK(Overridden({"title=\"a"}).reports() == "--set:1:7 yaml-unclosed-quote");
  CHECK(Overridden({"title=[a] b"}).reports() == "--set:1:11 yaml-after-value");
  const Overridden damaged({"title=\xff"});
  CHECK(damaged.reports() == "--set:1:7 invalid-utf8");
  CHECK(damaged.sink.diagnostics()[0].hint == "the value of an option is UTF-8");
}

TEST_CASE("overrides: a key with points is found where it is there") {
  const Overridden shop({"events.order.paid.summary=Somebody paid."});
  CHECK(shop.reports() == "");
  CHECK(shop.description.events[0].remarks.summary.text == "Somebody paid.");
}

TEST_CASE("overrides: the last setting of a key counts") {
  CHECK(Overridden({"service=a", "service=b"}).description.service.text == "b");
}

TEST_CASE("overrides: reports name the option, its place in the list and the column") {
  struct Case {
    std::vector<std::string> settings;
    std::string reports;
  };
  for (const Case& c : {
           Case{{"service"}, "--set:1:1 bad-setting"},
           Case{{"=x"}, "--set:1:1 bad-setting"},
           Case{{"title=x", "stack..cache=x"}, "--set:2:1 bad-setting"},
           Case{{"stack.=x"}, "--set:1:1 bad-setting"},
           Case{{"service.name=x"}, "--set:1:1 bad-setting"},
           Case{{"title="}, "--set:1:1 missing-value"},
           Case{{"stak.cache=redis"}, "--set:1:1 unknown-key"},
           Case{{"stack.cash=redis"}, "--set:1:7 unknown-key"},
           Case{{"title=x", "resources.order.soft_delete=yes"}, "--set:2:29 bad-boolean"},
           Case{{"resources.order.fields.total=int uniqe"}, "--set:1:34 unknown-word"},
           Case{{"service=\xd0\xb0"}, "--set:1:9 bad-name"},
       }) {
    CAPTURE(c.settings[0]);
    CHECK(Overridden(c.settings).reports() == c.reports);
  }
}

TEST_CASE("overrides: damaged YAML and hostile characters are reported and not applied") {
  CHECK(Overridden({"stack.database=[one, two"}).sink.error_count() == 1);
  CHECK(Overridden({"title=\x1b[31mred"}).sink.error_count() == 1);
  CHECK(Overridden({"title=a\xe2\x80\xae"
                    "b"})
            .sink.error_count() == 1);
  CHECK(Overridden({"title=\xff"}).sink.error_count() == 1);
  const Overridden shop({"stack.database=[one, two"});
  CHECK(shop.sink.diagnostics()[0].span.file->name() == "--set");
  CHECK(shop.sink.diagnostics()[0].span.begin == 15);
}

TEST_CASE("overrides: a description that could not be read stays as it is") {
  yaml::Document damaged;
  damaged.complete = false;
  SourceFiles files;
  DiagnosticSink sink;
  const std::vector<std::string> settings{"service=store"};
  apply_overrides(damaged, settings, files, sink);
  CHECK(damaged.root.is_null());
  CHECK_FALSE(sink.has_errors());
}

}  // namespace
}  // namespace plinth
