#include "pack/pack_selection.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "diagnostics/nearest_word.hpp"
#include "jinja/environment.hpp"
#include "pack/pack_environment.hpp"

// A service uses three packs out of many, and a pack.yaml can be long: reading all of them as YAML
// takes longer than everything else of a run. So the one line that decides is looked for in the
// text first. It counts only when it says no, in the plainest form; in all other cases the pack is
// read properly, and that decides.

namespace plinth {
namespace {

/// The place of the value of the top-level key that says for which `subject` the pack takes part,
/// if it stands on one line, plain or in quotes without escapes. `no place`: there is no such key.
/// Nothing: read the YAML.
std::optional<Span> glance_at_selected(const SourceFile& manifest, Subject subject) {
  const std::string_view key = subject == Subject::Service ? "selected:" : "systems:";
  const std::string_view text = manifest.text();
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    if (text.substr(line, key.size()) != key) {
      line = end + 1;
      continue;
    }
    const bool goes_on = end + 1 < text.size() && (text[end + 1] == ' ' || text[end + 1] == '\t');
    std::size_t from = text.find_first_not_of(' ', line + key.size());
    std::size_t to = end;
    while (to > line && (text[to - 1] == ' ' || text[to - 1] == '\r')) --to;
    if (goes_on || from == std::string_view::npos || from + 1 >= to) return std::nullopt;
    const std::string_view value = text.substr(from, to - from);
    if (value.front() == '"' || value.front() == '\'') {
      const std::string_view inside = value.substr(1, value.size() - 2);
      if (value.back() != value.front() || inside.find(value.front()) != std::string_view::npos ||
          inside.find('\\') != std::string_view::npos) {
        return std::nullopt;
      }
      ++from;
      --to;
    } else if (value.find_first_of("#\"'|>&*!%@`[{") != std::string_view::npos) {
      return std::nullopt;
    }
    return Span{&manifest, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
  }
  return Span{};
}

class Selector {
 public:
  Selector(const jinja::Value& context, Subject subject)
      : context_(context),
        subject_(subject),
        environment_(jinja::Options::for_packs(), no_templates_) {}

  /// Throws DiagnosticError.
  bool holds(const Span& expression) {
    return PackExpression(expression, environment_).holds(context_);
  }

  /// Whether a glance shows that the pack does not take part.
  bool is_out(const SourceFile& manifest) {
    const std::optional<Span> selected = glance_at_selected(manifest, subject_);
    if (!selected) return false;
    if (!*selected) return true;
    try {
      return !holds(*selected);
    } catch (const DiagnosticError&) {
      return false;  // reported when the pack is read
    }
  }

 private:
  const jinja::Value& context_;
  Subject subject_;
  jinja::InMemoryLoader no_templates_;
  jinja::Environment environment_;
};

}  // namespace

std::vector<const Pack*> read_unconditional_packs(const PackSource& source, PackReader& reader) {
  std::vector<const Pack*> packs;
  for (const std::string& name : source.packs()) {
    const SourceFile* manifest = source.find(name, "pack.yaml");
    if (manifest == nullptr) continue;
    const std::optional<Span> selected = glance_at_selected(*manifest, Subject::Service);
    if (!selected || !*selected || text_of(*selected) != "true") continue;
    if (const Pack* pack = reader.read(name)) packs.push_back(pack);
  }
  return packs;
}

std::vector<const Pack*> select_packs(const PackSource& source, PackReader& reader,
                                      const jinja::Value& context, DiagnosticSink& sink,
                                      Subject subject) {
  std::vector<const Pack*> selected;
  Selector selector(context, subject);
  for (const std::string& name : source.packs()) {
    const SourceFile* manifest = source.find(name, "pack.yaml");
    if (manifest != nullptr && selector.is_out(*manifest)) continue;
    const Pack* pack = reader.read(name);
    if (pack == nullptr) continue;
    const Span& expression = subject == Subject::Service ? pack->selected : pack->systems;
    if (!expression) continue;
    try {
      if (selector.holds(expression)) selected.push_back(pack);
    } catch (const DiagnosticError& error) {
      sink.add(error.diagnostic());
    }
  }
  return selected;
}

void check_databases(const std::vector<WantedDatabase>& wanted,
                     const std::vector<const Pack*>& selected, const PackSource& source,
                     PackReader& reader, DiagnosticSink& sink) {
  const auto serves = [](const Pack* pack, const std::string& database) {
    return std::find(pack->databases.begin(), pack->databases.end(), database) !=
           pack->databases.end();
  };
  for (const WantedDatabase& database : wanted) {
    const bool served = std::any_of(selected.begin(), selected.end(),
                                    [&](const Pack* pack) { return serves(pack, database.name); });
    if (served) continue;
    std::vector<std::string> known;
    for (const std::string& name : source.packs()) {
      const Pack* pack = reader.read(name);
      if (pack != nullptr)
        known.insert(known.end(), pack->databases.begin(), pack->databases.end());
    }
    const std::string nearest = nearest_word(database.name, known);
    std::string all;
    for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
    sink.error("unknown-database", database.place,
               "no pack writes migrations for `" + database.name + "`")
        .hint(nearest.empty() ? "databases that packs serve: " + all
                              : "did you mean `" + nearest + "`?");
  }
}

}  // namespace plinth
