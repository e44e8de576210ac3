// A list of forty endpoints tells nobody anything; "every endpoint with a body" does. Groups of
// endpoints that people know are tried, those that shorten the list most first, and taken as long
// as what is said stays exact: exceptions are named, and what no group covers is listed. Only the
// groups of the error's own endpoints are looked at, so that the time grows with what is written.

#include "context/error_places.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

/// Fewer endpoints are listed one by one.
constexpr std::size_t smallest_group = 4;
/// More exceptions than this make a group unreadable.
constexpr std::size_t most_exceptions = 3;

bool has_json_body(const Endpoint& endpoint) {
  return endpoint.body.kind == BodyKind::Json || endpoint.body.kind == BodyKind::MergePatch;
}

/// How many entries the list gets shorter by if a group stands for `open` of its members, those
/// that nothing stands for yet.
std::size_t saving(std::size_t open, std::size_t exceptions) {
  if (open < smallest_group || exceptions > most_exceptions) return 0;
  const std::size_t cost = 1 + exceptions;
  return open > cost ? open - cost : 0;
}

std::vector<std::size_t> without(const std::vector<std::size_t>& all,
                                 const std::vector<std::size_t>& some) {
  std::vector<std::size_t> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

ErrorPlaces::ErrorPlaces(const Design& design)
    : design_(design), of_endpoint_(design.endpoints.size()) {
  add_group("every", false, [](const Endpoint&) { return true; });
  add_group("not_public", false,
            [](const Endpoint& endpoint) { return !is_public(endpoint.rule); });
  add_group("with_body", true,
            [](const Endpoint& endpoint) { return endpoint.body.kind != BodyKind::None; });
  add_group("with_json_body", true, has_json_body);
  add_group("with_parameters", true,
            [](const Endpoint& endpoint) { return !endpoint.parameters.empty(); });
  add_group("parameters_or_no_body", true, [](const Endpoint& endpoint) {
    return !endpoint.parameters.empty() || endpoint.body.kind == BodyKind::None;
  });
  add_row_paths();
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (const std::size_t member : groups_[group].members) of_endpoint_[member].push_back(group);
  }
}

void ErrorPlaces::add_group(std::string kind, bool of_requests, bool (*belongs)(const Endpoint&)) {
  Group group{std::move(kind), of_requests, {}, {}};
  for (std::size_t i = 0; i < design_.endpoints.size(); ++i) {
    if (belongs(design_.endpoints[i])) group.members.push_back(i);
  }
  groups_.push_back(std::move(group));
}

/// One group per path that ends in a parameter: the row there and what is below it.
void ErrorPlaces::add_row_paths() {
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < design_.endpoints.size(); ++i) {
    std::string path;
    for (const PathSegment& segment : design_.endpoints[i].path) {
      const bool parameter = segment.parameter != no_index;
      path += parameter ? "/{" + segment.text + "}" : "/" + segment.text;
      if (!parameter) continue;
      const auto [entry, added] = known.emplace(path, groups_.size());
      if (added) groups_.push_back({"below", false, path, {}});
      groups_[entry->second].members.push_back(i);
    }
  }
}

std::vector<std::size_t> ErrorPlaces::covered_by_group(
    const std::vector<std::size_t>& endpoints) const {
  std::vector<std::size_t> touched;
  for (const std::size_t endpoint : endpoints) {
    touched.insert(touched.end(), of_endpoint_[endpoint].begin(), of_endpoint_[endpoint].end());
  }
  std::sort(touched.begin(), touched.end());
  return touched;
}

List ErrorPlaces::ids(const std::vector<std::size_t>& endpoints) const {
  List list;
  for (const std::size_t endpoint : endpoints) list.emplace_back(design_.endpoints[endpoint].id);
  return list;
}

std::vector<ErrorPlaces::Candidate> ErrorPlaces::candidates(const Error& error) const {
  const std::vector<std::size_t> touched = covered_by_group(error.endpoints);
  std::vector<Candidate> found;
  for (auto run = touched.begin(); run != touched.end();) {
    const auto end = std::upper_bound(run, touched.end(), *run);
    const auto covered = static_cast<std::size_t>(end - run);
    const Group& group = groups_[*run];
    const std::size_t exceptions = group.members.size() - covered;
    // Parameters and bodies explain what is wrong with a request, and nothing else.
    const bool explains = !group.of_requests || error.category == ErrorCategory::Validation;
    const std::size_t saved = saving(covered, exceptions);
    if (explains && saved > 0) found.push_back({&group, exceptions, saved});
    run = end;
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.saved > b.saved; });
  return found;
}

Value ErrorPlaces::value(const Error& error) const {
  std::unordered_set<std::size_t> open(error.endpoints.begin(), error.endpoints.end());
  List said;
  for (const Candidate& candidate : candidates(error)) {
    const std::vector<std::size_t>& members = candidate.group->members;
    const auto still_open = static_cast<std::size_t>(std::count_if(
        members.begin(), members.end(), [&](std::size_t member) { return open.contains(member); }));
    if (saving(still_open, candidate.exceptions) == 0) continue;
    said.emplace_back(Map{}
                          .set("kind", candidate.group->kind)
                          .set("path", candidate.group->path)
                          .set("but", ids(without(members, error.endpoints))));
    for (const std::size_t member : members) open.erase(member);
  }
  std::vector<std::size_t> single;
  std::copy_if(error.endpoints.begin(), error.endpoints.end(), std::back_inserter(single),
               [&](std::size_t endpoint) { return open.contains(endpoint); });
  return Map{}.set("groups", std::move(said)).set("endpoints", ids(single));
}

}  // namespace plinth
