#include "design/derive.hpp"

#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "design/access.hpp"
#include "design/caller_dependence.hpp"
#include "design/endpoints.hpp"
#include "design/environment.hpp"
#include "design/errors.hpp"
#include "design/resolution.hpp"
#include "design/tables.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

/// The description with every name resolved: resources, fields, roles, rules.
void resolve_and_check(Resolution& resolution) {
  resolve_service(resolution);
  declare_resources(resolution);
  resolve_roles(resolution);
  resolve_limits(resolution);
  resolve_fields(resolution);
  resolve_auth(resolution);
  complete_limits(resolution);
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
  check_types(resolution);
  check_fields(resolution);
  check_resources(resolution);
  check_states(resolution);
  check_values(resolution);
  check_versions(resolution);
}

/// What clients call.
void derive_surface(Design& design, DiagnosticSink& sink) {
  derive_endpoints(design, sink);
  derive_caller_dependence(design);
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

/// Hands problems on, each once: a rule that holds for several operations is resolved for each.
/// Left out is what only follows from what was reported before: at the very place of another error
/// (two resources of one name have their paths in common, too), or on a line that YAML was wrong
/// in.
class Report {
 public:
  Report(const Damage& damage, DiagnosticSink& sink) : damage_(damage), sink_(sink) {
    for (const Diagnostic& problem : sink.diagnostics()) remember(problem);
  }

  void add(const DiagnosticSink& problems) {
    const Places before = places_;
    for (const Diagnostic& problem : problems.diagnostics()) {
      if (!problem.span) {
        sink_.add(problem);
        continue;
      }
      const bool follows = follows_from(before, problem) || damage_.may_explain(problem);
      const bool seen = !seen_.emplace(place_of(problem), problem.message).second;
      if (follows || seen) continue;
      remember(problem);
      sink_.add(problem);
    }
  }

 private:
  using Place = std::tuple<const SourceFile*, std::uint32_t, std::uint32_t>;
  using Places = std::set<Place>;

  static Place place_of(const Span& span) { return {span.file, span.begin, span.end}; }
  static Place place_of(const Diagnostic& problem) { return place_of(problem.span); }

  /// At the place of an error, or a clash with what stands there.
  static bool follows_from(const Places& places, const Diagnostic& problem) {
    const bool clash = problem.id == "endpoint-collision" && !problem.notes.empty();
    return places.contains(place_of(problem)) ||
           (clash && places.contains(place_of(problem.notes.front().span)));
  }

  void remember(const Diagnostic& problem) {
    if (problem.severity == Severity::Error && problem.span) places_.insert(place_of(problem));
  }

  const Damage& damage_;
  DiagnosticSink& sink_;
  Places places_;
  std::set<std::pair<Place, std::string>> seen_;
};

}  // namespace

Design resolve(const Description& description, DiagnosticSink& sink) {
  Design design;
  DiagnosticSink problems;
  Resolution resolution{description, design, problems, {}, {}, {}, {}, {}, {}};
  resolve_and_check(resolution);
  Report(description.damage, sink).add(problems);
  return design;
}

Design derive(const Description& description, DiagnosticSink& sink) {
  Design design;
  DiagnosticSink problems, of_endpoints;
  Resolution resolution{description, design, problems, {}, {}, {}, {}, {}, {}};
  resolve_and_check(resolution);
  const bool readable = !sink.has_errors() && !problems.has_errors();
  if (readable) derive_views(design);
  derive_surface(design, of_endpoints);
  if (readable) note_versions(design);
  check_error_codes(resolution);
  Report report(description.damage, sink);
  report.add(problems);
  report.add(of_endpoints);
  if (sink.has_errors() || problems.has_errors()) return design;
  derive_environment(design);
  design.tables = derive_tables(design);
  return design;
}

}  // namespace plinth
