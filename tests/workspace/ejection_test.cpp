#include "workspace/ejection.hpp"

#include <doctest/doctest.h>

#include "diagnostics/diagnostic.hpp"
#include "workspace/in_memory_file_system.hpp"
#include "workspace/manifest.hpp"

namespace plinth {
namespace {

using test::InMemoryFileSystem;

InMemoryFileSystem folder_with(const std::vector<std::string>& paths) {
  Manifest manifest;
  manifest.provenance = {"shop", "digest"};
  for (const std::string& path : paths) {
    manifest.files.push_back(
        {path, Ownership::Generated, "p/t", path, std::string(64, 'a'), std::string(64, 'b')});
  }
  InMemoryFileSystem files;
  files.files[std::string(manifest_path)] = to_json(manifest);
  return files;
}

Manifest manifest_of(const InMemoryFileSystem& files) {
  return read_manifest(files.files.at(std::string(manifest_path)), "m");
}

std::string refusal(const std::string& path, InMemoryFileSystem files) {
  const auto before = files.files;
  std::string id;
  try {
    eject({path}, Ejection::Eject, files);
  } catch (const DiagnosticError& error) {
    id = error.diagnostic().id + ": " + error.diagnostic().hint;
  }
  CHECK(files.files == before);
  return id;
}

TEST_CASE("ejection: a file becomes the user's, and what it was again") {
  InMemoryFileSystem files = folder_with({"a", "b"});
  CHECK(eject({"a"}, Ejection::Eject, files) == std::vector<std::string>{"a"});
  const Manifest ejected = manifest_of(files);
  CHECK(ejected.find("a")->ejected);
  CHECK(ejected.find("a")->conflict.empty());
  CHECK_FALSE(ejected.find("b")->ejected);
  CHECK(ejected.provenance.service == "shop");
  CHECK(ejected.provenance.inputs.empty());
  CHECK(eject({"a"}, Ejection::Eject, files).empty());
  CHECK(eject({"b", "a"}, Ejection::Undo, files) == std::vector<std::string>{"a"});
  CHECK_FALSE(manifest_of(files).find("a")->ejected);
  CHECK(files.files.size() == 1);  // nothing is left of how it was written
}

TEST_CASE("ejection: a folder is all files in it") {
  InMemoryFileSystem files = folder_with({"docs/a", "docs/b", "docs2"});
  CHECK(eject({"docs"}, Ejection::Eject, files) == std::vector<std::string>{"docs"});
  const Manifest ejected = manifest_of(files);
  CHECK(ejected.find("docs/a")->ejected);
  CHECK(ejected.find("docs/b")->ejected);
  CHECK_FALSE(ejected.find("docs2")->ejected);
  CHECK(eject({""}, Ejection::Eject, files) == std::vector<std::string>{""});
  CHECK(manifest_of(files).find("docs2")->ejected);
}

TEST_CASE("ejection: what was not generated is refused, with the nearest that was") {
  CHECK(refusal("docs/eror.md", folder_with({"docs/error.md"})) ==
        "not-generated: did you mean `docs/error.md`?");
  CHECK(refusal("x", folder_with({"docs/error.md"})) == "not-generated: it is yours anyway");
  CHECK(refusal("x", InMemoryFileSystem()).starts_with("no-manifest: "));
}

}  // namespace
}  // namespace plinth
