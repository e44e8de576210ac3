#include "context/version_context.hpp"

#include <utility>

#include "context/endpoint_context.hpp"
#include "context/errors_context.hpp"
#include "context/events_context.hpp"
#include "context/schema_context.hpp"
#include "context/type_context.hpp"
#include "description/calendar.hpp"

namespace plinth {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value version_names(const Design& design, const std::vector<std::size_t>& versions) {
  List list;
  for (const std::size_t version : versions)
    list.push_back(word(design.api.versions[version].name));
  return {std::move(list)};
}

Value version_names(const Design& design, const VersionRange& range) {
  std::vector<std::size_t> versions;
  for (std::size_t i = 0; i < design.api.versions.size(); ++i) {
    if (range.has(i)) versions.push_back(i);
  }
  return version_names(design, versions);
}

Value day_value(const std::string& date) {
  if (!is_date(date)) return Value::none();
  const Day day = day_of(date);
  Map map;
  map.set("text", word(date));
  map.set("year", Value(day.year)).set("month", Value(day.month)).set("day", Value(day.day));
  map.set("weekday", Value(day.weekday)).set("seconds", Value(day.seconds));
  return {std::move(map)};
}

Value deprecation_value(bool deprecated, const Deprecation& deprecation) {
  if (!deprecated) return Value::none();
  Map map;
  map.set("since", free_text(deprecation.since)).set("since_day", day_value(deprecation.since));
  map.set("sunset", day_value(deprecation.sunset)).set("use", free_text(deprecation.use));
  return {std::move(map)};
}

Value lookup(const Value& list, std::string_view key) {
  Map map;
  map.reserve(list.size());
  for (const Value& element : list.as_list()) {
    const Value& name = *element.find(key);
    map.set(name.is_map() ? *name.find("snake") : name, element);
  }
  return {std::move(map)};
}

Shapes shapes_of(const Design& design) { return {parameters_value(design), schemas_value(design)}; }

Calls calls_of(const Design& design) {
  const ErrorResponses responses = error_responses_of(design);
  return {endpoints_value(design, responses), error_responses_value(design, responses),
          tags_value(design), events_value(design), errors_value(design)};
}

Map surface_of(const Calls& calls, const Shapes& shapes, const Map& base) {
  const auto& [endpoints, error_responses, tags, events, errors] = calls;
  const auto& [parameters, schemas] = shapes;
  Map surface;
  surface.set("endpoints", endpoints).set("error_responses", error_responses);
  surface.set("tags", tags).set("events", events);
  surface.set("parameters", parameters).set("schemas", schemas).set("errors", errors);
  Map by_name = base;
  by_name.set("schemas", lookup(schemas, "name")).set("endpoints", lookup(endpoints, "id"));
  by_name.set("parameters", lookup(parameters, "id")).set("errors", lookup(errors, "code"));
  surface.set("by_name", Value(std::move(by_name)));
  return surface;
}

Value version_value(const Api& api, std::size_t version) {
  Map map;
  map.set("name", word(api.versions[version].name));
  map.set("current", Value(version + 1 == api.versions.size()));
  map.set("sunset", day_value(api.versions[version].sunset));
  return {std::move(map)};
}

}  // namespace plinth
