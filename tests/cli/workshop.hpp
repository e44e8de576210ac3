#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/filesystem.hpp>

#include "cli/program.hpp"
#include "pack/scratch_folder.hpp"

namespace plinth::test {

/// A scratch folder with a description, and a pack that makes three files of it.
class Workshop {
 public:
  Workshop() {
    scratch_.write("service.yaml", description("A list."));
    scratch_.write("packs/tiny/pack.yaml", R"(pack: tiny
selected: "true"
escaping:
  text: {line_breaks: fold}
files:
  - {path: NOTES.txt, template: notes.j2, ownership: merge}
  - path: "things/{{ resource.name.kebab }}.txt"
    template: thing.j2
    each: resources as resource
    entity: "{{ resource.name.snake }}"
)");
    scratch_.write("packs/tiny/notes.j2", "{{ service.summary | text }}\n");
    scratch_.write("packs/tiny/thing.j2",
                   "{{ resource.name.pascal }}\n{{ service.summary | text }}\n");
  }

  static std::string description(const std::string& summary) {
    return "service: todo\ntitle: Todo\nversion: 1.0.0\nsummary: " + summary +
           "\nstack: {database: sqlite}\nresources:\n  task:\n    fields:\n      title: string\n"
           "    access: {all: public}\n";
  }

  /// Runs a command in the folder.
  Run run(const std::vector<std::string>& arguments) const {
    return run_plinth(arguments, scratch_.path());
  }

  Run generate(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"generate", "service.yaml", "--out",
                                       "out",      "--packs",      "packs"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_plinth(arguments, scratch_.path());
  }

  void write(const std::string& path, std::string_view text) const { scratch_.write(path, text); }
  std::string read(const std::string& path) const { return read_whole(full(path)); }
  bool exists(const std::string& path) const { return boost::filesystem::exists(full(path)); }
  std::string full(const std::string& path) const { return scratch_.path() + "/" + path; }

  /// All files of the generated folder.
  std::map<std::string, std::string> tree() const {
    std::map<std::string, std::string> files;
    if (!exists("out")) return files;
    for (const auto& entry : boost::filesystem::recursive_directory_iterator(full("out"))) {
      if (!boost::filesystem::is_regular_file(entry.path())) continue;
      files[entry.path().lexically_relative(full("out")).generic_string()] =
          read_whole(entry.path().string());
    }
    return files;
  }

 private:
  ScratchFolder scratch_;
};

}  // namespace plinth::test
