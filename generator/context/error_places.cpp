// A list of forty endpoints tells nobody anything; "every endpoint with a body" does. Groups of
// endpoints that people know are tried, and the one that shortens the list most is taken, as long
// as what is said stays exact: exceptions are named, and what no group covers is listed. Only the
// groups of the error's own endpoints are looked at, so that the time grows with what is written.

#include "context/error_places.hpp"

#include <algorithm>
#include <unordered_map>
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
  add_group("every", [](const Endpoint&) { return true; });
  add_group("not_public", [](const Endpoint& endpoint) { return !is_public(endpoint.rule); });
  add_group("with_body",
            [](const Endpoint& endpoint) { return endpoint.body.kind != BodyKind::None; });
  add_group("with_json_body", has_json_body);
  add_group("with_parameters",
            [](const Endpoint& endpoint) { return !endpoint.parameters.empty(); });
  add_group("parameters_or_no_body", [](const Endpoint& endpoint) {
    return !endpoint.parameters.empty() || endpoint.body.kind == BodyKind::None;
  });
  add_row_paths();
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (const std::size_t member : groups_[group].members) of_endpoint_[member].push_back(group);
  }
}

void ErrorPlaces::add_group(std::string kind, bool (*belongs)(const Endpoint&)) {
  Group group{std::move(kind), {}, {}};
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
      if (added) groups_.push_back({"below", path, {}});
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

Value ErrorPlaces::value(const Error& error) const {
  const std::vector<std::size_t> of_all = covered_by_group(error.endpoints);
  std::vector<std::size_t> open = error.endpoints;
  List said;
  while (true) {
    const std::vector<std::size_t> of_open = covered_by_group(open);
    const Group* best = nullptr;
    std::size_t most = 0;
    for (auto run = of_open.begin(); run != of_open.end();) {
      const auto end = std::upper_bound(run, of_open.end(), *run);
      const auto [first, last] = std::equal_range(of_all.begin(), of_all.end(), *run);
      const Group& group = groups_[*run];
      const std::size_t exceptions = group.members.size() - static_cast<std::size_t>(last - first);
      const std::size_t saved = saving(static_cast<std::size_t>(end - run), exceptions);
      if (saved > most) {
        most = saved;
        best = &group;
      }
      run = end;
    }
    if (best == nullptr) break;
    said.emplace_back(Map{}
                          .set("kind", best->kind)
                          .set("path", best->path)
                          .set("but", ids(without(best->members, error.endpoints))));
    open = without(open, best->members);
  }
  return Map{}.set("groups", std::move(said)).set("endpoints", ids(open));
}

}  // namespace plinth
