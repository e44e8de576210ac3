#include "pack/artifact_tree.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "jinja/environment.hpp"
#include "jinja/loader.hpp"

using plinth::Artifact;
using plinth::ArtifactTree;
using plinth::DiagnosticSink;
using plinth::Ownership;

namespace {

plinth::jinja::RenderedText rendered(const std::string& text) {
  plinth::jinja::InMemoryLoader loader;
  loader.add("t", text);
  plinth::jinja::Environment environment(plinth::jinja::Options::for_packs(), loader);
  return environment.get_template("t").render(plinth::jinja::Map());
}

bool add(ArtifactTree& tree, const std::string& path, DiagnosticSink& sink) {
  return tree.add({path, Ownership::Generated, "p/t", "", "", false, rendered(path)}, {}, sink);
}

}  // namespace

TEST_CASE("artifact_tree: artifacts are sorted by path, whatever the order of adding") {
  ArtifactTree tree;
  DiagnosticSink sink;
  CHECK(tree.empty());
  for (const char* path : {"b", "a/c", "B2", "a/b", ".x"}) CHECK(add(tree, path, sink));
  std::vector<std::string> paths;
  for (const Artifact& artifact : tree.artifacts()) {
    paths.push_back(artifact.path);
    CHECK(artifact.text() == artifact.path);
  }
  CHECK(paths == std::vector<std::string>{".x", "B2", "a/b", "a/c", "b"});
  CHECK_FALSE(tree.empty());
}

TEST_CASE("artifact_tree: a bad path is reported and not added") {
  ArtifactTree tree;
  DiagnosticSink sink;
  CHECK_FALSE(add(tree, "../x", sink));
  CHECK(tree.empty());
  REQUIRE(sink.diagnostics().size() == 1);
  CHECK(sink.diagnostics()[0].id == "artifact-path");
  CHECK(sink.diagnostics()[0].message == "the path `../x` leads out of the folder");
}

TEST_CASE("artifact_tree: two files, or a file and a folder, do not share a path in any case") {
  struct Row {
    std::string first;
    std::string second;
    std::string message;
  };
  for (const Row& row : {
           Row{"a", "a", "`a` is made twice"},
           Row{"README.md", "Readme.md", "`Readme.md` is `README.md` but for upper and lower case"},
           Row{"a", "a/b", "`a/b` needs `a` to be both a file and a folder"},
           Row{"a/b", "A", "`A` needs `A` to be both a file and a folder"},
           Row{"docs/a", "Docs/b", "`Docs/b` lies in a folder that is also spelt `docs`"},
       }) {
    CAPTURE(row.second);
    ArtifactTree tree;
    DiagnosticSink sink;
    CHECK(add(tree, row.first, sink));
    CHECK_FALSE(add(tree, row.second, sink));
    REQUIRE(sink.diagnostics().size() == 1);
    CHECK(sink.diagnostics()[0].id == "artifact-collision");
    CHECK(sink.diagnostics()[0].message == row.message);
    CHECK(tree.artifacts().size() == 1);
  }
}

TEST_CASE("artifact_tree: ownership has a word for packs and manifests") {
  CHECK(ownership_word(Ownership::Generated) == "generated");
  CHECK(ownership_word(Ownership::Once) == "once");
  CHECK(ownership_word(Ownership::Merge) == "merge");
  CHECK(ownership_word(Ownership::Append) == "append");
}
