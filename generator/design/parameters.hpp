#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Makes the parameters that endpoints ask for, each once. Every function gives indices into
/// `Design::parameters`. Filters whose names are taken go to the sink.
class ParameterBuilder {
 public:
  ParameterBuilder(Design& design, DiagnosticSink& sink) : design_(design), sink_(sink) {}

  /// The id (or key) of `resource` in a path; `taken` are the names that the path has already.
  std::size_t id(std::size_t resource, const std::vector<std::string>& taken);
  /// Everything that a list of `resource` understands: paging, sort, search, filters, expand.
  std::vector<std::size_t> of_list(std::size_t resource) { return of_list(resource, {}); }
  /// The same but for what `own` parameters of an endpoint take the place of: those of their names.
  /// Paging gives way to none.
  std::vector<std::size_t> of_list(std::size_t resource, const std::vector<Field>& own);
  /// What reading one row understands.
  std::vector<std::size_t> of_get(std::size_t resource);
  std::size_t if_match();
  std::size_t idempotency_key();
  std::size_t task_id();
  /// A parameter that the author of the endpoint `endpoint` wrote.
  std::size_t own(const Name& endpoint, const Field& field, ParameterPlace place);
  /// What proves that a webhook comes from who may send it.
  std::vector<std::size_t> of_webhook();

 private:
  void add_paging(std::vector<std::size_t>& parameters, const Resource& resource);
  void add_sort(std::vector<std::size_t>& parameters, std::size_t resource);
  void add_search(std::vector<std::size_t>& parameters, std::size_t resource);
  void add_filter(std::vector<std::size_t>& parameters, std::size_t resource, const Filter& filter);
  void add_expand(std::vector<std::size_t>& parameters, std::size_t resource);
  void report_collisions(const std::vector<std::size_t>& parameters,
                         const std::vector<const Filter*>& filters, const Resource& row);
  void report_collision(const Filter& filter, const Filter* other, const Parameter& taken,
                        const Resource& row);
  std::size_t number(std::string_view snake, ParameterKind kind, const std::string& id,
                     std::string minimum, std::string maximum, std::string fallback);
  std::string wire(const std::string& snake) const;
  std::size_t add(Parameter parameter);
  bool gives_way(const Parameter& parameter) const;

  Design& design_;
  DiagnosticSink& sink_;
  std::unordered_map<std::string, std::size_t> by_purpose_;
  std::unordered_set<std::string> ids_;
  const std::vector<Field>* own_ = nullptr;  // of the endpoint whose list is being made
  std::set<std::size_t> reported_;           // resources whose collisions have been looked for
};

}  // namespace plinth
