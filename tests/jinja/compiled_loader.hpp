#pragma once

#include <map>
#include <string>
#include <string_view>

#include "jinja/environment.hpp"
#include "jinja/program_bytes.hpp"

namespace plinth::jinja {

/// Gives the templates of another loader as bytes, those that can be compiled.
class CompiledLoader : public TemplateLoader {
 public:
  CompiledLoader(TemplateLoader& sources, const Options& options)
      : sources_(sources), environment_(options, sources) {}

  const SourceFile* find(std::string_view name) override { return sources_.find(name); }

  std::string_view compiled(const SourceFile& file) const override {
    std::string& bytes = bytes_[&file];
    try {
      bytes = bytes_of(environment_.find_template(file.name())->program());
    } catch (const DiagnosticError&) {
      return {};
    }
    return bytes;
  }

 private:
  TemplateLoader& sources_;
  Environment environment_;
  mutable std::map<const SourceFile*, std::string> bytes_;
};

}  // namespace plinth::jinja
