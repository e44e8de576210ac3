#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "description/read_text.hpp"

namespace plinth {
namespace {

std::string in_shop(const std::string& top, const std::string& resource) {
  return "service: shop\n" + top + "resources:\n  product:\n    summery: a good\n" + resource;
}

}  // namespace

TEST_CASE("damaged_lines: what is wrong on other lines is reported beside mistakes of YAML") {
  struct Row {
    std::string top;
    std::string resource;
    std::string reports;
  };
  const std::string fields = "    fields: {name: string}\n";
  for (const Row& row : {
           Row{"", fields, "4:5 unknown-key"},
           Row{"summary: a: b\n", fields, "2:11 yaml-colon, 5:5 unknown-key"},
           Row{"license: @x\n", fields, "2:10 yaml-reserved-character, 5:5 unknown-key"},
           Row{"license: \"\\q\"\n", fields, "2:11 yaml-unknown-escape, 5:5 unknown-key"},
           Row{"service: store\n", fields, "2:1 yaml-duplicate-key, 5:5 unknown-key"},
           Row{"stack: {cache:redis, brokr: kafka}\n", fields,
               "2:14 yaml-missing-colon, 5:5 unknown-key"},
       }) {
    CAPTURE(row.top);
    CHECK(ReadText(in_shop(row.top, row.resource)).reports() == row.reports);
  }
}

TEST_CASE("damaged_lines: what a repaired text says wrongly is no second mistake") {
  struct Row {
    std::string resource;
    std::string reports;
  };
  for (const Row& row : {
           Row{"    fields:\n      name: a: b\n", "4:5 unknown-key, 6:14 yaml-colon"},
           Row{"    fields:\n      name: @x\n", "4:5 unknown-key, 6:13 yaml-reserved-character"},
           Row{"    fields:\n      name: string\n        or so: x\n",
               "4:5 unknown-key, 7:14 yaml-colon"},
           Row{"    f\tields:\n      name: string\n", "4:5 unknown-key, 5:6 yaml-tab"},
       }) {
    CAPTURE(row.resource);
    CHECK(ReadText(in_shop("", row.resource)).reports() == row.reports);
  }
}

TEST_CASE("damaged_lines: a warning hides nothing") {
  CHECK(ReadText("plinth: 2 #x\n").reports() ==
        "1:1 missing-key, 1:1 missing-key, 1:9 unknown-language-version, 1:11 yaml-comment");
}

TEST_CASE("damaged_lines: a text that was split at its commas is judged as it was written") {
  CHECK(ReadText(in_shop("", "    fields: {total: decimal(12,2) uniqe}\n")).reports() ==
        "4:5 unknown-key, 5:31 yaml-comma, 5:35 unknown-word");
}

TEST_CASE("damaged_lines: one stray character in a good description is one mistake") {
  const std::string good = project_file("examples/todo/service.yaml");
  REQUIRE(ReadText(good).reports().empty());
  for (const std::string_view stray : {"@", "\t", "\x07", "\\", ": ", " #", "&", "- "}) {
    for (std::size_t at = 0; at <= good.size(); ++at) {
      const ReadText read(std::string(good).insert(at, stray));
      const std::vector<Diagnostic>& found = read.sink.diagnostics();
      const auto is_of_yaml = [](const Diagnostic& one) { return one.id.starts_with("yaml-"); };
      if (found.empty() || found.front().severity != Severity::Error) continue;
      if (!is_of_yaml(found.front())) continue;
      CAPTURE(stray);
      CAPTURE(at);
      CHECK(std::all_of(found.begin(), found.end(), is_of_yaml));
    }
  }
}

}  // namespace plinth
