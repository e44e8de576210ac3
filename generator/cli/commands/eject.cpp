#include <map>
#include <string>
#include <utility>

#include <boost/filesystem/operations.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands/commands.hpp"
#include "cli/report.hpp"
#include "cli/signal_hold.hpp"
#include "diagnostics/unicode.hpp"
#include "workspace/ejection.hpp"
#include "workspace/failure.hpp"
#include "workspace/file_system.hpp"
#include "workspace/folder_lock.hpp"
#include "workspace/journal.hpp"
#include "workspace/manifest.hpp"

namespace plinth::cli {
namespace {

/// A file, by the folder that it was generated into and its path there.
struct Place {
  std::string folder;
  std::string path;
};

/// `docs/` and `docs/.` are the folder `docs`.
boost::filesystem::path without_end(boost::filesystem::path path) {
  if (path.filename() == ".") path = path.parent_path();
  return path;
}

bool has_manifest(const boost::filesystem::path& folder) {
  boost::system::error_code unknown;
  return boost::filesystem::exists(folder / std::string(manifest_path), unknown);
}

/// Looks upwards for the folder with the manifest, as git does for its own, from what was named on:
/// that may be all of the folder.
Place place_of(const std::string& named) {
  const boost::filesystem::path file = without_end(absolute_path(named));
  if (has_manifest(file)) return {file.string(), ""};
  for (boost::filesystem::path folder = file.parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    if (has_manifest(folder)) {
      return {folder.string(), file.lexically_relative(folder).generic_string()};
    }
    if (folder == folder.root_path()) break;
  }
  fail("no-manifest", "`" + visible(named) + "` is in no folder that plinth generated",
       "name a file in a folder that `plinth generate` wrote");
}

std::string sentence(const std::string& file, bool changed, bool undo) {
  const std::string name = "`" + visible(file) + "`";
  if (undo) return name + (changed ? " is generated again" : " was not yours alone");
  return name + (changed ? " is yours now: later runs leave it alone" : " was yours already");
}

}  // namespace

ExitCode run_command(const EjectCommand& command, Terminal& terminal) {
  const Ejection ejection = command.undo ? Ejection::Undo : Ejection::Eject;
  std::map<std::string, std::vector<std::string>> paths;  // by folder
  std::vector<Place> places;
  for (const std::string& named : command.paths) {
    places.push_back(place_of(named));
    paths[places.back().folder].push_back(places.back().path);
  }
  std::map<std::string, std::vector<std::string>> changed;
  for (const auto& [folder, of_folder] : paths) {
    const FolderLock lock(folder, command.wait);
    DiskFileSystem disk(folder);
    const SignalHold hold;
    finish_update(disk);
    changed[folder] = eject(of_folder, ejection, disk);
  }
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  std::string text;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::vector<std::string>& of_folder = changed[places[i].folder];
    const bool is_new =
        std::find(of_folder.begin(), of_folder.end(), places[i].path) != of_folder.end();
    text += sentence(command.paths[i], is_new, command.undo) + "\n";
    files.push_back({{"path", command.paths[i]}, {"ejected", !command.undo}, {"changed", is_new}});
  }
  if (command.format != Format::Text) {
    return report_document(ExitCode::Fine, {{"files", std::move(files)}}, {}, command.format,
                           terminal);
  }
  terminal.write_result(text);
  return ExitCode::Fine;
}

}  // namespace plinth::cli
