#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"

namespace plinth {

/// How a name is written in one place of one language.
struct NameStyle {
  std::string name;               ///< of the filter
  Span place;                     ///< in pack.yaml
  std::array<bool, 128> first{};  ///< characters a well-formed name begins with
  std::array<bool, 128> rest{};   ///< and goes on with
  bool quotes = false;            ///< else a name that does not fit is changed
  std::string quote_before;
  std::string quote_after;  ///< doubled where it occurs in the name
  std::string prefix;       ///< of a changed name
  std::string suffix;
  std::size_t length = 0;  ///< bytes of the longest name, 0: any; a longer one ends in a hash
  std::vector<std::string> reserved;  ///< words that are changed or quoted though well-formed
};

/// Writes names in a style: as they are if they are well-formed and not reserved, else quoted or
/// changed.
class NameWriter {
 public:
  /// `reserved` are words that are reserved beside those of the style.
  NameWriter(NameStyle style, const std::vector<std::string>& reserved, bool ignore_case);

  /// `name` in the style. An empty name, one with a control character or one that is no UTF-8 is a
  /// DiagnosticError `unprintable-name` at `place`.
  std::string write(std::string_view name, const Span& place) const;

 private:
  bool is_well_formed(std::string_view name) const;
  bool is_reserved(std::string_view name) const;
  std::string shortened(std::string_view name) const;
  std::string quoted(std::string_view name) const;
  std::string changed(std::string_view name) const;
  [[noreturn]] void refuse(const std::string& what, const Span& place) const;

  NameStyle style_;
  std::vector<std::string> reserved_;  ///< sorted; in lower case if case is ignored
  bool ignore_case_;
};

}  // namespace plinth
