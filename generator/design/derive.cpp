#include "design/derive.hpp"

#include <utility>

#include "design/access.hpp"
#include "design/endpoints.hpp"
#include "design/environment.hpp"
#include "design/errors.hpp"
#include "design/resolution.hpp"
#include "design/tables.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

/// The description with every name resolved: resources, fields, roles, rules.
void resolve(Resolution& resolution) {
  resolve_service(resolution);
  declare_resources(resolution);
  resolve_roles(resolution);
  resolve_limits(resolution);
  resolve_fields(resolution);
  resolve_auth(resolution);
  resolve_tenant(resolution);
  add_derived_fields(resolution);
  resolve_resource_keys(resolution);
  resolve_access(resolution);
  resolve_expressions(resolution);
  resolve_endpoints(resolution);
  resolve_jobs(resolution);
  resolve_serials(resolution);
  resolve_events(resolution);
  resolve_subscriptions(resolution);
  resolve_webhooks(resolution);
  resolve_errors(resolution);
  check_versions(resolution);
}

/// What clients call.
void derive_surface(Design& design, DiagnosticSink& sink) {
  derive_endpoints(design, sink);
  derive_access(design);
  derive_errors(design);
}

void derive_views(Design& design) {
  const Api& api = design.api;
  if (api.versions.size() < 2) return;
  // Names hold for all versions together: what collides was reported of the whole.
  DiagnosticSink known;
  std::vector<Design> views;
  for (std::size_t version = 0; version < api.versions.size(); ++version) {
    Design& view = views.emplace_back(seen_in(design, version));
    derive_surface(view, known);
    announce_end(view, api.versions[version], api.version);
  }
  design.views = std::move(views);
}

}  // namespace

Design derive(const Description& description, DiagnosticSink& sink) {
  Design design;
  Resolution resolution{description, design, sink, {}, {}, {}, {}, {}, {}};
  resolve(resolution);
  if (sink.has_errors()) return design;
  derive_views(design);
  derive_surface(design, sink);
  note_versions(design);
  check_error_codes(resolution);
  derive_environment(design);
  design.tables = derive_tables(design);
  return design;
}

}  // namespace plinth
