#include "context/environment_context.hpp"

#include <utility>

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value number_or_none(const std::optional<std::int64_t>& number) {
  return number ? Value(*number) : Value::none();
}

Value text_or_none(const std::string& text) { return text.empty() ? Value::none() : Value(text); }

Value setting_value(const Design& design, const Setting& setting) {
  List words;
  for (const std::string& word : setting.words) words.emplace_back(word);
  Map map;
  map.set("name", setting.name)
      .set("kind", setting.kind)
      .set("type", to_text(setting.type))
      .set("fallback",
           setting.free_text ? Value::tainted(setting.fallback) : Value(setting.fallback))
      .set("required", setting.required)
      .set("secret", setting.secret)
      .set("minimum", number_or_none(setting.minimum))
      .set("maximum", number_or_none(setting.maximum))
      .set("words", std::move(words))
      .set("resource", setting.resource == no_index
                           ? Value::none()
                           : Value(design.resources[setting.resource].name.snake))
      .set("operation", text_or_none(setting.operation))
      .set("storage", text_or_none(setting.storage))
      .set("who", text_or_none(setting.who));
  return map;
}

}  // namespace

jinja::Value environment_value(const Design& design) {
  List groups;
  for (const EnvironmentGroup& group : design.environment) {
    List settings;
    for (const Setting& setting : group.settings) {
      settings.push_back(setting_value(design, setting));
    }
    groups.emplace_back(
        Map{}
            .set("kind", group.kind)
            .set("integration", group.integration == no_index
                                    ? Value::none()
                                    : Value(design.integrations[group.integration].name.snake))
            .set("settings", std::move(settings)));
  }
  return groups;
}

}  // namespace plinth
