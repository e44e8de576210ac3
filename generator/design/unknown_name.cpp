#include "design/unknown_name.hpp"

#include "diagnostics/nearest_word.hpp"

namespace plinth {

void report_unknown(Resolution& resolution, const UnknownName& unknown) {
  if (resolution.description.damage.may_have_named(unknown.name.text, unknown.known)) return;
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
