// What is known of a rule when only some of the row is known: true, false, or nothing. Enough for
// rules that look at a state: `status != in_review or estimate is not null` cannot be broken by an
// action that moves to another state.

#include "design/rule_outlook.hpp"

#include <optional>
#include <variant>

namespace plinth {
namespace {

using Known = std::map<std::string, std::string>;
using Outlook = std::optional<bool>;

/// The word that an operand is known to be.
std::optional<std::string> word_of(const Operation& operand, const Known& known) {
  if (operand.kind == Operation::Kind::Constant) {
    const auto* word = std::get_if<std::string>(&operand.value.value);
    return word == nullptr ? std::nullopt : std::optional<std::string>(*word);
  }
  if (operand.kind != Operation::Kind::Field || operand.path.size() != 1) return std::nullopt;
  const auto found = known.find(operand.path.front());
  return found == known.end() ? std::nullopt : std::optional<std::string>(found->second);
}

Outlook outlook(const Operation& condition, const Known& known);

/// Both are asked for; `decisive` of one decides: false for `and`, true for `or`.
Outlook combined(const Operation& condition, const Known& known, bool decisive) {
  const Outlook left = outlook(condition.operands[0], known);
  const Outlook right = outlook(condition.operands[1], known);
  if (left == decisive || right == decisive) return decisive;
  return left && right ? Outlook(!decisive) : std::nullopt;
}

Outlook compared(const Operation& condition, const Known& known) {
  const auto left = word_of(condition.operands[0], known);
  const auto right = word_of(condition.operands[1], known);
  if (!left || !right) return std::nullopt;
  if (condition.op == "=") return *left == *right;
  if (condition.op == "!=") return *left != *right;
  return std::nullopt;
}

Outlook listed(const Operation& condition, const Known& known) {
  const auto word = word_of(condition.operands[0], known);
  if (!word) return std::nullopt;
  bool all_known = true;
  for (std::size_t i = 1; i < condition.operands.size(); ++i) {
    const auto option = word_of(condition.operands[i], known);
    if (option == word) return true;
    all_known = all_known && option.has_value();
  }
  return all_known ? Outlook(false) : std::nullopt;
}

Outlook outlook(const Operation& condition, const Known& known) {
  switch (condition.kind) {
    case Operation::Kind::Unary: {
      const Outlook operand = outlook(condition.operands[0], known);
      return condition.op == "not" && operand ? Outlook(!*operand) : std::nullopt;
    }
    case Operation::Kind::Binary:
      if (condition.op == "and") return combined(condition, known, false);
      if (condition.op == "or") return combined(condition, known, true);
      return compared(condition, known);
    case Operation::Kind::In:
      return listed(condition, known);
    default:
      return std::nullopt;
  }
}

}  // namespace

bool can_be_broken(const Operation& condition, const Known& known) {
  return outlook(condition, known) != true;
}

bool can_hold(const Operation& condition, const Known& known) {
  return outlook(condition, known) != false;
}

}  // namespace plinth
