#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "diagnostics/source_file.hpp"

namespace plinth::jinja {

/// Where an environment finds templates by name. Called under the environment's lock, at most once
/// for a name that exists.
class TemplateLoader {
 public:
  virtual ~TemplateLoader() = default;

  /// The template called `name`, or null. The file outlives the environment.
  virtual const SourceFile* find(std::string_view name) = 0;

  /// `file`, which `find` gave, as `bytes_of` wrote it when it was compiled before; empty if it was
  /// not. The bytes outlive the environment.
  virtual std::string_view compiled(const SourceFile& file) const;
};

/// Templates that are in memory already.
class InMemoryLoader : public TemplateLoader {
 public:
  /// Adds or replaces a template; replace none that an environment has compiled.
  InMemoryLoader& add(std::string name, std::string text);

  const SourceFile* find(std::string_view name) override;

 private:
  std::map<std::string, std::unique_ptr<SourceFile>, std::less<>> files_;
};

}  // namespace plinth::jinja
