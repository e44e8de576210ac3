#include "cli/command_line.hpp"

#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/render_options.hpp"
#include "cli/version.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth::cli {
namespace {

/// SARIF is for commands whose result is what is wrong: it has no place for anything else.
enum class Sarif { No, Yes };

void add_format(CLI::App& command, Format& format, Sarif sarif) {
  const auto set = [&format](const std::string& word) {
    format = word == "json" ? Format::Json : word == "sarif" ? Format::Sarif : Format::Text;
  };
  const bool logs = sarif == Sarif::Yes;
  const std::vector<std::string> words = logs ? std::vector<std::string>{"text", "json", "sarif"}
                                              : std::vector<std::string>{"text", "json"};
  command
      .add_option_function<std::string>(
          "--format", set,
          logs ? "How to report: text for people, json for programs, sarif for code scanning"
               : "How to report: text for people, json for programs")
      ->check(CLI::IsMember(words).description(""))
      ->type_name(logs ? "text|json|sarif" : "text|json");
}

void add_packs(CLI::App& command, PackOptions& options, Sarif sarif = Sarif::No) {
  command
      .add_option("--packs", options.directories,
                  "A folder of packs that are added, or replace built-in ones of the same name")
      ->type_name("DIR")
      ->allow_extra_args(false);
  add_format(command, options.format, sarif);
}

void add_description(CLI::App& command, DescriptionOptions& options) {
  command.add_option("description", options.path, "The description of the service, a YAML file")
      ->required()
      ->type_name("DESCRIPTION");
  command
      .add_option("--set", options.settings, "Overrides a value of the description for this run")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

/// An empty path would be the current folder: most likely a variable that is not set.
CLI::Validator not_empty() {
  const auto check = [](const std::string& path) {
    return path.empty() ? std::string("expected a path, found nothing") : std::string();
  };
  return {check, ""};
}

void add_out(CLI::App& command, std::string& folder) {
  command.add_option("--out", folder, "The folder to write to")
      ->required()
      ->check(not_empty())
      ->type_name("DIR");
}

void add_wait(CLI::App& command, bool& wait) {
  command.add_flag("--wait", wait, "Waits for another run on the folder to end");
}

bool is_continuous_integration() {
  const char* const ci = std::getenv("CI");
  const std::string_view said = ci == nullptr ? "" : ci;
  return !said.empty() && said != "false" && said != "0";
}

void add_conflict(CLI::App& command, OnConflict& choice) {
  // In continuous integration nobody is there who could resolve what is marked.
  choice = is_continuous_integration() ? OnConflict::Fail : OnConflict::Mark;
  const auto set = [&choice](const std::string& word) {
    choice = word == "ours"     ? OnConflict::Ours
             : word == "theirs" ? OnConflict::Theirs
             : word == "fail"   ? OnConflict::Fail
                                : OnConflict::Mark;
  };
  command
      .add_option_function<std::string>(
          "--conflict", set,
          "Where you and the description changed the same lines: mark both, take ours (yours) or "
          "theirs (generated), or fail (the default where the variable CI is set; else mark)")
      ->check(CLI::IsMember({"mark", "ours", "theirs", "fail"}).description(""))
      ->type_name("mark|ours|theirs|fail");
}

/// Everything that the command line can say, each part with the place where its values go.
struct Grammar {
  CLI::App program{"From one description of a service to everything its team needs."};
  GenerateCommand generate;
  WatchCommand watch;
  EjectCommand eject;
  RecoverCommand recover;
  CheckCommand check;
  ContextCommand context;
  PackListCommand pack_list;
  PackShowCommand pack_show;
  RenderCommand render;
  RenderOptions render_options;
  std::optional<Command> chosen;

  Grammar() {
    program.name("plinth");
    program.set_version_flag("--version", std::string("plinth ") + version);
    program.require_subcommand(1);
    program.footer("Example:\n  plinth generate service.yaml --out service");
    add_generate();
    add_watch();
    add_eject();
    add_recover();
    add_check();
    add_context();
    add_pack();
    add_render();
  }

 private:
  void add_generate() {
    CLI::App& command =
        *program.add_subcommand("generate", "Writes or updates all files of a service");
    add_description(command, generate.description);
    add_out(command, generate.out);
    command.add_flag("--check", generate.check,
                     "Writes nothing; exit status 1 if the folder is not up to date");
    command.add_flag("--dry-run", generate.dry_run, "Writes nothing; shows what would be written");
    command.add_flag("--diff", generate.diff,
                     "Writes nothing; prints what would change as a unified diff");
    command
        .add_option(
            "--only", generate.plan.only,
            "Leaves all files alone but this one, those of this folder, or those that match")
        ->type_name("PATH|PATTERN")
        ->allow_extra_args(false);
    // What is checked there may have been changed together with its manifest.
    generate.trusts_manifest = !is_continuous_integration();
    add_conflict(command, generate.plan.on_conflict);
    add_wait(command, generate.wait);
    command.add_flag("--restore", generate.plan.restore, "Writes again what you deleted");
    command.add_flag("--adopt", generate.plan.adopt,
                     "Keeps files that were there before as yours, where they differ");
    add_packs(command, generate.packs, Sarif::Yes);
    command.footer(
        "Example:\n  plinth generate service.yaml --out service\n"
        "  plinth generate service.yaml --out service --set api.version=v2 --dry-run");
    command.callback([this] { chosen = generate; });
  }

  void add_watch() {
    CLI::App& command = *program.add_subcommand(
        "watch", "Writes the files of a service again whenever its description is saved");
    GenerateCommand& again = watch.generate;
    add_description(command, again.description);
    add_out(command, again.out);
    command
        .add_option("--packs", again.packs.directories,
                    "A folder of packs, as of `generate`; it is watched too")
        ->type_name("DIR")
        ->allow_extra_args(false);
    add_conflict(command, again.plan.on_conflict);
    command.footer("Example:\n  plinth watch service.yaml --out service");
    command.callback([this] {
      watch.generate.wait = true;
      chosen = watch;
    });
  }

  void add_eject() {
    CLI::App& command = *program.add_subcommand(
        "eject", "Makes generated files yours: later runs leave them alone");
    command.add_option("files", eject.paths, "Files that plinth generated, or folders of them")
        ->required()
        ->check(not_empty())
        ->type_name("FILE");
    command.add_flag("--undo", eject.undo, "Makes them what they were before");
    add_wait(command, eject.wait);
    add_format(command, eject.format, Sarif::No);
    command.footer("Example:\n  plinth eject service/docs/errors.md");
    command.callback([this] { chosen = eject; });
  }

  void add_recover() {
    CLI::App& command = *program.add_subcommand(
        "recover", "Finishes what an interrupted run left, and takes its traces away");
    recover.folder = ".";
    command.add_option("folder", recover.folder, "The folder that was written to (default: this)")
        ->check(not_empty())
        ->type_name("DIR");
    command.add_flag("--discard", recover.discard,
                     "Gives the interrupted run up instead; files that it replaced stay so");
    add_wait(command, recover.wait);
    add_format(command, recover.format, Sarif::No);
    command.footer("Example:\n  plinth recover service");
    command.callback([this] { chosen = recover; });
  }

  void add_check() {
    CLI::App& command = *program.add_subcommand("check", "Says what is wrong with a description");
    add_description(command, check.description);
    add_packs(command, check.packs, Sarif::Yes);
    command.footer("Example:\n  plinth check service.yaml --format json");
    command.callback([this] { chosen = check; });
  }

  void add_context() {
    CLI::App& command =
        *program.add_subcommand("context", "Prints the values that templates see, as JSON");
    add_description(command, context.description);
    command.footer("Example:\n  plinth context service.yaml");
    command.callback([this] { chosen = context; });
  }

  void add_pack() {
    CLI::App& group = *program.add_subcommand("pack", "Shows the packs that files are made with");
    group.require_subcommand(1);
    group.footer("Example:\n  plinth pack list");
    CLI::App& list = *group.add_subcommand("list", "Lists all packs");
    add_packs(list, pack_list.packs);
    list.footer("Example:\n  plinth pack list --packs my-packs");
    list.callback([this] { chosen = pack_list; });
    CLI::App& show = *group.add_subcommand("show", "Shows what a pack is made of");
    show.add_option("name", pack_show.name, "The name of the pack")->required()->type_name("NAME");
    add_packs(show, pack_show.packs);
    show.footer("Example:\n  plinth pack show my-pack");
    show.callback([this] { chosen = pack_show; });
  }

  void add_render() {
    CLI::App& command = *program.add_subcommand("render", "Renders one template");
    command.add_option("template", render.path, "The template, in Jinja's language")
        ->required()
        ->type_name("TEMPLATE");
    command.add_option("--context", render.context, "Its variables, a JSON or YAML file")
        ->type_name("FILE");
    command
        .add_option("--templates", render.folders,
                    "A folder of templates to include (default: that of TEMPLATE)")
        ->type_name("DIR")
        ->allow_extra_args(false);
    command.add_flag("--tainted", render.tainted, "Takes all text of the variables for hostile");
    render_options.add_to(command);
    command.footer(
        "Example:\n  plinth render letter.txt.j2 --context people.yaml\n"
        "  plinth render model.py.j2 --context model.json --as-pack --tainted");
    command.callback([this] {
      render.options = render_options.chosen();
      chosen = render;
    });
  }
};

/// The part of the grammar that the arguments had reached: `plinth pack show`.
const CLI::App& innermost(const CLI::App& command) {
  const std::vector<CLI::App*> chosen = command.get_subcommands();
  return chosen.empty() ? command : innermost(*chosen.front());
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? "" : full_name(*parent) + " ") + command.get_name();
}

/// What is wrong, where an argument stands in the place of a command; empty if that is not it.
std::string wrong_command(const CLI::App& command) {
  const std::vector<std::string> rest = command.remaining();
  std::vector<std::string> known;
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    known.push_back(sub->get_name());
  }
  if (rest.empty() || known.empty()) return {};
  const std::string near = nearest_word(rest.front(), known);
  return "there is no command `" + visible(full_name(command) + " " + rest.front()) + "`\n" +
         (near.empty() ? std::string() : "  hint: did you mean `" + near + "`?\n");
}

std::string usage_error(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& command = innermost(program);
  std::string problem = wrong_command(command);
  if (problem.empty()) problem = visible(error.what()) + "\n";
  return "error: " + problem + "Run `" + full_name(command) + " --help` to see how it is used.\n";
}

std::string help_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return command.help(parent == nullptr ? std::string() : full_name(*parent));
}

}  // namespace

std::variant<Command, ExitCode> parse_command_line(int count, const char* const* arguments,
                                                   Terminal& terminal) {
  Grammar grammar;
  try {
    grammar.program.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    terminal.write_result(help_of(innermost(grammar.program)));
    return ExitCode::Fine;
  } catch (const CLI::CallForVersion& version_text) {
    terminal.write_result(std::string(version_text.what()) + "\n");
    return ExitCode::Fine;
  } catch (const CLI::ParseError& error) {
    terminal.write_message(usage_error(grammar.program, error));
    return ExitCode::Usage;
  }
  return std::move(*grammar.chosen);
}

}  // namespace plinth::cli
