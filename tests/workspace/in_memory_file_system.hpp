#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "workspace/file_system.hpp"

namespace plinth::test {

/// The twin of DiskFileSystem for decisions: files by path, folders as they follow from them.
class InMemoryFileSystem : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  std::set<std::string> executables;

  std::string display_name(std::string_view path) const override { return std::string(path); }
  bool exists() override { return true; }

  EntryKind look_at(const std::string& path) override {
    if (files.contains(path)) return EntryKind::File;
    const auto inside = files.lower_bound(path + "/");
    const bool folder = inside != files.end() && inside->first.starts_with(path + "/");
    return folder ? EntryKind::Folder : EntryKind::Missing;
  }

  std::vector<std::string> names(const std::string& folder) override {
    std::set<std::string> names;
    const std::string prefix = folder.empty() ? "" : folder + "/";
    for (const auto& [path, text] : files) {
      if (!path.starts_with(prefix)) continue;
      const std::string rest = path.substr(prefix.size());
      names.insert(rest.substr(0, rest.find('/')));
    }
    return {names.begin(), names.end()};
  }

  std::optional<std::string> read(const std::string& path) override {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<std::string> make_folders(const std::string&) override { return {}; }

  void write_new(const std::string& path, std::string_view text, bool executable) override {
    files.emplace(path, text);
    if (executable) executables.insert(path);
  }

  void rename(const std::string& from, const std::string& to) override {
    files[to] = files.at(from);
    files.erase(from);
  }

  void remove_file(const std::string& path) override { files.erase(path); }
  void remove_folder_if_empty(const std::string&) override {}
  void sync() override {}
};

}  // namespace plinth::test
