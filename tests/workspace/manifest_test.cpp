#include "workspace/manifest.hpp"

#include <doctest/doctest.h>

namespace plinth {
namespace {

const std::string hash(64, 'a');

std::string manifest_with(const std::string& file) {
  return R"({"schema": 1, "files": [)" + file + "]}";
}

std::string file_with(const std::string& member, const std::string& value) {
  std::string out =
      R"({"path": "a/b", "ownership": "merge", "template": "p/t", "entity": "", "sha256": ")" +
      hash + "\"}";
  const std::size_t begin = out.find("\"" + member + "\": ") + member.size() + 4;
  const std::size_t end = out.find('"', begin + 1) + 1;
  return out.replace(begin, end - begin, value);
}

std::string refusal(const std::string& text) {
  try {
    read_manifest(text, "m.json");
  } catch (const DiagnosticError& error) {
    return error.diagnostic().id;
  }
  return "";
}

TEST_CASE("manifest: what is written is read back") {
  Manifest manifest;
  manifest.files.push_back({"a/b.yaml", Ownership::Append, "sql/up.j2", "product", hash});
  const Manifest read = read_manifest(to_json(manifest), "m.json");
  REQUIRE(read.files.size() == 1);
  CHECK(read.files[0].path == "a/b.yaml");
  CHECK(read.files[0].ownership == Ownership::Append);
  CHECK(read.files[0].template_name == "sql/up.j2");
  CHECK(read.files[0].entity == "product");
  CHECK(read.files[0].hash == hash);
  CHECK(to_json(read) == to_json(manifest));
}

TEST_CASE("manifest: what the user took over, and where all came from, is read back") {
  Manifest manifest;
  manifest.provenance = {"shop", "digest"};
  manifest.files.push_back({"a", Ownership::Merge, "p/t", "", hash});
  manifest.files[0].ejected = true;
  const Manifest read = read_manifest(to_json(manifest), "m.json");
  CHECK(read.provenance.service == "shop");
  CHECK(read.provenance.inputs == "digest");
  CHECK(read.files == manifest.files);
  CHECK(refusal(R"({"schema": 1, "service": 1, "files": []})") == "manifest-damaged");
  CHECK(refusal(R"({"schema": 1, "inputs": [], "files": []})") == "manifest-damaged");
  std::string text = to_json(manifest);
  text.replace(text.find("\"ejected\": true"), 15, "\"ejected\": \"y\"");
  CHECK(refusal(text) == "manifest-damaged");
}

TEST_CASE("manifest: whatever is wrong with it is refused with its name") {
  CHECK(refusal(manifest_with(file_with("path", "\"a/b\""))).empty());
  for (const char* path : {"\"../x\"", "\"/etc/passwd\"", "\"a//b\"", "\"\"", "\"C:/x\"", "\"con\"",
                           "\".git/config\"", "7", "null"}) {
    CAPTURE(path);
    CHECK(refusal(manifest_with(file_with("path", path))) == "manifest-damaged");
  }
  for (const char* text :
       {"", "[]", "{}", "{\"schema\": \"1\"}", "{\"schema\": 1}", "{\"schema\": 1, \"files\": {}}",
        "{\"schema\": 1, \"files\": [3]}", "{\"schema\": 0, \"files\": []}",
        "{\"schema\": -1, \"files\": []}", "\xff"}) {
    CAPTURE(text);
    CHECK(refusal(text) == "manifest-damaged");
  }
  CHECK(refusal(manifest_with(file_with("ownership", "\"mine\""))) == "manifest-damaged");
  CHECK(refusal(manifest_with(file_with("sha256", "\"abc\""))) == "manifest-damaged");
  const std::string twice = file_with("path", "\"a/b\"");
  CHECK(refusal(manifest_with(twice + "," + twice)) == "manifest-damaged");
  CHECK(refusal(R"({"schema": 2, "files": []})") == "manifest-newer");
  CHECK(refusal(R"({"schema": 18446744073709551615, "files": []})") == "manifest-newer");
}

}  // namespace
}  // namespace plinth
