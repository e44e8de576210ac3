#include <optional>
#include <string>

#include "cli/commands/commands.hpp"
#include "cli/context_file.hpp"
#include "cli/input_file.hpp"
#include "cli/report.hpp"
#include "jinja/environment.hpp"
#include "pack/template_directory.hpp"

namespace plinth::cli {
namespace {

/// Templates below folders, the first folder that has one first.
class FolderLoader : public jinja::TemplateLoader {
 public:
  FolderLoader(const std::vector<std::string>& folders, SourceFiles& files)
      : folders_(folders), files_(files) {}

  const SourceFile* find(std::string_view name) override {
    for (const std::string& folder : folders_) {
      std::optional<std::string> text = read_inside(folder, name);
      const std::string path = folder == "." ? std::string(name) : folder + "/" + std::string(name);
      if (text) return &files_.add(path, std::move(*text));
    }
    return nullptr;
  }

 private:
  const std::vector<std::string>& folders_;
  SourceFiles& files_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Span all_of(const SourceFile& file) {
  return {&file, 0, static_cast<std::uint32_t>(file.text().size())};
}

}  // namespace

ExitCode run_command(const RenderCommand& command, Terminal& terminal) {
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile* file = read_whole_input_file(command.path, files, sink);
  jinja::Value context = jinja::Map();
  if (!command.context.empty()) {
    const auto given = read_context_file(command.context, command.tainted, files, sink);
    if (given) context = *given;
  }
  std::string text;
  if (file != nullptr && !sink.has_errors()) {
    std::vector<std::string> folders = command.folders;
    if (folders.empty()) folders.push_back(folder_of(command.path));
    FolderLoader loader(folders, files);
    jinja::Environment environment(command.options, loader);
    try {
      const jinja::Template compiled = environment.compile(all_of(*file));
      for (const Diagnostic& warning : compiled.warnings()) sink.add(warning);
      text = compiled.render(context).str();
    } catch (const DiagnosticError& error) {
      sink.add(error.diagnostic());
    }
  }
  if (sink.has_errors()) {
    return report_failure(ExitCode::Rejected, sink, "nothing was rendered", Format::Text, terminal);
  }
  report_diagnostics(sink, terminal);
  terminal.write_result(text);
  return ExitCode::Fine;
}

}  // namespace plinth::cli
