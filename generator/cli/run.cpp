#include "cli/run.hpp"

#include <new>
#include <utility>
#include <variant>

#include "cli/command_line.hpp"
#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "diagnostics/diagnostic.hpp"
#include "workspace/folder_lock.hpp"

namespace plinth::cli {
namespace {

struct FormatOf {
  Format operator()(const ContextCommand&) const { return Format::Text; }
  Format operator()(const RenderCommand&) const { return Format::Text; }
  Format operator()(const WatchCommand&) const { return Format::Text; }
  Format operator()(const EjectCommand& command) const { return command.format; }
  Format operator()(const RecoverCommand& command) const { return command.format; }
  Format operator()(const auto& command) const { return command.packs.format; }
};

ExitCode run_any(const Command& command, Terminal& terminal) {
  DiagnosticSink failure;
  ExitCode exit = ExitCode::Machine;
  try {
    return std::visit([&](const auto& chosen) { return run_command(chosen, terminal); }, command);
  } catch (const FolderLocked& error) {
    exit = ExitCode::Locked;
    failure.add(error.diagnostic());
  } catch (const DiagnosticError& error) {
    failure.add(error.diagnostic());
  } catch (const std::bad_alloc&) {
    failure.error("out-of-memory", {}, "there is not enough memory for this");
  }
  return report_failure(exit, failure, "the run was given up", std::visit(FormatOf{}, command),
                        terminal);
}

}  // namespace

ExitCode run(int count, const char* const* arguments) {
  Terminal terminal;
  const std::variant<Command, ExitCode> parsed = parse_command_line(count, arguments, terminal);
  const Command* command = std::get_if<Command>(&parsed);
  const ExitCode exit = command ? run_any(*command, terminal) : std::get<ExitCode>(parsed);
  if (!terminal.has_failed()) return exit;
  terminal.write_message("error: the report could not be written\n");
  return worse(exit, ExitCode::Machine);
}

}  // namespace plinth::cli
