#include "jinja/loader.hpp"

#include <utility>

namespace plinth::jinja {

std::string_view TemplateLoader::compiled(const SourceFile& /*file*/) const { return {}; }

InMemoryLoader& InMemoryLoader::add(std::string name, std::string text) {
  auto file = std::make_unique<SourceFile>(name, std::move(text));
  files_.insert_or_assign(std::move(name), std::move(file));
  return *this;
}

const SourceFile* InMemoryLoader::find(std::string_view name) {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second.get();
}

}  // namespace plinth::jinja
