#include "design/sent_values.hpp"

#include "description/duration.hpp"

namespace plinth {

Type sent_id(const Resource& resource) {
  Type type;
  type.kind = resource.id_type;
  if (type.kind == TypeKind::Uuid) {
    type.min_length = type.max_length = 36;
  } else {
    type.minimum = Bound{"1", false};
  }
  return type;
}

Type sent_type(const Design& design, const Type& type) {
  if (type.kind == TypeKind::Reference) {
    return type.target == no_index ? type : sent_id(design.resources[type.target]);
  }
  if (type.kind != TypeKind::Serial || !type.pattern.empty()) return type;
  Type number;
  number.kind = TypeKind::Long;
  number.minimum = Bound{"1", false};
  return number;
}

Constant as_sent(const Type& type, const Constant& written) {
  const auto* text = std::get_if<Constant::FreeText>(&written.value);
  const std::optional<std::uint64_t> milliseconds =
      type.kind == TypeKind::Duration && text != nullptr ? parse_duration(text->text)
                                                         : std::nullopt;
  return milliseconds ? Constant{iso_duration(*milliseconds)} : written;
}

}  // namespace plinth
