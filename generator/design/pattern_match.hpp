#pragma once

#include <memory>
#include <optional>
#include <string_view>

namespace re2 {
class RE2;
}

namespace plinth {

/// An ECMAScript regular expression, compiled once to match many texts.
class Pattern {
 public:
  explicit Pattern(std::string_view source);
  Pattern(Pattern&&) noexcept;
  ~Pattern();

  /// Whether it matches somewhere in `text` (UTF-8), in time linear in the text. Nothing where that
  /// cannot be told: of look-around, back references and what else is no regular language, and of
  /// what RE2 spells in another way.
  std::optional<bool> matches(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> compiled_;  // null: it cannot be told of any text
};

}  // namespace plinth
