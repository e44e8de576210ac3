#include "pack/pack_source.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "pack/template_directory.hpp"

namespace plinth {
namespace {

auto key_of(const EmbeddedFile& file) { return std::tie(file.pack, file.path); }

}  // namespace

PackSource::PackSource(SourceFiles& files, std::span<const EmbeddedFile> embedded)
    : files_(files), embedded_(embedded) {}

void PackSource::add_directory(const std::string& directory, DiagnosticSink& sink) {
  const std::optional<std::vector<std::string>> names = packs_in(directory);
  if (!names) {
    sink.error("pack-directory", {}, "`" + directory + "` is not a folder that can be read")
        .hint("`--packs` takes a folder with one folder for each pack");
    return;
  }
  if (names->empty()) {
    sink.error("pack-directory", {}, "`" + directory + "` holds no pack")
        .hint("a pack is a folder with a `pack.yaml`; `--packs` takes the folder above it");
  }
  for (const std::string& name : *names) directories_[name] = directory + "/" + name;
}

std::vector<std::string> PackSource::packs() const {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_) {
    if (names.empty() || names.back() != file.pack) names.emplace_back(file.pack);
  }
  for (const auto& [name, folder] : directories_) names.push_back(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool PackSource::has(std::string_view pack) const {
  if (directories_.contains(pack)) return true;
  const auto found = std::lower_bound(
      embedded_.begin(), embedded_.end(), pack,
      [](const EmbeddedFile& file, std::string_view name) { return file.pack < name; });
  return found != embedded_.end() && found->pack == pack;
}

std::vector<std::string> PackSource::paths(std::string_view pack) const {
  if (const auto folder = directories_.find(pack); folder != directories_.end()) {
    return files_in(folder->second);
  }
  std::vector<std::string> paths;
  for (const EmbeddedFile& file : embedded_) {
    if (file.pack == pack) paths.emplace_back(file.path);
  }
  return paths;
}

const EmbeddedFile* PackSource::find_embedded(std::string_view pack, std::string_view path) const {
  const auto wanted = std::tie(pack, path);
  const auto found = std::lower_bound(
      embedded_.begin(), embedded_.end(), wanted,
      [](const EmbeddedFile& file, const auto& key) { return key_of(file) < key; });
  return found != embedded_.end() && key_of(*found) == wanted ? &*found : nullptr;
}

const SourceFile* PackSource::find(std::string_view pack, std::string_view path) const {
  const std::string key = std::string(pack) + "/" + std::string(path);
  const std::lock_guard lock(mutex_);
  if (const auto known = found_.find(key); known != found_.end()) return known->second;
  const SourceFile* file = nullptr;
  if (const auto folder = directories_.find(pack); folder != directories_.end()) {
    if (std::optional<std::string> text = read_inside(folder->second, path)) {
      file = &files_.add(folder->second + "/" + std::string(path), std::move(*text));
    }
  } else if (const EmbeddedFile* embedded = find_embedded(pack, path)) {
    file = &files_.add("templates/" + key, std::string(embedded->text));
    compiled_.emplace(file, embedded->compiled);
  }
  found_.emplace(key, file);
  return file;
}

std::string_view PackSource::compiled(const SourceFile& file) const {
  const std::lock_guard lock(mutex_);
  const auto known = compiled_.find(&file);
  return known == compiled_.end() ? std::string_view() : known->second;
}

const SourceFile* PackTemplates::find(std::string_view name) {
  const std::size_t colon = name.find(':');
  const std::string_view only = colon == std::string_view::npos ? "" : name.substr(0, colon);
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  for (const std::string& pack : lookup_) {
    if (!only.empty() && pack != only) continue;
    if (const SourceFile* file = source_.find(pack, name)) return file;
  }
  return nullptr;
}

}  // namespace plinth
