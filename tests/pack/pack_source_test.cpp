#include "pack/pack_source.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "pack/packs.hpp"
#include "pack/scratch_folder.hpp"

using plinth::DiagnosticSink;
using plinth::PackSource;
using plinth::PackTemplates;
using plinth::SourceFile;
using plinth::SourceFiles;
using plinth::test::ids_of;
using plinth::test::ScratchFolder;
using plinth::test::WrittenPacks;
using Names = std::vector<std::string>;

namespace {

std::string text_of(const SourceFile* file) {
  return file == nullptr ? "(none)" : std::string(file->text());
}

const WrittenPacks packs{{"b/pack.yaml", "b"},
                         {"b/x/y.j2", "embedded"},
                         {"a-1/pack.yaml", "a-1"},
                         {"a/pack.yaml", "a"},
                         {"a/only.j2", "only"}};

}  // namespace

TEST_CASE("pack_source: built-in packs are found by name and path") {
  SourceFiles files;
  const PackSource source = packs.source(files);
  CHECK(source.packs() == Names{"a", "a-1", "b"});
  CHECK(source.has("a-1"));
  CHECK_FALSE(source.has("a-2"));
  CHECK(source.paths("b") == Names{"pack.yaml", "x/y.j2"});
  CHECK(text_of(source.find("b", "x/y.j2")) == "embedded");
  CHECK(source.find("b", "x/y.j2")->name() == "templates/b/x/y.j2");
  CHECK(source.find("b", "x/y.j2") == source.find("b", "x/y.j2"));
  CHECK(source.find("b", "x/z.j2") == nullptr);
  CHECK(source.find("c", "pack.yaml") == nullptr);
}

TEST_CASE("pack_source: a folder adds packs, and takes the place of whole packs") {
  ScratchFolder scratch;
  scratch.write("b/pack.yaml", "b from disk");
  scratch.write("c/pack.yaml", "c");
  SourceFiles files;
  DiagnosticSink sink;
  PackSource source = packs.source(files);
  source.add_directory(scratch.path(), sink);
  CHECK_FALSE(sink.has_errors());
  CHECK(source.packs() == Names{"a", "a-1", "b", "c"});
  CHECK(text_of(source.find("b", "pack.yaml")) == "b from disk");
  CHECK(source.find("b", "x/y.j2") == nullptr);
  CHECK(source.paths("b") == Names{"pack.yaml"});
  CHECK(source.find("c", "../b/pack.yaml") == nullptr);
}

TEST_CASE("pack_source: a folder that is none, or holds no pack, is reported") {
  ScratchFolder scratch;
  SourceFiles files;
  DiagnosticSink sink;
  PackSource source = packs.source(files);
  source.add_directory(scratch.path() + "/missing", sink);
  source.add_directory(scratch.path(), sink);
  CHECK(ids_of(sink) == Names{"pack-directory", "pack-directory"});
}

TEST_CASE("pack_source: templates are looked up in the pack, then in its bases") {
  SourceFiles files;
  const WrittenPacks chain{
      {"own/t", "own"}, {"own/mine", "mine"}, {"base/t", "base"}, {"base/b", "b"}};
  const PackSource source = chain.source(files);
  const std::vector<std::string> lookup{"own", "base"};
  PackTemplates templates(source, lookup);
  CHECK(text_of(templates.find("t")) == "own");
  CHECK(text_of(templates.find("b")) == "b");
  CHECK(text_of(templates.find("base:t")) == "base");
  CHECK(text_of(templates.find("base:mine")) == "(none)");
  CHECK(text_of(templates.find("other:t")) == "(none)");
}
