#include <algorithm>
#include <utility>

#include "design/endpoint_draft.hpp"

namespace plinth {

/// Who started the work asks for it, and nobody else; where somebody unknown may start some, the id
/// of the task, which nobody guesses, is all there is to ask with.
void TaskEndpoints::add() {
  const auto& all = design_.endpoints;
  const auto is_task = [](const Endpoint& one) { return one.answer.kind == AnswerKind::Task; };
  if (std::none_of(all.begin(), all.end(), is_task)) return;
  const bool open = !design_.auth || std::any_of(all.begin(), all.end(), [&](const Endpoint& one) {
    return is_task(one) && is_public(one.rule);
  });
  Route route;
  add_word(route, kebab_case(plural(design_.task)));
  const std::size_t id = parameters_.task_id();
  route.path.push_back({design_.parameters[id].name, id});
  route.parameters.push_back(id);
  Endpoint made = endpoint(EndpointKind::GetTask, Method::Get, "get" + pascal_case(design_.task),
                           std::move(route), no_index);
  made.tag = pascal_case(plural(design_.task));
  made.rule.kind = open ? Rule::Kind::Public : Rule::Kind::Owner;
  made.rule_source = "async";
  made.answer.kind = AnswerKind::Value;
  made.answer.schema = schemas_.task();
  made.answer.no_store = true;
  design_.endpoints.push_back(std::move(made));
}

}  // namespace plinth
