#include "cli/loaded_service.hpp"

#include <utility>

#include "cli/input_file.hpp"
#include "description/description_reader.hpp"
#include "description/overrides.hpp"
#include "design/derive.hpp"
#include "yaml/reader.hpp"

namespace plinth::cli {

std::optional<LoadedService> load_service(const DescriptionOptions& options, SourceFiles& files,
                                          DiagnosticSink& sink) {
  const SourceFile* file = read_input_file(options.path, files, sink);
  if (file == nullptr) return std::nullopt;
  LoadedService loaded;
  loaded.document = yaml::read(*file, sink);
  if (!loaded.document.complete) return std::nullopt;
  apply_overrides(loaded.document, options.settings, files, sink);
  loaded.description = read_description(loaded.document, sink);
  loaded.design = derive(loaded.description, sink);
  return loaded;
}

}  // namespace plinth::cli
