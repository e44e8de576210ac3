#include "design/caller_dependence.hpp"

#include <algorithm>
#include <set>

#include "design/schemas.hpp"

namespace plinth {
namespace {

const Type& one_of(const Type& type) {
  return type.kind == TypeKind::List ? type.element[0] : type;
}

bool is_public_to_read(const Resource& resource) {
  const ResourceAccess* const get = resource.find(Verb::Get);
  return get != nullptr && is_public(get->rule);
}

/// Whether a row, with what comes inside it, says other things to others.
class RowReader {
 public:
  explicit RowReader(const Design& design) : design_(design) {}

  bool depends(std::size_t index, bool expands) {
    if (!seen_.insert(index).second) return false;
    const Resource& row = design_.resources[index];
    for (const Field& field : row.fields) {
      if (!is_shown(field)) continue;
      const bool worked_out = field.fill == Fill::Computed && speaks_of_caller(field.operation);
      if (field.read || worked_out) return true;
      const Type& type = one_of(field.type);
      if (type.kind != TypeKind::Reference || type.target == no_index) continue;
      const bool open = is_public_to_read(design_.resources[type.target]);
      if (field.embed && (!open || depends(type.target, false))) return true;
      if (expands && !open) return true;
    }
    return std::any_of(row.parts.begin(), row.parts.end(), [&](std::size_t part) {
      return design_.resources[part].inline_parts && depends(part, false);
    });
  }

 private:
  const Design& design_;
  std::set<std::size_t> seen_;
};

}  // namespace

bool takes_credentials(const Design& design, const Endpoint& endpoint) {
  // A token that has expired must not keep anybody from signing in again.
  return design.auth && endpoint.kind != EndpointKind::Login &&
         endpoint.kind != EndpointKind::Refresh && endpoint.kind != EndpointKind::ReceiveWebhook;
}

bool answers_all_alike(const Design& design, const Endpoint& endpoint) {
  if (!is_public(endpoint.rule)) return false;
  if (!takes_credentials(design, endpoint) || endpoint.answer.resource == no_index) return true;
  const bool expands = std::any_of(
      endpoint.parameters.begin(), endpoint.parameters.end(), [&](std::size_t parameter) {
        return design.parameters[parameter].kind == ParameterKind::Expand;
      });
  return !RowReader(design).depends(endpoint.answer.resource, expands);
}

}  // namespace plinth
