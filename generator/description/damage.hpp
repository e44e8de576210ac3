#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "description/damaged_lines.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// What was wrong with a description when it was read, so that later stages, which go on with what
/// could be understood, say nothing of what only follows from it.
class Damage {
 public:
  Damage() = default;
  /// `lines` are those that YAML was wrong in, `before` has what was wrong with the file of
  /// `document`, the root of the description (and perhaps with others, which do not matter),
  /// `problems` what was found after that.
  Damage(const yaml::Node& document, DamagedLines lines, const DiagnosticSink& before,
         const DiagnosticSink& problems);

  /// Whether something inside `place` was reported.
  bool touches(const Span& place) const;

  /// Whether a thing called `name` may have been written: something with that name, or one much
  /// like it that is none of `known`, was reported and left out.
  bool may_have_named(std::string_view name, std::span<const std::string> known = {}) const;

  /// Whether a key `key` has a value that could not be read, so that what it declares is not known.
  bool has_lost(std::string_view key) const { return lost_keys_.contains(std::string(key)); }

  /// Whether `problem` may be there only because of a line that YAML was wrong in.
  bool may_explain(const Diagnostic& problem) const { return lines_.may_explain(problem); }

 private:
  void add(const Diagnostic& problem);
  void add_names_below(const Span& key);
  void add_lost_keys(const yaml::Node& node);
  bool is_lost(const yaml::Entry& entry) const;

  DamagedLines lines_;
  std::vector<Span> places_;        // by file and beginning
  std::vector<std::string> names_;  // that were reported, in small letters
  std::unordered_set<std::string> lost_keys_;
  std::unordered_set<std::string> lost_names_;  // those, and what stood below a key given twice
};

}  // namespace plinth
