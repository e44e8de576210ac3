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
  switch (kind) {
    case TypeKind::Bool:
      return Family::Bool;
    case TypeKind::Date:
    case TypeKind::DateTime:
      return Family::Date;
    case TypeKind::Time:
      return Family::Time;
    case TypeKind::Duration:
      return Family::Duration;
    case TypeKind::Uuid:
    case TypeKind::Reference:
      return Family::Id;
    case TypeKind::List:
      return Family::List;
    case TypeKind::Map:
    case TypeKind::Object:
      return Family::Map;
    case TypeKind::File:
      return Family::File;
    case TypeKind::Json:
    case TypeKind::Serial:
      return Family::Unknown;
    default:  // what is textual, and the words of an enum
      return Family::Text;
  }
}

bool is_whole(TypeKind kind) { return kind == TypeKind::Int || kind == TypeKind::Long; }

Operation unresolved() {
  Operation operation;
  operation.type = TypeKind::Json;
  return operation;
}

std::string spoken_type(const Operation& operation) {
  return "`" + std::string(to_text(operation.type)) + "`";
}

}  // namespace plinth
