#include "design/pattern_match.hpp"

#include <re2/re2.h>

namespace plinth {

std::optional<bool> matches_pattern(std::string_view pattern, std::string_view text) {
  if (pattern.find("[:") != std::string_view::npos) return std::nullopt;  // a class to RE2 alone
  RE2::Options options(RE2::Quiet);
  options.set_dot_nl(false);
  const RE2 compiled(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!compiled.ok()) return std::nullopt;
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled);
}

}  // namespace plinth
