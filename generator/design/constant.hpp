#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plinth {

/// A value known when the design is made: a default, an example. Decimals and numbers keep their
/// spelling, so that none is rounded.
struct Constant {
  struct Number {
    std::string spelling;  // JSON's grammar for numbers
    bool operator==(const Number&) const = default;
  };
  using List = std::vector<Constant>;
  using Object = std::vector<std::pair<std::string, Constant>>;  // in order

  /// Text that the author of the description wrote, and that templates must therefore escape.
  struct FreeText {
    std::string text;
    bool operator==(const FreeText&) const = default;
  };

  std::variant<std::nullptr_t, bool, Number, std::string, FreeText, List, Object> value = nullptr;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
  bool operator==(const Constant&) const = default;
};

}  // namespace plinth
