#include "cli/generation_report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/report.hpp"
#include "cli/text_report.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "diagnostics/unicode.hpp"
#include "workspace/file_system.hpp"

namespace plinth::cli {
namespace {

constexpr std::size_t most_lines = 8;  // of a list of files that went as they should

/// How one outcome is told, by what was asked for; and what a person should know of it.
struct OutcomeWords {
  Outcome outcome;
  std::string_view rehearsed;
  std::string_view compared;
  std::string_view explanation;
};
constexpr std::array outcome_words{
    OutcomeWords{Outcome::Create, "create", "missing", ""},
    OutcomeWords{Outcome::Update, "update", "stale", ""},
    OutcomeWords{Outcome::Merge, "merge", "stale", ""},
    OutcomeWords{Outcome::Move, "move", "stale", ""},
    OutcomeWords{Outcome::Remove, "remove", "obsolete", ""},
    OutcomeWords{Outcome::Adopt, "adopt", "adopted", ""},
    OutcomeWords{Outcome::Conflict, "conflict", "conflict",
                 "both sides changed the same lines: resolve what is marked"},
    OutcomeWords{Outcome::Keep, "keep", "modified",
                 "edited, and what it was made from is lost; the new text was not written"},
    OutcomeWords{Outcome::Orphan, "leave", "orphaned",
                 "no longer generated, and not plinth's to remove"},
    OutcomeWords{Outcome::Immutable, "leave", "immutable",
                 "would be different now, but what is written stays"},
    OutcomeWords{Outcome::Unresolved, "unresolved", "conflict", "has conflicts of an earlier run"},
    OutcomeWords{Outcome::Conflicting, "conflicting", "conflict",
                 "both sides changed the same lines"},
    OutcomeWords{Outcome::Unmergeable, "unmergeable", "conflict",
                 "cannot be merged: it is not text"},
    OutcomeWords{Outcome::Edited, "edited", "modified", "edited, though it is generated"},
    OutcomeWords{Outcome::Foreign, "foreign", "foreign", "in the way of a generated file"},
};

/// What went as it should and changed something.
constexpr std::array change_outcomes{Outcome::Create, Outcome::Update, Outcome::Merge,
                                     Outcome::Move,   Outcome::Remove, Outcome::Adopt};

const OutcomeWords* words_of(Outcome outcome) {
  const auto found =
      std::find_if(outcome_words.begin(), outcome_words.end(),
                   [&](const OutcomeWords& words) { return words.outcome == outcome; });
  return found == outcome_words.end() ? nullptr : &*found;
}

std::string_view word_for(Outcome outcome, Intent intent) {
  const OutcomeWords* words = words_of(outcome);
  if (intent == Intent::Write || words == nullptr) return outcome_word(outcome);
  return intent == Intent::Rehearse ? words->rehearsed : words->compared;
}

std::size_t line_count(const PlannedFile& file) {
  if (file.artifact == nullptr) return 0;
  const std::string_view text = is_written(file.outcome) ? file.text() : file.artifact->text();
  std::size_t ends = 0;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) ++ends;
  return ends + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

/// Empty for a file that lies in no folder.
std::string_view top_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// What a list of files is sorted by: the outcome, the lines of the longest file in the folder, the
/// folder, the lines, the path. Lines are complements, so that the most come first.
using Rank = std::tuple<Outcome, std::size_t, std::string_view, std::size_t, std::string_view>;

/// One line of the list of files.
struct Row {
  const PlannedFile* file;
  std::size_t lines;
  Rank rank;
};

/// The files whose outcome is one of `outcomes`: by outcome, then the folder with the longest file
/// first, then the longest file, so that what a reader looks for stands at the top.
std::vector<Row> rows_of(const WritePlan& plan, const std::vector<Outcome>& outcomes) {
  std::vector<Row> rows;
  std::map<std::string_view, std::size_t> longest;
  for (const PlannedFile& file : plan.files) {
    if (std::find(outcomes.begin(), outcomes.end(), file.outcome) == outcomes.end()) continue;
    rows.push_back({&file, line_count(file), {}});
    std::size_t& most = longest[top_folder(file.path)];
    most = std::max(most, rows.back().lines);
  }
  for (Row& row : rows) {
    const std::string_view folder = top_folder(row.file->path);
    row.rank = {row.file->outcome, ~longest[folder], folder, ~row.lines, row.file->path};
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.rank < b.rank; });
  return rows;
}

std::string padding(std::size_t written, std::size_t width) {
  return std::string(width > written ? width - written : 0, ' ');
}

/// `  created  docs/errors.md      61`, the first one with `lines` behind its number.
std::string list_written(const WritePlan& plan, Intent intent) {
  std::vector<Row> rows = rows_of(plan, {change_outcomes.begin(), change_outcomes.end()});
  if (rows.empty()) return {};
  const std::size_t all = rows.size();
  if (all > most_lines) rows.resize(most_lines - 1);
  std::size_t word_width = 0;
  std::size_t path_width = 0;
  std::size_t number_width = 0;
  for (const Row& row : rows) {
    word_width = std::max(word_width, word_for(row.file->outcome, intent).size());
    path_width = std::max(path_width, code_point_count(row.file->path));
    number_width = std::max(number_width, with_separators(row.lines).size());
  }
  std::string text;
  for (const Row& row : rows) {
    const std::string_view word = word_for(row.file->outcome, intent);
    std::string line =
        "  " + std::string(word) + padding(word.size(), word_width) + "  " + row.file->path;
    if (row.file->artifact != nullptr) {
      const std::string number = with_separators(row.lines);
      line += padding(code_point_count(row.file->path), path_width) + "  " +
              padding(number.size(), number_width) + number;
      if (text.empty()) line += row.lines == 1 ? " line" : " lines";
    }
    text += line + "\n";
  }
  if (all > rows.size()) text += "  … " + with_separators(all - rows.size()) + " more\n";
  return text;
}

/// What a person has to look at, each with the reason.
std::string list_attention(const WritePlan& plan, Intent intent) {
  const std::vector<Row> rows =
      rows_of(plan, {Outcome::Conflict, Outcome::Unresolved, Outcome::Conflicting,
                     Outcome::Unmergeable, Outcome::Keep, Outcome::Orphan, Outcome::Immutable,
                     Outcome::Edited, Outcome::Foreign});
  std::size_t word_width = 0;
  std::size_t path_width = 0;
  for (const Row& row : rows) {
    word_width = std::max(word_width, word_for(row.file->outcome, intent).size());
    path_width = std::max(path_width, code_point_count(row.file->path));
  }
  std::string text;
  for (const Row& row : rows) {
    const std::string_view word = word_for(row.file->outcome, intent);
    text += "  " + std::string(word) + padding(word.size(), word_width) + "  " +
            visible(row.file->path) + padding(code_point_count(row.file->path), path_width) + "  " +
            std::string(words_of(row.file->outcome)->explanation) + "\n";
  }
  return text;
}

std::size_t attention_count(const WritePlan& plan) {
  return static_cast<std::size_t>(
      std::count_if(plan.files.begin(), plan.files.end(),
                    [](const PlannedFile& file) { return needs_attention(file.outcome); }));
}

/// `2 files created, 1 updated`
std::string counted_changes(const WritePlan& plan) {
  std::string text;
  for (const Outcome outcome : change_outcomes) {
    const std::size_t count = plan.count(outcome);
    if (count == 0) continue;
    text += text.empty() ? counted(count, "file", "files") : ", " + with_separators(count);
    text += " " + std::string(outcome_word(outcome));
  }
  return text;
}

std::string up_to_date(const WritePlan& plan) {
  return counted(plan.count(Outcome::Unchanged), "file is", "files are") + " up to date";
}

std::string look(std::size_t count) {
  return count == 0 ? "" : "; " + counted(count, "file needs", "files need") + " a look";
}

std::string compared_summary(const WritePlan& plan, const std::string& elapsed) {
  std::size_t different = attention_count(plan);
  for (const Outcome outcome : change_outcomes) different += plan.count(outcome);
  if (different > 0) {
    return counted(different, "file is", "files are") + " not up to date (" + elapsed + ")";
  }
  const std::string manifest = plan.manifest_changes ? "; the manifest is not" : "";
  return up_to_date(plan) + manifest + " (" + elapsed + ")";
}

/// The line that sums a run up.
std::string summary(const WritePlan& plan, const Generation& generation) {
  if (generation.intent == Intent::Compare) return compared_summary(plan, generation.elapsed);
  const std::string attention = look(attention_count(plan));
  const std::string changes = counted_changes(plan);
  const bool rehearsal = generation.intent == Intent::Rehearse;
  if (!plan.writes()) {
    return (attention.empty() ? "nothing to do: " : "nothing to write: ") + up_to_date(plan) +
           attention + " (" + generation.elapsed + ")";
  }
  if (changes.empty()) {
    return up_to_date(plan) + "; the manifest " + (rehearsal ? "would be" : "was") + " updated" +
           attention + " (" + generation.elapsed + ")";
  }
  if (rehearsal) {
    return changes + " in a real run" + attention + "; nothing was written (" + generation.elapsed +
           ")";
  }
  return changes + " in " + generation.elapsed + attention;
}

/// What to do after the very first run.
std::string next_step(const WritePlan& plan, const Generation& generation) {
  if (!plan.first || generation.intent != Intent::Write) return {};
  const bool has_readme =
      std::any_of(plan.files.begin(), plan.files.end(),
                  [](const PlannedFile& file) { return file.path == "README.md"; });
  std::string folder = generation.folder;
  if (!folder.ends_with('/')) folder += '/';
  return "Next: " + (has_readme ? "read " + visible(folder) + "README.md; " : std::string()) +
         "edit the description and run the same command again.\n";
}

nlohmann::ordered_json generation_as_json(const WritePlan& plan, const Generation& generation) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const PlannedFile& file : plan.files) {
    nlohmann::ordered_json entry{{"path", file.path}, {"outcome", outcome_word(file.outcome)}};
    if (file.artifact != nullptr) {
      entry["ownership"] = ownership_word(file.artifact->ownership);
      entry["template"] = file.artifact->template_name;
      entry["entity"] = file.artifact->entity;
      entry["lines"] = line_count(file);
    }
    if (!file.from.empty()) entry["from"] = file.from;
    files.push_back(std::move(entry));
  }
  const bool written = generation.intent == Intent::Write && !plan.is_refused() && plan.writes();
  nlohmann::ordered_json document{
      {"service", generation.service}, {"written", written}, {"files", std::move(files)}};
  if (generation.diff) document["diff"] = *generation.diff;
  return document;
}

}  // namespace

