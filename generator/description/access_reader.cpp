#include "description/access_reader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 9> operations{
    "list", "get", "create", "update", "replace", "delete", "read", "write", "all"};

/// The words of rules and expressions, which no role may be called.
constexpr std::array<std::string_view, 7> reserved_roles{
    "public", "authenticated", "owner", "nobody", "me", "input", "anonymous"};

template <std::size_t count>
bool holds(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool check_role_name(const Spelled& name, DiagnosticSink& sink) {
  if (!check_name(name, "role", sink)) return false;
  if (!holds(reserved_roles, name.text)) return true;
  sink.error("reserved-name", name.span,
             "`" + std::string(name.text) + "` has a meaning of its own in rules")
      .hint("a role needs another name");
  return false;
}

/// `orders:refund`: two names.
bool check_permission(const Spelled& permission, DiagnosticSink& sink) {
  const std::size_t colon = permission.text.find(':');
  if (colon == std::string_view::npos) {
    sink.error("bad-permission", permission.span,
               "expected a permission, found `" + std::string(permission.text) + "`")
        .hint("a permission is two names, of a thing and of what is done to it: `orders:refund`");
    return false;
  }
  return check_name(permission.piece(0, colon), "permission", sink) &&
         check_name(permission.piece(colon + 1, permission.text.size()), "permission", sink);
}

void read_includes(const yaml::Entry& entry, WrittenRole& role, DiagnosticSink& sink) {
  role.includes = read_references(entry.value, "role", sink);
}

void read_permissions(const yaml::Entry& entry, WrittenRole& role, DiagnosticSink& sink) {
  role.can = read_texts(entry.value, sink);
  std::erase_if(role.can,
                [&](const Spelled& permission) { return !check_permission(permission, sink); });
}

constexpr std::array<Key<WrittenRole>, 2> role_keys{{
    {"includes", read_includes},
    {"can", read_permissions},
}};

WrittenRole read_role(const yaml::Entry& entry, DiagnosticSink& sink) {
  WrittenRole role;
  role.name = spelled(entry.key);
  read_map(entry.value, "a role", role_keys, role, sink);
  return role;
}

std::vector<WrittenRole> read_role_list(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenRole> roles = read_list(node, sink, [&](const yaml::Node& item) {
    WrittenRole role;
    const Spelled name = read_text(item, sink);
    if (name && check_role_name(name, sink)) role.name = name;
    role.listed = true;
    return role;
  });
  SeenItems seen(sink);
  std::erase_if(roles,
                [&](const WrittenRole& role) { return !role.name || seen.is_double(role.name); });
  return roles;
}

bool check_operation(const yaml::Node& map, const yaml::Entry& entry, std::string_view where,
                     DiagnosticSink& sink) {
  if (holds(operations, entry.key.text)) return true;
  report_unknown_key(map, entry, where, operations, sink);
  return false;
}

}  // namespace

std::vector<WrittenAccess> read_access(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenAccess> access;
  if (!expect_map(node, sink, "say for which operation: `all: authenticated`")) return access;
  access.reserve(node.entries.size());
  for (const yaml::Entry& entry : node.entries) {
    if (!check_operation(node, entry, "`access`", sink) || !expect_value(entry, sink)) continue;
    AccessRule rule = read_rule(entry.value, sink);
    if (rule.span) access.push_back({spelled(entry.key), std::move(rule)});
  }
  return access;
}

std::vector<std::pair<Spelled, ExpressionPtr>> read_conditions(const yaml::Node& node,
                                                               DiagnosticSink& sink) {
  std::vector<std::pair<Spelled, ExpressionPtr>> conditions;
  if (!expect_map(node, sink, "say for which operation: `write: status = draft`"))
    return conditions;
  for (const yaml::Entry& entry : node.entries) {
    if (!check_operation(node, entry, "`when`", sink) || !expect_value(entry, sink)) continue;
    if (ExpressionPtr condition = read_expression(entry.value, sink)) {
      conditions.emplace_back(spelled(entry.key), std::move(condition));
    }
  }
  return conditions;
}

std::vector<WrittenRole> read_roles(const yaml::Node& node, DiagnosticSink& sink) {
  if (!node.is_map()) return read_role_list(node, sink);
  std::vector<WrittenRole> roles;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    if (check_role_name(spelled(entry.key), sink)) roles.push_back(read_role(entry, sink));
  });
  return roles;
}

}  // namespace plinth
