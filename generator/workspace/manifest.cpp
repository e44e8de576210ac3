#include "workspace/manifest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "pack/artifact_path.hpp"
#include "workspace/failure.hpp"

namespace plinth {
namespace {

constexpr unsigned schema_version = 1;

[[noreturn]] void damaged(const std::string& display_name, const std::string& what) {
  fail("manifest-damaged", "`" + display_name + "` is damaged: " + what,
       "restore it from version control; nothing was changed");
}

std::optional<Ownership> ownership_of(std::string_view word) {
  for (const Ownership ownership :
       {Ownership::Generated, Ownership::Once, Ownership::Merge, Ownership::Append}) {
    if (ownership_word(ownership) == word) return ownership;
  }
  return std::nullopt;
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string member(const nlohmann::json& file, const char* name, const std::string& display_name) {
  const auto found = file.find(name);
  if (found == file.end() || !found->is_string()) {
    damaged(display_name, "a file has no text `" + std::string(name) + "`");
  }
  return found->get<std::string>();
}

/// A member of the whole that may be missing.
std::string optional_text(const nlohmann::json& json, const char* name,
                          const std::string& display_name) {
  const auto found = json.find(name);
  if (found == json.end()) return {};
  if (!found->is_string()) damaged(display_name, "`" + std::string(name) + "` is no text");
  return found->get<std::string>();
}

ManifestFile read_file(const nlohmann::json& file, const std::string& display_name) {
  if (!file.is_object()) damaged(display_name, "an entry of `files` is no object");
  ManifestFile read;
  read.path = member(file, "path", display_name);
  const std::string problem = problem_with_path(read.path);
  if (!problem.empty()) damaged(display_name, "the path `" + read.path + "` " + problem);
  const std::string ownership = member(file, "ownership", display_name);
  const std::optional<Ownership> known = ownership_of(ownership);
  if (!known) damaged(display_name, "there is no ownership `" + ownership + "`");
  read.ownership = *known;
  read.template_name = member(file, "template", display_name);
  read.entity = member(file, "entity", display_name);
  read.hash = member(file, "sha256", display_name);
  if (file.contains("conflict")) read.conflict = member(file, "conflict", display_name);
  if (const auto ejected = file.find("ejected"); ejected != file.end()) {
    if (!ejected->is_boolean()) damaged(display_name, "`ejected` is neither true nor false");
    read.ejected = ejected->get<bool>();
  }
  if (!is_hash(read.hash)) damaged(display_name, "`" + read.hash + "` is no SHA-256");
  if (!read.conflict.empty() && !is_hash(read.conflict)) {
    damaged(display_name, "`" + read.conflict + "` is no SHA-256");
  }
  return read;
}

}  // namespace

const ManifestFile* Manifest::find(std::string_view path) const {
  const auto found = std::lower_bound(
      files.begin(), files.end(), path,
      [](const ManifestFile& file, std::string_view wanted) { return file.path < wanted; });
  return found == files.end() || found->path != path ? nullptr : &*found;
}

std::string to_json(const Manifest& manifest) {
  nlohmann::ordered_json json;
  json["schema"] = schema_version;
  json["service"] = manifest.provenance.service;
  json["inputs"] = manifest.provenance.inputs;
  json["files"] = nlohmann::ordered_json::array();
  for (const ManifestFile& file : manifest.files) {
    nlohmann::ordered_json entry;
    entry["path"] = file.path;
    entry["ownership"] = ownership_word(file.ownership);
    entry["template"] = file.template_name;
    entry["entity"] = file.entity;
    entry["sha256"] = file.hash;
    if (!file.conflict.empty()) entry["conflict"] = file.conflict;
    if (file.ejected) entry["ejected"] = true;
    json["files"].push_back(std::move(entry));
  }
  return json.dump(2) + "\n";
}

Manifest read_manifest(std::string_view text, const std::string& display_name) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) damaged(display_name, "it is no JSON object");
  const auto schema = json.find("schema");
  if (schema == json.end() || !schema->is_number_unsigned() || *schema == 0U)
    damaged(display_name, "it has no `schema`");
  if (schema->get<std::uint64_t>() > schema_version) {
    fail("manifest-newer", "`" + display_name + "` was written by a newer plinth",
         "update plinth; an older one could undo what the newer one did");
  }
  const auto files = json.find("files");
  if (files == json.end() || !files->is_array()) damaged(display_name, "it has no list `files`");
  Manifest manifest;
  manifest.provenance = {optional_text(json, "service", display_name),
                         optional_text(json, "inputs", display_name)};
  for (const nlohmann::json& file : *files) manifest.files.push_back(read_file(file, display_name));
  std::sort(manifest.files.begin(), manifest.files.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
  const auto twice = std::adjacent_find(
      manifest.files.begin(), manifest.files.end(),
      [](const ManifestFile& a, const ManifestFile& b) { return a.path == b.path; });
  if (twice != manifest.files.end())
    damaged(display_name, "the path `" + twice->path + "` stands there twice");
  return manifest;
}

}  // namespace plinth
