#include <string>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/signal_hold.hpp"
#include "cli/text_report.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/recovery.hpp"

namespace plinth::cli {
namespace {

std::string sentences(const Recovery& recovery) {
  std::string text;
  if (recovery.finished) text += "an interrupted run was finished: all its files are in place\n";
  if (recovery.discarded)
    text += "an interrupted run was given up; its other files stay as they were\n";
  if (recovery.taken_away)
    text += "what an interrupted run had staged was taken away; no file changed\n";
  if (recovery.abandoned > 0) {
    text += counted(recovery.abandoned, "folder", "folders") +
            " of first runs that were interrupted: removed\n";
  }
  return text.empty() ? "nothing to recover\n" : text;
}

}  // namespace

ExitCode run_command(const RecoverCommand& command, Terminal& terminal) {
  const FolderLock lock(command.folder, command.wait);
  const SignalHold hold;
  const Recovery recovery = recover(command.folder, command.discard);
  if (command.format != Format::Text) {
    return report_document(ExitCode::Fine,
                           {{"finished", recovery.finished},
                            {"discarded", recovery.discarded},
                            {"taken_away", recovery.taken_away},
                            {"abandoned", recovery.abandoned}},
                           {}, command.format, terminal);
  }
  terminal.write_result(sentences(recovery));
  return ExitCode::Fine;
}

}  // namespace plinth::cli
