#include "diagnostics/sarif_log.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace plinth {
namespace {

using Json = nlohmann::json;

Json run_of(const std::vector<Diagnostic>& diagnostics, const SarifRun& run = {"1.2.3", 2, true}) {
  const Json log = Json::parse(diagnostics_as_sarif(diagnostics, run));
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  return log["runs"][0];
}

Diagnostic problem(std::string id, const Span& span, std::string hint = {}) {
  return {Severity::Error, std::move(id), span, "it is wrong", {}, {}, std::move(hint)};
}

}  // namespace

TEST_CASE("sarif_log: a run says which program it was, how it ended and how columns count") {
  const Json run = run_of({});
  CHECK(run["tool"]["driver"]["name"] == "plinth");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["invocations"][0]["exitCode"] == 2);
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  CHECK(run["results"].empty());
  CHECK(run_of({}, {"1.2.3", 3, false})["invocations"][0]["executionSuccessful"] == false);
}

TEST_CASE("sarif_log: each id is one rule, which its results point at") {
  const SourceFile file("shop.yaml", "a: b\n");
  Diagnostic careless = problem("careless", {&file, 0, 1});
  careless.severity = Severity::Warning;
  const Json run = run_of({problem("wrong-kind", {&file, 0, 1}), careless,
                           problem("wrong-kind", {&file, 3, 4}, "write\n  c")});
  const Json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "careless");
  CHECK(rules[0]["defaultConfiguration"]["level"] == "warning");
  CHECK(rules[1]["shortDescription"]["text"] == "Wrong kind");
  CHECK(rules[1]["help"]["text"].get<std::string>().starts_with("Wrong kind"));
  for (const Json& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  }
  CHECK(run["results"][1]["level"] == "warning");
  CHECK(run["results"][2]["message"]["text"] == "it is wrong\nhint: write\n  c");
}

TEST_CASE("sarif_log: regions count in code points and end behind the last one") {
  const SourceFile file("my shop/ü.yaml", "é: 𝒳y\nb\n");
  const Json run = run_of({problem("wrong", {&file, 4, 8})});
  const Json& place = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "my%20shop/%C3%BC.yaml");
  CHECK(place["region"] ==
        Json{{"startLine", 1}, {"startColumn", 4}, {"endLine", 1}, {"endColumn", 5}});
}

TEST_CASE("sarif_log: a problem without a place has none, and an option is no file") {
  const SourceFile option("--set", "title=x");
  const SourceFile absolute("/srv/shop.yaml", "a");
  const Json run = run_of({problem("a", {}), problem("b", {&option, 0, 5}, "did you mean `titel`?"),
                           problem("c", {&absolute, 0, 1})});
  CHECK(run["results"][0]["locations"].empty());
  CHECK(run["results"][1]["locations"][0]["logicalLocations"][0]["name"] == "--set");
  CHECK_FALSE(run["results"][1].contains("fixes"));
  CHECK(run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "file:///srv/shop.yaml");
}

TEST_CASE("sarif_log: notes are related locations, and a word that was meant is a fix") {
  const SourceFile file("shop.yaml", "a: strin\n");
  Diagnostic wrong = problem("unknown-type", {&file, 3, 8}, "did you mean `string`?");
  wrong.message = "there is no type `strin`";
  wrong.notes = {{{&file, 0, 1}, "it stands here"}, {{}, "no place"}};
  const Json result = run_of({wrong})["results"][0];
  CHECK(result["relatedLocations"][0]["message"]["text"] == "it stands here");
  CHECK(result["relatedLocations"][0]["physicalLocation"]["region"]["endColumn"] == 2);
  CHECK(result["relatedLocations"][1] == Json{{"message", {{"text", "no place"}}}});
  const Json& change = result["fixes"][0]["artifactChanges"][0];
  CHECK(change["artifactLocation"]["uri"] == "shop.yaml");
  CHECK(change["replacements"][0]["deletedRegion"]["startColumn"] == 4);
  CHECK(change["replacements"][0]["insertedContent"]["text"] == "string");
  CHECK_FALSE(run_of({problem("x", {&file, 3, 8}, "write one")})["results"][0].contains("fixes"));
}

TEST_CASE(
    "sarif_log: a word within an escaped text has no fix, which would replace all of the text") {
  const SourceFile file("shop.yaml", "a: \"strin\\x67 uniqe\"\n");
  Diagnostic wrong = problem("unknown-word", {&file, 3, 20}, "did you mean `unique`?");
  wrong.message = "unknown word `uniqe`";
  CHECK_FALSE(run_of({wrong})["results"][0].contains("fixes"));
}

}  // namespace plinth
