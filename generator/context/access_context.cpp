#include "context/access_context.hpp"

namespace plinth {

jinja::Value access_value(const Design& design, const Endpoint& endpoint) {
  using jinja::Value;
  jinja::List list;
  for (std::size_t i = 0; i < endpoint.access.size(); ++i) {
    const Role& role = design.roles[i];
    const Value membership = role.membership == no_index
                                 ? Value::none()
                                 : Value(design.resources[role.membership].name.snake);
    list.emplace_back(jinja::Map{}
                          .set("role", role.name.snake)
                          .set("membership", membership)
                          .set("access", to_text(endpoint.access[i])));
  }
  return list;
}

}  // namespace plinth
