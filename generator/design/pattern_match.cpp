#include "design/pattern_match.hpp"

#include <re2/re2.h>

namespace plinth {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Pattern::Pattern(std::string_view source) {
  if (source.find("[:") != std::string_view::npos) return;  // a class to RE2 alone
  RE2::Options options(RE2::Quiet);
  options.set_dot_nl(false);
  auto compiled = std::make_unique<const RE2>(piece(source), options);
  if (compiled->ok()) compiled_ = std::move(compiled);
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<bool> Pattern::matches(std::string_view text) const {
  if (compiled_ == nullptr) return std::nullopt;
  return RE2::PartialMatch(piece(text), *compiled_);
}

}  // namespace plinth
