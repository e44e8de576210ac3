#include "cli/input_digest.hpp"

#include <string_view>

#include "cli/input_file.hpp"
#include "cli/loaded_system.hpp"
#include "cli/source_digest.hpp"
#include "pack/pack_source.hpp"
#include "workspace/text_hash.hpp"

namespace plinth::cli {
namespace {

/// Digests of parts, each with its name: no two lists of parts are the same text.
class Parts {
 public:
  void add(std::string_view name, std::string_view text) {
    all_ += text_hash(name) + text_hash(text);
  }
  std::string digest() const { return text_hash(all_); }

 private:
  std::string all_;
};

}  // namespace

std::string input_digest(const DescriptionOptions& description, const PackOptions& packs) {
  if (describes_system(description.path)) return {};
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile* const file = read_input_file(description.path, files, sink);
  if (file == nullptr) return {};
  Parts parts;
  parts.add("program", source_digest);
  parts.add("description", file->text());
  for (const std::string& setting : description.settings) parts.add("setting", setting);
  PackSource source(files, {});
  for (const std::string& directory : packs.directories) source.add_directory(directory, sink);
  for (const std::string& pack : source.packs()) {
    for (const std::string& path : source.paths(pack)) {
      const SourceFile* const found = source.find(pack, path);
      if (found == nullptr) return {};
      parts.add(pack + "/" + path, found->text());
    }
  }
  return sink.has_errors() ? std::string() : parts.digest();
}

}  // namespace plinth::cli
