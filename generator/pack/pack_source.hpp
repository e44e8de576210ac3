#pragma once

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"
#include "jinja/loader.hpp"

namespace plinth {

/// A file of a pack that is part of the program.
struct EmbeddedFile {
  std::string_view pack;
  std::string_view path;  ///< inside the pack, with forward slashes
  std::string_view text;
  std::string_view compiled = {};  ///< what was made of it when the program was built; may be empty
};

/// Where the files of packs come from: the ones in the program, and folders on disk, whose packs
/// are added or take the place of one with the same name as a whole. Nothing is read before it is
/// asked for; what was read stays in `files`, which outlives this. Once the folders are added, any
/// thread may ask.
class PackSource {
 public:
  /// `embedded` is sorted by pack, then path, and outlives this.
  PackSource(SourceFiles& files, std::span<const EmbeddedFile> embedded);

  /// Adds every folder in `directory` that has a pack.yaml. Reports a folder that cannot be read:
  /// `pack-directory`.
  void add_directory(const std::string& directory, DiagnosticSink& sink);

  /// Names of all packs, sorted.
  std::vector<std::string> packs() const;

  bool has(std::string_view pack) const;

  /// Paths of all files of `pack`, sorted; for lists and for the nearest word.
  std::vector<std::string> paths(std::string_view pack) const;

  /// The file `path` of `pack`; null if there is none, or if the path leads out of the pack.
  const SourceFile* find(std::string_view pack, std::string_view path) const;

  /// What the program brings along beside the text of `file`, which `find` gave: the bytes of a
  /// WrittenPack for a pack.yaml, of a compiled template for all else. Empty for files from folders.
  std::string_view compiled(const SourceFile& file) const;

  SourceFiles& files() const { return files_; }

 private:
  const EmbeddedFile* find_embedded(std::string_view pack, std::string_view path) const;

  SourceFiles& files_;
  std::span<const EmbeddedFile> embedded_;
  std::map<std::string, std::string, std::less<>> directories_;  ///< pack -> its folder
  mutable std::mutex mutex_;
  mutable std::map<std::string, const SourceFile*, std::less<>> found_;
  mutable std::map<const SourceFile*, std::string_view> compiled_;
};

/// The templates that a pack sees: its own ones, then those of its bases. `base:name` asks the
/// pack `base` of that list alone, so that a template can extend the one that it replaces.
class PackTemplates : public jinja::TemplateLoader {
 public:
  PackTemplates(const PackSource& source, std::span<const std::string> lookup)
      : source_(source), lookup_(lookup) {}

  const SourceFile* find(std::string_view name) override;
  std::string_view compiled(const SourceFile& file) const override {
    return source_.compiled(file);
  }

 private:
  const PackSource& source_;
  std::span<const std::string> lookup_;
};

}  // namespace plinth
