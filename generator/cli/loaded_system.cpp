#include "cli/loaded_system.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/input_file.hpp"
#include "description/overrides.hpp"
#include "description/system_reader.hpp"
#include "yaml/reader.hpp"

namespace plinth::cli {
namespace {

/// What to tell somebody whose system is empty.
constexpr std::array<std::string_view, 3> smallest_system{
    "system: market", "services:", "  orders: orders/service.yaml"};

std::string beside(const std::string& path, std::string_view other) {
  const std::size_t slash = path.rfind('/');
  const bool absolute = other.starts_with('/');
  if (absolute || slash == std::string::npos) return std::string(other);
  return path.substr(0, slash + 1) + std::string(other);
}

/// The description that the system names, or nothing, and reported. Its own file is no service.
std::optional<LoadedService> load_member(const WrittenMember& member, const std::string& system,
                                         SourceFiles& files, DiagnosticSink& sink) {
  DiagnosticSink of_file;
  std::optional<LoadedService> service =
      load_service({beside(system, member.path.text), {}}, files, of_file);
  for (Diagnostic diagnostic : of_file.diagnostics()) {
    // What is wrong with the file as such is so at the place that names it.
    if (!diagnostic.span) diagnostic.span = member.path.span;
    sink.add(std::move(diagnostic));
  }
  return service;
}

}  // namespace

bool describes_system(const std::string& path) {
  SourceFiles files;
  DiagnosticSink ignored;
  const SourceFile* file = read_input_file(path, files, ignored);
  if (file == nullptr) return false;
  const std::string_view text = file->text();
  // A key in block style begins its line; only a description in braces has to be read.
  if (text.starts_with("system:") || text.find("\nsystem:") != std::string_view::npos) return true;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') return false;
  return is_system(yaml::read(*file, ignored));
}

std::optional<LoadedSystem> load_system(const DescriptionOptions& options, SourceFiles& files,
                                        DiagnosticSink& sink) {
  const SourceFile* file = read_input_file(options.path, files, sink);
  if (file == nullptr) return std::nullopt;
  LoadedSystem loaded;
  loaded.document = yaml::read(*file, sink, {}, {"system", smallest_system});
  if (!loaded.document.complete) return std::nullopt;
  apply_overrides(loaded.document, options.settings, files, sink);
  loaded.description = read_system(loaded.document, sink);
  std::vector<SystemService> services;
  for (const WrittenMember& member : loaded.description.services) {
    std::optional<LoadedService> service = load_member(member, options.path, files, sink);
    if (!service) continue;
    const LoadedService& kept = loaded.services.emplace_back(std::move(*service));
    SystemService one{std::string(member.name.text), {}, &kept.description, &kept.design};
    one.name.snake = one.folder;
    std::replace(one.name.snake.begin(), one.name.snake.end(), '-', '_');
    services.push_back(std::move(one));
  }
  if (sink.has_errors()) return std::nullopt;
  loaded.system = derive_system(loaded.description, std::move(services), sink);
  return loaded;
}

}  // namespace plinth::cli
