// Expressions of fields become expressions of columns.

#include <algorithm>

#include "description/duration.hpp"
#include "design/caller_dependence.hpp"
#include "design/table_draft.hpp"

namespace plinth {
namespace {

/// A formula longer than this is worked out by the service: written out in full, fields that are
/// made of one another double with every step.
constexpr std::size_t longest_formula = 200;

const Field* field_named(const Resource& resource, std::string_view name) {
  return resource.find(name);
}

/// Number of nodes of `operation` when every computed field is written out, at most `limit`.
std::size_t full_size(const Resource& resource, const Operation& operation, std::size_t limit,
                      std::size_t depth) {
  if (depth > longest_formula) return limit;
  if (operation.kind == Operation::Kind::Field && operation.path.size() == 1) {
    const Field* const field = field_named(resource, operation.path[0]);
    const bool computed = field != nullptr && field->fill == Fill::Computed;
    if (computed && is_own(field->operation)) {
      return full_size(resource, field->operation, limit, depth + 1);
    }
    return 1;
  }
  std::size_t size = 1;
  for (const Operation& operand : operation.operands) {
    size += full_size(resource, operand, limit, depth + 1);
    if (size >= limit) return limit;
  }
  return size;
}

/// True if every field of `operation` has a column.
bool has_columns(const Resource& resource, const Operation& operation) {
  // Not every database can look into a list where it checks a row; the service does.
  if (operation.kind == Operation::Kind::Contains) return false;
  if (operation.kind == Operation::Kind::Field && operation.path.size() == 1) {
    const Field* const field = field_named(resource, operation.path[0]);
    if (field == nullptr) return true;
    const bool flat = field->type.kind == TypeKind::Object && field->type.columns;
    return !is_link(*field) && !flat && field->type.kind != TypeKind::Password && is_stored(*field);
  }
  return std::all_of(operation.operands.begin(), operation.operands.end(),
                     [&](const Operation& operand) { return has_columns(resource, operand); });
}

}  // namespace

Constant in_milliseconds(const Constant& duration) {
  std::string text;
  if (const auto* free = std::get_if<Constant::FreeText>(&duration.value)) text = free->text;
  if (const auto* clean = std::get_if<std::string>(&duration.value)) text = *clean;
  const auto count = parse_duration(text);
  return count ? Constant{Constant::Number{std::to_string(*count)}} : duration;
}

bool is_stored(const Field& field) { return !is_worked_out_for_caller(field); }

bool is_generated(const Resource& resource, const Field& field) {
  return field.fill == Fill::Computed && is_own(field.operation) &&
         has_columns(resource, field.operation) &&
         full_size(resource, field.operation, longest_formula, 0) < longest_formula;
}

bool can_check(const Resource& resource, const Operation& operation) {
  return is_own(operation) && has_columns(resource, operation);
}

Operation on_columns(const Design& design, const Resource& resource, const Operation& operation,
                     bool inlined) {
  if (operation.kind == Operation::Kind::Constant && operation.type == TypeKind::Duration) {
    Operation number = operation;
    number.value = in_milliseconds(operation.value);
    return number;
  }
  Operation result = operation;
  if (operation.kind == Operation::Kind::Field && operation.path.size() == 1) {
    const std::string& name = operation.path[0];
    if (const Field* const field = field_named(resource, name)) {
      if (inlined && is_generated(resource, *field)) {
        return on_columns(design, resource, field->operation, true);
      }
      result.path = {shortened(member_name(*field))};
    } else if (resource.whole != no_index &&
               name == design.resources[resource.whole].own_name.snake) {
      result.path = {reference_column(design.resources[resource.whole].own_name)};
    }
    return result;
  }
  for (Operation& operand : result.operands) {
    operand = on_columns(design, resource, operand, inlined);
  }
  return result;
}

}  // namespace plinth
