#include "context/context.hpp"

#include "cli/commands/commands.hpp"
#include "cli/loaded_service.hpp"
#include "cli/report.hpp"

namespace plinth::cli {

ExitCode run_command(const ContextCommand& command, Terminal& terminal) {
  SourceFiles files;
  DiagnosticSink sink;
  const std::optional<LoadedService> service = load_service(command.description, files, sink);
  if (!service || sink.has_errors()) {
    return report_failure(ExitCode::Rejected, sink, "there are no values to show", Format::Text,
                          terminal);
  }
  return report_context(make_context(service->design), sink, terminal);
}

}  // namespace plinth::cli
