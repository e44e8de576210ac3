#include "design/derive.hpp"

#include "design/access.hpp"
#include "design/endpoints.hpp"
#include "design/environment.hpp"
#include "design/errors.hpp"
#include "design/resolution.hpp"
#include "design/tables.hpp"

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
}

}  // namespace

Design derive(const Description& description, DiagnosticSink& sink) {
  Design design;
  Resolution resolution{description, design, sink, {}, {}, {}, {}, {}, {}};
  resolve(resolution);
  if (sink.has_errors()) return design;
  derive_endpoints(design, sink);
  derive_access(design);
  derive_errors(design);
  check_error_codes(resolution);
  derive_environment(design);
  design.tables = derive_tables(design);
  return design;
}

}  // namespace plinth