void report_refusals(const WritePlan& plan, const std::string& folder, DiagnosticSink& sink) {
  if (plan.foreign_folder) {
    sink.error("foreign-folder", {}, "`" + folder + "` has files in it that plinth did not write")
        .hint(
            "give a folder that is new or empty, or say `--adopt` to keep what is there as yours");
    return;
  }
  if (plan.lost_manifest) {
    sink.error("manifest-missing", {},
               "`" + display_name(folder, manifest_path) +
                   "` is missing, which says what plinth wrote here")
        .hint("restore it from version control, or say `--adopt` to keep what is there as yours");
    return;
  }
  if (!plan.other_service.empty()) {
    sink.error("other-service", {},
               "`" + folder + "` has the files of another service, `" + plan.other_service + "`")
        .hint("give another folder, or say `--adopt` if the service was renamed");
    return;
  }
  for (const std::string& pattern : plan.without_match) {
    sink.error("no-match", {}, "no file that is generated matches `" + pattern + "`")
        .hint("`--dry-run` without `--only` lists the files; paths begin in the folder of `--out`");
  }
  for (const PlannedFile& file : plan.files) {
    if (file.outcome == Outcome::Edited) {
      sink.error("edited-file", {}, "`" + file.path + "` is generated, but was edited")
          .hint("undo the edit, delete the file to have it generated again, or run `plinth eject " +
                display_name(folder, file.path) + "` to make it yours");
    } else if (file.outcome == Outcome::Foreign) {
      const bool adoptable = is_editable(file.artifact->ownership);
      sink.error("foreign-file", {}, "`" + file.path + "` is in the way: plinth did not write it")
          .hint(adoptable ? "move it to another place, or say `--adopt` to keep it as yours"
                          : "move it to another place");
    } else if (file.outcome == Outcome::Unresolved) {
      sink.error("unresolved-conflict", {},
                 "`" + file.path + "` still has the conflicts that an earlier run marked")
          .hint("edit what stands between `<<<<<<<` and `>>>>>>>`, and remove the markers");
    } else if (file.outcome == Outcome::Conflicting) {
      sink.error("merge-conflict", {},
                 "in `" + file.path + "` you and the description changed the same lines")
          .hint("say `--conflict=mark` to have both written with markers, or `ours` or `theirs`");
    } else if (file.outcome == Outcome::Unmergeable) {
      sink.error("unmergeable-file", {}, "`" + file.path + "` cannot be merged: it is not text")
          .hint(
              "save it as UTF-8, or say `--conflict=ours` to leave it as it is, or "
              "`--conflict=theirs` to have it replaced");
    }
  }
}

