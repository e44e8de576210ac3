#include "workspace/journal.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "pack/artifact_path.hpp"
#include "workspace/failure.hpp"
#include "workspace/last_generated.hpp"
#include "workspace/manifest.hpp"
#include "workspace/text_hash.hpp"

namespace plinth {
namespace {

const std::string staging_folder = ".plinth/staged";
const std::string journal_path = ".plinth/journal.json";
const std::string new_journal_path = ".plinth/journal.json.new";

[[noreturn]] void damaged(FileSystem& files) {
  fail("journal-damaged", "`" + files.display_name(journal_path) + "` is damaged",
       "an update was interrupted, and `plinth recover --discard` gives it up; what it replaced "
       "until then stays so, and the next run compares all files again");
}

std::string to_json(const std::vector<JournalStep>& steps) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const JournalStep& step : steps) {
    json.push_back({{"from", step.from}, {"to", step.to}, {"was", step.was}});
  }
  return json.dump(2) + "\n";
}

/// A file in the staging folder with a number as its name.
bool is_staged(const std::string& path) {
  const std::string prefix = staging_folder + "/";
  return path.size() > prefix.size() && path.starts_with(prefix) &&
         std::all_of(path.begin() + static_cast<std::ptrdiff_t>(prefix.size()), path.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// What an update writes besides files of the pack.
bool is_own(const std::string& path) {
  const std::string bases = base_path("");
  return path == manifest_path ||
         (path.starts_with(bases) && path.find('/', bases.size()) == std::string::npos &&
          problem_with_path(path.substr(bases.size())).empty());
}

/// Reads the journal as what anybody may have written.
std::vector<JournalStep> read_steps(const std::string& text, FileSystem& files) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) damaged(files);
  std::vector<JournalStep> steps;
  for (const nlohmann::json& entry : json) {
    for (const char* const name : {"from", "to", "was"}) {
      if (!entry.is_object() || !entry.contains(name) || !entry.at(name).is_string()) {
        damaged(files);
      }
    }
    JournalStep step{entry.at("from"), entry.at("to"), entry.at("was")};
    const bool staged = step.from.empty() || is_staged(step.from);
    const bool legal = is_own(step.to) || problem_with_path(step.to).empty();
    if (!staged || !legal) damaged(files);
    steps.push_back(std::move(step));
  }
  return steps;
}

void remove_with_folders(const std::string& path, FileSystem& files) {
  files.remove_file(path);
  for (std::string folder = folder_of(path); !folder.empty(); folder = folder_of(folder)) {
    files.remove_folder_if_empty(folder);
  }
}

/// Steps that were done are found done: carrying them out again changes nothing.
void carry_out(const std::vector<JournalStep>& steps, FileSystem& files) {
  for (const JournalStep& step : steps) {
    if (step.from.empty()) {
      remove_with_folders(step.to, files);
    } else if (files.look_at(step.from) == EntryKind::File) {
      files.make_folders(folder_of(step.to));
      files.rename(step.from, step.to);
    }
  }
  files.sync();
  files.remove_file(journal_path);
  files.remove_folder_if_empty(staging_folder);
}

void clear_staging(FileSystem& files) {
  for (const std::string& name : files.names(staging_folder)) {
    files.remove_file(staging_folder + "/" + name);
  }
  files.remove_folder_if_empty(staging_folder);
  // Asked first: a disk that may only be read refuses to remove what is not there, too.
  if (files.look_at(new_journal_path) != EntryKind::Missing) files.remove_file(new_journal_path);
  files.remove_folder_if_empty(".plinth");
}

/// A person may have gone on to work before the update was finished.
void check_untouched(const std::vector<JournalStep>& steps, FileSystem& files) {
  for (const JournalStep& step : steps) {
    const bool done = !step.from.empty() && files.look_at(step.from) != EntryKind::File;
    if (done) continue;
    const std::optional<std::string> text = files.read(step.to);
    const bool removed = step.from.empty() && !text;
    if (removed || (text ? text_hash(*text) : std::string()) == step.was) continue;
    fail("edited-since",
         "`" + files.display_name(step.to) + "` was edited after a run was interrupted",
         "move it to another place, run the command again, and carry the edit over; or give the "
         "interrupted run up with `plinth recover --discard`");
  }
}

}  // namespace

void Update::put(const std::string& path, std::string_view text, bool executable) {
  make_folders(staging_folder);
  make_folders(folder_of(path));
  JournalStep step{staging_folder + "/" + std::to_string(steps_.size()), path, hash_at(path)};
  files_.write_new(step.from, text, executable);
  steps_.push_back(std::move(step));
}

void Update::remove(const std::string& path) {
  JournalStep step{"", path, hash_at(path)};
  if (!step.was.empty()) make_folders(folder_of(path));
  steps_.push_back(std::move(step));
}

// Makes sure that nothing is decided which could not be carried out.
void Update::make_folders(const std::string& path) {
  if (path == last_folder_) return;
  for (std::string& made : files_.make_folders(path)) made_folders_.push_back(std::move(made));
  last_folder_ = path;
}

std::string Update::hash_at(const std::string& path) {
  const std::optional<std::string> text = files_.read(path);
  return text ? text_hash(*text) : std::string();
}

void Update::commit() {
  files_.write_new(new_journal_path, to_json(steps_), false);
  files_.sync();
  files_.rename(new_journal_path, journal_path);
  committed_ = true;
  files_.sync();
  carry_out(steps_, files_);
}

void Update::give_up() {
  if (committed_) return;  // the next run finishes it
  try {
    clear_staging(files_);
    for (auto folder = made_folders_.rbegin(); folder != made_folders_.rend(); ++folder) {
      files_.remove_folder_if_empty(*folder);
    }
  } catch (const DiagnosticError&) {
    return;  // the first failure is the one that is reported
  }
}

bool is_unfinished(FileSystem& files) { return files.read(journal_path).has_value(); }

bool has_leftovers(FileSystem& files) {
  return is_unfinished(files) || files.look_at(new_journal_path) != EntryKind::Missing ||
         files.look_at(staging_folder) != EntryKind::Missing;
}

void discard_update(FileSystem& files) {
  files.remove_file(journal_path);
  clear_staging(files);
}

void finish_update(FileSystem& files) {
  const std::optional<std::string> journal = files.read(journal_path);
  if (!journal) return clear_staging(files);
  const std::vector<JournalStep> steps = read_steps(*journal, files);
  check_untouched(steps, files);
  carry_out(steps, files);
  clear_staging(files);
}

}  // namespace plinth
