#include "design/design.hpp"

#include <algorithm>

namespace plinth {

const ResourceAccess* Resource::find(Verb verb) const {
  const auto found = std::find_if(access.begin(), access.end(),
                                  [&](const ResourceAccess& one) { return one.verb == verb; });
  return found == access.end() ? nullptr : &*found;
}

const Field* Resource::find(std::string_view snake) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name.snake == snake; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> Design::role_names() const {
  std::vector<std::string> names;
  for (const Role& role : roles) names.push_back(role.name.snake);
  return names;
}

}  // namespace plinth