ExitCode exit_of(const WritePlan& plan, Intent intent) {
  const bool differs = intent == Intent::Compare && plan.is_behind();
  const bool found = plan.is_refused() || attention_count(plan) > 0 || differs;
  return found ? ExitCode::Found : ExitCode::Fine;
}

std::string generation_as_text(const WritePlan& plan, const Generation& generation) {
  const std::string written = list_written(plan, generation.intent);
  const std::string attention = list_attention(plan, generation.intent);
  std::string text;
  if (!written.empty() || !attention.empty()) {
    text = visible(generation.headline) + "\n\n" + written;
    text += (!written.empty() && !attention.empty() ? "\n" : "") + attention + "\n";
  }
  return text + summary(plan, generation) + "\n" + next_step(plan, generation);
}

ExitCode report_generation(const WritePlan& plan, const Generation& generation,
                           const DiagnosticSink& sink, Format format, Terminal& terminal) {
  const ExitCode exit = exit_of(plan, generation.intent);
  if (format != Format::Text) {
    return report_document(exit, generation_as_json(plan, generation), sink, format, terminal);
  }
  report_diagnostics(sink, terminal);
  if (!sink.diagnostics().empty()) terminal.write_message("\n");
  terminal.write_result(generation.diff ? *generation.diff : generation_as_text(plan, generation));
  return exit;
}

}  // namespace plinth::cli
