#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jinja/environment.hpp"
#include "jinja/loader.hpp"
#include "pack/artifact_tree.hpp"

namespace plinth::test {

struct MadeFile {
  std::string path;
  std::string text;
  Ownership ownership = Ownership::Generated;
  bool executable = false;
  std::string entity{};
  std::string former_entity{};
};

/// A tree of files with these texts.
inline ArtifactTree made_tree(const std::vector<MadeFile>& made) {
  ArtifactTree tree;
  DiagnosticSink sink;
  for (const MadeFile& file : made) {
    jinja::InMemoryLoader loader;
    loader.add("t", file.text);
    jinja::Environment environment(jinja::Options::for_packs(), loader);
    tree.add({file.path, file.ownership, "pack/t", file.entity, file.former_entity, file.executable,
              environment.get_template("t").render(jinja::Map())},
             {}, sink);
  }
  return tree;
}

}  // namespace plinth::test
