#include "jinja/value_json.hpp"

#include <limits>

#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t deepest = 500;

[[noreturn]] void fail(std::string id, std::string message) {
  throw DiagnosticError({Severity::Error, std::move(id), {}, std::move(message), {}, {}, {}});
}

void check_depth(std::size_t depth) {
  if (depth > deepest) fail("too-deep", "values are nested deeper than 500 levels");
}

Value value_at(const Json& json, std::size_t depth) {
  check_depth(depth);
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
      return json.get<std::int64_t>();
    case Json::value_t::number_unsigned:
      if (json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
        return json.get<double>();
      }
      return json.get<std::int64_t>();
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return Value(json.get_ref<const std::string&>());
    case Json::value_t::array: {
      List items;
      items.reserve(json.size());
      for (const Json& item : json) items.push_back(value_at(item, depth + 1));
      return items;
    }
    case Json::value_t::object: {
      Map entries;
      entries.reserve(json.size());
      for (const auto& [key, item] : json.items()) {
        entries.set(std::string_view(key), value_at(item, depth + 1));
      }
      return entries;
    }
    default:
      return Value::none();
  }
}

Json json_at(const Value& value, std::size_t depth) {
  check_depth(depth);
  switch (value.kind()) {
    case Kind::Undefined:
    case Kind::None:
      return nullptr;
    case Kind::Boolean:
      return value.as_boolean();
    case Kind::Integer:
      return value.as_integer();
    case Kind::Real:
      return value.as_real();
    case Kind::String:
      return std::string(value.as_string());
    case Kind::List: {
      Json items = Json::array();
      for (const Value& item : value.as_list()) items.push_back(json_at(item, depth + 1));
      return items;
    }
    case Kind::Map: {
      Json entries = Json::object();
      for (const auto& [key, item] : value.as_map()) {
        entries[text_of(key, Spelling::Json)] = json_at(item, depth + 1);
      }
      return entries;
    }
    case Kind::Callable:
      break;
  }
  fail("not-json", describe_one(value) + " cannot be written as JSON");
}

}  // namespace

Value value_from_json(const Json& json) { return value_at(json, 0); }

Json json_from_value(const Value& value) { return json_at(value, 0); }

}  // namespace plinth::jinja
