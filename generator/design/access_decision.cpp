#include "design/access_decision.hpp"

#include <algorithm>

namespace plinth {
namespace {

std::string joined_with(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

}  // namespace

std::string to_text(const Rule& rule, const std::vector<std::string>& roles) {
  switch (rule.kind) {
    case Rule::Kind::Public:
      return "public";
    case Rule::Kind::Authenticated:
      return "authenticated";
    case Rule::Kind::Nobody:
      return "nobody";
    case Rule::Kind::Owner:
      return "owner";
    case Rule::Kind::Role:
      return roles.at(rule.role);
    case Rule::Kind::Path:
      return joined_with(rule.path, ".");
    case Rule::Kind::Permission:
      return rule.permission;
    case Rule::Kind::Any:
    case Rule::Kind::All:
      break;
  }
  std::vector<std::string> operands;
  for (const Rule& operand : rule.operands) {
    // `&` binds tighter than `|`: only alternatives inside a conjunction need brackets.
    const bool brackets = rule.kind == Rule::Kind::All && operand.kind == Rule::Kind::Any;
    const std::string text = to_text(operand, roles);
    operands.push_back(brackets ? "(" + text + ")" : text);
  }
  return joined_with(operands, rule.kind == Rule::Kind::Any ? " | " : " & ");
}

bool is_public(const Rule& rule) {
  if (rule.kind == Rule::Kind::Any) {
    return std::any_of(rule.operands.begin(), rule.operands.end(), is_public);
  }
  if (rule.kind == Rule::Kind::All) {
    return std::all_of(rule.operands.begin(), rule.operands.end(), is_public);
  }
  return rule.kind == Rule::Kind::Public;
}

bool is_nobody(const Rule& rule) {
  if (rule.kind == Rule::Kind::Any) {
    return std::all_of(rule.operands.begin(), rule.operands.end(), is_nobody);
  }
  if (rule.kind == Rule::Kind::All) {
    return std::any_of(rule.operands.begin(), rule.operands.end(), is_nobody);
  }
  return rule.kind == Rule::Kind::Nobody;
}

bool asks_for_relation(const Rule& rule) {
  return rule.kind == Rule::Kind::Owner || rule.kind == Rule::Kind::Path ||
         std::any_of(rule.operands.begin(), rule.operands.end(), asks_for_relation);
}

std::string_view to_text(Access access) {
  switch (access) {
    case Access::Denied:
      return "denied";
    case Access::Own:
      return "own";
    case Access::Allowed:
      return "allowed";
  }
  return {};
}

}  // namespace plinth
