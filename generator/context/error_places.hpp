#pragma once

#include <string>
#include <vector>

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// Says which endpoints can answer an error, as shortly as it can be said exactly.
class ErrorPlaces {
 public:
  explicit ErrorPlaces(const Design& design);

  /// `{groups: [{kind, path, but}], endpoints}`. A group is `every`, `not_public`, `with_body`,
  /// `with_json_body`, `with_parameters`, `parameters_or_no_body`, or `below`: at `path` or below
  /// it. The groups, each without the endpoints in `but`, and the single endpoints together are
  /// exactly those of `error`. Endpoints are named by id.
  jinja::Value value(const Error& error) const;

 private:
  struct Group {
    std::string kind;
    bool of_requests = false;          // tells requests apart by what is in them
    std::string path;                  // of `below`
    std::vector<std::size_t> members;  // indices of endpoints, ascending
  };

  /// A group that would shorten the list of an error's endpoints by `saved`.
  struct Candidate {
    const Group* group = nullptr;
    std::size_t exceptions = 0;
    std::size_t saved = 0;
  };

  void add_group(std::string kind, bool of_requests, bool (*belongs)(const Endpoint&));
  void add_row_paths();
  std::vector<std::size_t> covered_by_group(const std::vector<std::size_t>& endpoints) const;
  std::vector<Candidate> candidates(const Error& error) const;
  jinja::List ids(const std::vector<std::size_t>& endpoints) const;

  const Design& design_;
  std::vector<Group> groups_;
  std::vector<std::vector<std::size_t>> of_endpoint_;  // the groups that an endpoint is in
};

}  // namespace plinth
