#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "jinja/options.hpp"
#include "workspace/write_plan.hpp"

namespace plinth::cli {

enum class Format { Text, Json, Sarif };

/// What commands that speak of packs have in common.
struct PackOptions {
  std::vector<std::string> directories;  ///< `--packs`, in the order given
  Format format = Format::Text;
};

/// What commands that read a description have in common.
struct DescriptionOptions {
  std::string path;
  std::vector<std::string> settings;  ///< `--set`, each `key.path=value`
};

struct GenerateCommand {
  DescriptionOptions description;
  PackOptions packs;
  std::string out;
  bool check = false;
  bool dry_run = false;
  bool diff = false;
  bool wait = false;
  bool trusts_manifest = true;  ///< what the manifest says was made of the same is not made again
  PlanOptions plan;
};

struct WatchCommand {
  GenerateCommand generate;  ///< what is done again at every change
};

struct EjectCommand {
  std::vector<std::string> paths;  ///< of files, as they are named from where the program runs
  bool undo = false;
  bool wait = false;
  Format format = Format::Text;
};

struct RecoverCommand {
  std::string folder;
  bool discard = false;
  bool wait = false;
  Format format = Format::Text;
};

struct CheckCommand {
  DescriptionOptions description;
  PackOptions packs;
};

struct ContextCommand {
  DescriptionOptions description;
};

struct PackListCommand {
  PackOptions packs;
};

struct PackShowCommand {
  std::string name;
  PackOptions packs;
};

struct RenderCommand {
  std::string path;                  ///< of the template
  std::string context;               ///< path of a JSON or YAML file; may be empty
  std::vector<std::string> folders;  ///< of templates that it names; none: the template's own
  bool tainted = false;              ///< text of the context is hostile
  jinja::Options options;
};

using Command =
    std::variant<GenerateCommand, WatchCommand, EjectCommand, RecoverCommand, CheckCommand,
                 ContextCommand, PackListCommand, PackShowCommand, RenderCommand>;

/// The command that the arguments ask for; or the exit status, where they ask for help (written as
/// a result) or are wrong (written as a message).
std::variant<Command, ExitCode> parse_command_line(int count, const char* const* arguments,
                                                   Terminal& terminal);

}  // namespace plinth::cli
