#pragma once

#include <string>
#include <vector>

#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Who may: `owner | admin & member`. `&` binds tighter than `|`.
struct AccessRule {
  enum class Kind {
    Any,     ///< one of `operands` (`|`)
    All,     ///< each of `operands` (`&`)
    Factor,  ///< `words`: public, authenticated, owner, nobody, a name, a path or a permission
  };
  Kind kind = Kind::Factor;
  Span span;
  std::vector<AccessRule> operands;
  /// Of a factor: one word, or the segments of a path (`issue.assignee`). A permission
  /// (`orders:refund`) is one word with its colon.
  std::vector<Spelled> words;
};

/// Parses the whole of `source`. Problems go to `sink`; an empty factor then.
AccessRule parse_access_rule(const Spelled& source, DiagnosticSink& sink);

/// As it is written in the shortest way: `owner | admin`.
std::string to_text(const AccessRule& rule);

}  // namespace plinth
