#include "design/caller_dependence.hpp"

#include <algorithm>
#include <vector>

#include "design/schemas.hpp"

namespace plinth {
namespace {

bool takes_credentials(const Design& design, EndpointKind kind) {
  // A token that has expired must not keep anybody from signing in again.
  return design.auth && kind != EndpointKind::Login && kind != EndpointKind::Refresh &&
         kind != EndpointKind::ReceiveWebhook;
}

bool is_public_to_read(const Resource& resource) {
  const ResourceAccess* const get = resource.find(Verb::Get);
  return get != nullptr && is_public(get->rule);
}

/// Which rows say other things to others.
class CallerDependence {
 public:
  explicit CallerDependence(const Design& design)
      : design_(design),
        depends_(design.resources.size()),
        hides_(design.resources.size()),
        containers_(design.resources.size()) {
    for (std::size_t row = 0; row < design.resources.size(); ++row) read(row);
    carry_outwards();
  }

  /// `expanded`: rows that it refers to stand in it as far as the caller may see them.
  bool of_row(std::size_t row, bool expanded) const {
    return depends_[row] || (expanded && hides_[row]);
  }

 private:
  void read(std::size_t index) {
    const Resource& row = design_.resources[index];
    for (const Field& field : row.fields) {
      if (!is_shown(field)) continue;
      if (depends_on_caller(field)) depends_[index] = true;
      const Type& type = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
      if (type.kind != TypeKind::Reference || type.target == no_index) continue;
      const bool open = is_public_to_read(design_.resources[type.target]);
      if (!open) hides_[index] = true;
      if (!open && field.embed) depends_[index] = true;
      if (field.embed) containers_[type.target].push_back(index);
    }
    for (const std::size_t part : row.parts) {
      if (design_.resources[part].inline_parts) containers_[part].push_back(index);
    }
  }

  /// What stands inside a row is said with it. Each row is carried on once.
  void carry_outwards() {
    std::vector<std::size_t> open;
    for (std::size_t row = 0; row < depends_.size(); ++row) {
      if (depends_[row]) open.push_back(row);
    }
    while (!open.empty()) {
      const std::size_t inner = open.back();
      open.pop_back();
      for (const std::size_t outer : containers_[inner]) {
        if (depends_[outer]) continue;
        depends_[outer] = true;
        open.push_back(outer);
      }
    }
  }

  const Design& design_;
  std::vector<bool> depends_;
  std::vector<bool> hides_;  // it refers to rows that not everybody may see
  std::vector<std::vector<std::size_t>> containers_;  // in which the row stands whole
};

}  // namespace

bool is_worked_out_for_caller(const Field& field) {
  return field.fill == Fill::Computed && speaks_of_caller(field.operation);
}

bool depends_on_caller(const Field& field) {
  return field.read.has_value() || is_worked_out_for_caller(field);
}

void derive_caller_dependence(Design& design) {
  const CallerDependence dependence(design);
  for (Endpoint& endpoint : design.endpoints) {
    endpoint.credentials = takes_credentials(design, endpoint.kind);
    const std::size_t row = endpoint.answer.resource;
    const bool expanded = std::any_of(
        endpoint.parameters.begin(), endpoint.parameters.end(), [&](std::size_t parameter) {
          return design.parameters[parameter].kind == ParameterKind::Expand;
        });
    const bool differs =
        endpoint.credentials && row != no_index && dependence.of_row(row, expanded);
    endpoint.alike = is_public(endpoint.rule) && !differs;
  }
}

}  // namespace plinth
