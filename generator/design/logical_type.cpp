#include "design/logical_type.hpp"

#include <array>

#include "design/design.hpp"

namespace plinth {

std::string_view to_text(TypeKind kind) {
  constexpr std::array<std::string_view, 30> words{
      "string",  "text",     "email",  "url",    "uuid",      "phone",    "ip",   "color",
      "country", "currency", "locale", "slug",   "password",  "bool",     "int",  "long",
      "float",   "decimal",  "date",   "time",   "datetime",  "duration", "json", "map",
      "file",    "serial",   "enum",   "object", "reference", "list"};
  return words[static_cast<std::size_t>(kind)];
}

bool is_textual(TypeKind kind) { return kind <= TypeKind::Password || kind == TypeKind::Serial; }

bool is_numeric(TypeKind kind) { return kind >= TypeKind::Int && kind <= TypeKind::Decimal; }

bool is_temporal(TypeKind kind) { return kind >= TypeKind::Date && kind <= TypeKind::DateTime; }

}  // namespace plinth
