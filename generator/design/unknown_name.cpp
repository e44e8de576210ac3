#include "design/unknown_name.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

/// Where the things are declared that a problem says are not there.
struct Declaration {
  std::string_view id;
  std::string_view key;
};
constexpr std::array declarations{
    Declaration{"unknown-role", "roles"},     Declaration{"unknown-role", "auth"},
    Declaration{"unknown-type", "types"},     Declaration{"unknown-integration", "integrations"},
    Declaration{"unknown-action", "actions"}, Declaration{"unknown-part", "contains"},
    Declaration{"unknown-event", "events"},
};

bool is_lost(const Damage& damage, std::string_view id) {
  return std::any_of(declarations.begin(), declarations.end(), [&](const Declaration& one) {
    return one.id == id && damage.has_lost(one.key);
  });
}

}  // namespace

void report_unknown(Resolution& resolution, const UnknownName& unknown) {
  const Damage& damage = resolution.description.damage;
  if (damage.may_have_named(unknown.name.text, unknown.known)) return;
  if (is_lost(damage, unknown.id)) return;
  const std::string nearest = nearest_word(unknown.name.text, unknown.known);
  resolution.sink.error(unknown.id, unknown.name.span, unknown.message)
      .hint(nearest.empty() ? unknown.otherwise : "did you mean `" + nearest + "`?");
}

std::vector<std::string> names_of(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(field.name.snake);
  return names;
}

std::string listed(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "`" : ", `") + one + "`";
  return text;
}

namespace {

/// The fields there are, where these are few enough to be read.
std::string fields_in_words(const Resource& resource) {
  constexpr std::size_t most_listed = 12;
  const std::vector<std::string> names = names_of(resource.fields);
  return names.size() > most_listed ? "" : "its fields: " + listed(names);
}

}  // namespace

void report_unknown_field(Resolution& resolution, const Resource& resource, const Spelled& name) {
  if (resource.fields.empty()) return;  // what was written of them could not be read
  report_unknown(resolution,
                 {"unknown-field", name,
                  "`" + resource.name.snake + "` has no field `" + std::string(name.text) + "`",
                  names_of(resource.fields), fields_in_words(resource)});
}

void report_lone_action(Resolution& resolution, std::string_view id, const Spelled& name) {
  resolution.sink
      .error(id, name.span,
             "expected a resource and its action, found `" + std::string(name.text) + "`")
      .hint("an action is named with its resource: `order.expire`");
}

}  // namespace plinth
