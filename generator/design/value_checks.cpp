// Values that are worked out: none of itself, and what depends on who asks is nothing to look rows
// up by.

#include <algorithm>

#include "design/caller_dependence.hpp"
#include "design/resolution.hpp"

namespace plinth {
namespace {

/// The fields of the own row that `operation` reads.
void collect_fields(const Operation& operation, const Resource& resource,
                    std::vector<std::size_t>& fields) {
  if (operation.kind == Operation::Kind::Field && operation.path.size() == 1) {
    const std::size_t at = find_field(resource.fields, operation.path[0]);
    if (at != no_index) fields.push_back(at);
  }
  for (const Operation& operand : operation.operands) collect_fields(operand, resource, fields);
}

/// Computed fields that are made of themselves, over however many steps. With a stack of its own:
/// a chain may be as long as the resource.
void check_circles(Resolution& resolution, const Resource& resource) {
  enum class State { Waiting, Begun, Done };
  struct Step {
    std::size_t field = 0;
    std::vector<std::size_t> reads;
  };
  const auto step_at = [&](std::size_t field) {
    Step step{field, {}};
    collect_fields(resource.fields[field].operation, resource, step.reads);
    return step;
  };
  const auto is_computed = [&](std::size_t field) {
    return resource.fields[field].fill == Fill::Computed ||
           resource.fields[field].fill == Fill::AtCreation;
  };
  std::vector<State> states(resource.fields.size(), State::Waiting);
  for (std::size_t start = 0; start < states.size(); ++start) {
    if (!is_computed(start) || states[start] != State::Waiting) continue;
    std::vector<Step> steps{step_at(start)};
    states[start] = State::Begun;
    while (!steps.empty()) {
      if (steps.back().reads.empty()) {
        states[steps.back().field] = State::Done;
        steps.pop_back();
        continue;
      }
      const std::size_t next = steps.back().reads.back();
      steps.back().reads.pop_back();
      if (!is_computed(next) || states[next] == State::Done) continue;
      if (states[next] == State::Waiting) {
        states[next] = State::Begun;
        steps.push_back(step_at(next));
        continue;
      }
      const Field& field = resource.fields[next];
      DiagnosticBuilder report = resolution.sink.error(
          "value-cycle", field.span, "`" + field.name.snake + "` is worked out from itself");
      const auto first = std::find_if(steps.begin(), steps.end(),
                                      [&](const Step& step) { return step.field == next; });
      for (auto step = first + 1; step < steps.end(); ++step) {
        report.note(resource.fields[step->field].span, "by way of this one");
      }
    }
  }
}

void check_lookup(Resolution& resolution, const Resource& resource, std::size_t at,
                  const Span& place, std::string_view id, const char* what) {
  if (at >= resource.fields.size()) return;
  const Field& field = resource.fields[at];
  if (!is_worked_out_for_caller(field)) return;
  resolution.sink
      .error(id, place,
             "rows cannot be " + std::string(what) + " by `" + field.name.snake +
                 "`: its value depends on who asks")
      .note(field.span, "the field is here");
}

}  // namespace

void check_values(Resolution& resolution) {
  for (const Resource& resource : resolution.design.resources) {
    check_circles(resolution, resource);
    for (const Filter& filter : resource.filters) {
      if (filter.path.size() != 1 ||
          filter.span.begin == resource.fields[filter.path[0]].span.begin)
        continue;
      check_lookup(resolution, resource, filter.path[0], filter.span, "filter-type", "filtered");
    }
    for (const Sort& sort : resource.sort) {
      check_lookup(resolution, resource, sort.field, sort.span, "sort-type", "sorted");
    }
  }
}

}  // namespace plinth
