#include "description/damage.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "description/name_rules.hpp"
#include "description/text_cursor.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

constexpr std::size_t most_names = 200;  // that are searched for near ones; keeps that linear
constexpr std::string_view given_twice = "yaml-duplicate-key";
constexpr std::string_view listed_twice = "double-item";  // the first one is there

std::string_view text_of(const Span& span) {
  return span.file->text().substr(span.begin, span.end - span.begin);
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// By file, then by place; which file comes first does not matter.
bool stands_before(const Span& a, const Span& b) {
  if (a.file != b.file) return std::less<const SourceFile*>()(a.file, b.file);
  return a.begin < b.begin;
}

/// `OrderItem` and `order-item` are meant as the name `order_item`.
std::string name_in(std::string_view text) {
  std::string name = snake_form(text);
  return name.empty() ? std::string(text) : name;
}

}  // namespace

Damage::Damage(const yaml::Node& document, DamagedLines lines, const DiagnosticSink& before,
               const DiagnosticSink& problems)
    : lines_(std::move(lines)) {
  for (const Diagnostic& problem : before.diagnostics()) {
    if (problem.span.file == document.span.file) add(problem);
  }
  for (const Diagnostic& problem : problems.diagnostics()) add(problem);
  std::sort(places_.begin(), places_.end(), stands_before);
  if (!places_.empty()) add_lost_keys(document);
}

void Damage::add(const Diagnostic& problem) {
  if (problem.severity != Severity::Error || !problem.span) return;
  places_.push_back(problem.span);
  if (problem.id == given_twice) add_names_below(problem.span);
  if (problem.id == listed_twice) return;
  const std::string_view text = text_of(problem.span);
  if (text.empty() || text.size() > longest_name) return;
  std::string name = name_in(text);
  if (names_.size() < most_names) names_.push_back(name);
  lost_names_.insert(std::move(name));
}

/// The value of a key that was given twice is left out with everything in it.
void Damage::add_names_below(const Span& key) {
  const SourceFile& file = *key.file;
  const std::size_t first = file.position(key.begin).line;
  for (std::size_t line = first; line <= file.line_count(); ++line) {
    const std::string_view text = file.line(line);
    const bool blank = indent_of(text) == text.size();
    if (line > first && !blank && indent_of(text) <= indent_of(file.line(first))) return;
    TextCursor cursor({text, {}});
    while (!cursor.at_end()) {
      const std::string_view word = cursor.take_word().text;
      if (word.empty()) {
        cursor.advance();
      } else {
        lost_names_.emplace(word);
      }
    }
  }
}

/// What is written at once is lost by any mistake in it; a list or map goes on without what is
/// wrong inside, unless something else was wanted in its place.
bool Damage::is_lost(const yaml::Entry& entry) const {
  const yaml::Node& value = entry.value;
  if (!value.is_list() && !value.is_map()) return touches(cover(entry.key.span, value.span));
  const auto [first, last] =
      std::equal_range(places_.begin(), places_.end(), value.span, stands_before);
  return std::any_of(first, last, [&](const Span& one) { return one.end == value.span.end; });
}

void Damage::add_lost_keys(const yaml::Node& node) {
  for (const yaml::Node& item : node.items) add_lost_keys(item);
  for (const yaml::Entry& entry : node.entries) {
    if (is_lost(entry)) lost_keys_.emplace(entry.key.text);
    add_lost_keys(entry.value);
  }
}

bool Damage::touches(const Span& place) const {
  if (!place) return false;
  const auto first = std::lower_bound(places_.begin(), places_.end(), place, stands_before);
  return first != places_.end() && first->file == place.file && first->begin <= place.end;
}

bool Damage::may_have_named(std::string_view name, std::span<const std::string> known) const {
  if (lost_names_.contains(std::string(name)) || lost_names_.contains(name_in(name))) return true;
  const std::string near = nearest_word(name, names_);
  return !near.empty() && std::find(known.begin(), known.end(), near) == known.end();
}

}  // namespace plinth
