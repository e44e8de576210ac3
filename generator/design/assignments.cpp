// `sets`: which field of its row an action writes, and that the value fits it.

#include <algorithm>
#include <optional>
#include <string>

#include "design/expression_types.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

bool is_null(const Operation& value) {
  return value.kind == Operation::Kind::Constant && value.value.is_null();
}

/// What stands there as a literal, with its sign, as it is written for a field; nothing else.
std::optional<std::string> written_literal(const Expression& value) {
  if (const auto* const unary = std::get_if<Unary>(&value.node); unary != nullptr) {
    const std::optional<std::string> number =
        unary->op == "-" ? written_literal(*unary->operand) : std::nullopt;
    return number ? std::optional("-" + *number) : std::nullopt;
  }
  const auto* const literal = std::get_if<Literal>(&value.node);
  const bool judged = literal != nullptr && (literal->kind == Literal::Kind::Number ||
                                             literal->kind == Literal::Kind::Text);
  return judged ? std::optional(literal->value) : std::nullopt;
}

/// What an action cannot write, and the reason.
std::string_view forbidden(const Field& field) {
  if (field.fill == Fill::Computed) return "is always worked out";
  if (field.moved) return "changes by `moves` and `toggles` alone";
  if (field.type.kind == TypeKind::File) return "is a file, which is uploaded";
  return {};
}

/// A serial takes its next number, which nothing else does.
bool check_next(Resolution& resolution, const Operation& value, const Span& span,
                const Field& field) {
  const bool next = value.kind == Operation::Kind::Call && value.op == "next";
  if (next == (field.type.kind == TypeKind::Serial)) return true;
  resolution.sink
      .error("next-of-serial", span,
             next
                 ? "`next()` is the next number of a serial, and `" + field.name.snake + "` is none"
                 : "the serial `" + field.name.snake + "` takes its next number only")
      .note(field.span, "the field is here")
      .hint(next ? "" : "write `next()`");
  return false;
}

void resolve_set(Resolution& resolution, const Spelled& name, const Expression& value,
                 const ExpressionScope& scope, Action& action) {
  const Resource& resource = resolution.design.resources[scope.resource];
  const std::size_t index = find_field(resource.fields, name.text);
  if (index == no_index) {
    report_unknown_field(resolution, resource, name);
    return;
  }
  const Field& field = resource.fields[index];
  if (const std::string_view reason = forbidden(field); !reason.empty()) {
    resolution.sink
        .error("set-field", name.span,
               "`" + field.name.snake + "` " + std::string(reason) + ", so no action `sets` it")
        .note(field.span, "the field is here");
    return;
  }
  ExpressionScope wanted = scope;
  if (field.type.kind == TypeKind::Enum || !field.type.known) wanted.wanted = &field.type;
  const std::size_t errors = resolution.sink.error_count();
  Operation resolved = resolve_expression(resolution, value, wanted);
  if (resolution.sink.error_count() > errors) return;
  if (!check_next(resolution, resolved, value.span, field)) return;
  if (is_null(resolved) && is_written_null(value) && !field.optional && field.type.known) {
    resolution.sink.error("set-type", name.span, "`" + field.name.snake + "` is never null")
        .note(field.span, "it has no `?`");
  } else if (!can_hold(field.type, resolved)) {
    resolution.sink
        .error("set-type", name.span,
               "`" + field.name.snake + "` is a `" + std::string(to_text(field.type.kind)) +
                   "`, and what it is set to is a `" + std::string(to_text(resolved.type)) + "`")
        .note(field.span, "the field is here");
  } else if (const std::optional<std::string> literal = written_literal(value)) {
    constant_of(resolution, field.type, {*literal, value.span}, true, LiteralUse::Value);
  }
  action.sets.push_back({index, std::move(resolved)});
}

}  // namespace

void resolve_sets(Resolution& resolution, const WrittenAction& written,
                  const ExpressionScope& scope, Action& action) {
  for (const auto& [name, value] : written.sets) {
    if (value) resolve_set(resolution, name, *value, scope, action);
  }
}

}  // namespace plinth
