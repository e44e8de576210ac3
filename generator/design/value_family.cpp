#include "design/value_family.hpp"

namespace plinth {

Family family(const Operation& operation) {
  if (operation.kind == Operation::Kind::Constant && operation.value.is_null()) {
    return Family::Unknown;
  }
  return family(operation.type);
}

Family family(TypeKind kind) {
  if (is_numeric(kind)) return Family::Number;
  if (kind == TypeKind::Date || kind == TypeKind::DateTime) return Family::Date;
  if (kind == TypeKind::Time) return Family::Time;
  if (kind == TypeKind::Duration) return Family::Duration;
  if (kind == TypeKind::Bool) return Family::Bool;
  if (kind == TypeKind::Reference || kind == TypeKind::Uuid) return Family::Id;
  const bool opaque = kind == TypeKind::Json || kind == TypeKind::Serial;
  if (opaque) return Family::Unknown;
  return is_textual(kind) || kind == TypeKind::Enum ? Family::Text : Family::Unknown;
}

std::string spoken_type(const Operation& operation) {
  return "`" + std::string(to_text(operation.type)) + "`";
}

}  // namespace plinth
