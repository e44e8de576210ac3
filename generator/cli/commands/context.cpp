#include "context/context.hpp"

#include "cli/commands/commands.hpp"
#include "cli/loaded_service.hpp"
#include "cli/loaded_system.hpp"
#include "cli/report.hpp"
#include "context/system_context.hpp"

namespace plinth::cli {

namespace {

ExitCode report_system(const ContextCommand& command, Terminal& terminal) {
  SourceFiles files;
  DiagnosticSink sink;
  const std::optional<LoadedSystem> loaded = load_system(command.description, files, sink);
  if (!loaded || sink.has_errors()) {
    return report_failure(ExitCode::Rejected, sink, "there are no values to show", Format::Text,
                          terminal);
  }
  jinja::List of_services;
  for (const SystemService& service : loaded->system.services) {
    of_services.push_back(make_context(*service.design));
  }
  return report_context(make_system_context(loaded->system, of_services), sink, terminal);
}

}  // namespace

ExitCode run_command(const ContextCommand& command, Terminal& terminal) {
  if (describes_system(command.description.path)) return report_system(command, terminal);
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
