#include "design/setting_draft.hpp"

#include <utility>

namespace plinth {

Setting setting(std::string name, std::string kind, SettingType type, std::string fallback) {
  Setting made;
  made.name = std::move(name);
  made.kind = std::move(kind);
  made.type = type;
  made.fallback = std::move(fallback);
  return made;
}

Setting integer(std::string name, std::string kind, std::int64_t fallback, std::int64_t minimum,
                std::optional<std::int64_t> maximum) {
  Setting made =
      setting(std::move(name), std::move(kind), SettingType::Integer, std::to_string(fallback));
  made.minimum = minimum;
  made.maximum = maximum;
  return made;
}

Setting secret(std::string name, std::string kind, bool required) {
  Setting made = setting(std::move(name), std::move(kind), SettingType::Secret);
  made.secret = true;
  made.required = required;
  return made;
}

Setting required(std::string name, std::string kind, SettingType type) {
  Setting made = setting(std::move(name), std::move(kind), type);
  made.required = true;
  return made;
}

Setting word(std::string name, std::string kind, std::string fallback,
             std::vector<std::string> words) {
  Setting made = setting(std::move(name), std::move(kind), SettingType::Word, std::move(fallback));
  made.words = std::move(words);
  return made;
}

Setting written(std::string name, std::string kind, SettingType type, std::string text) {
  Setting made = setting(std::move(name), std::move(kind), type, std::move(text));
  made.free_text = true;
  return made;
}

std::string duration_text(std::uint64_t milliseconds) {
  constexpr std::pair<std::uint64_t, std::string_view> units[] = {
      {86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}};
  for (const auto& [size, unit] : units) {
    if (milliseconds >= size && milliseconds % size == 0) {
      return std::to_string(milliseconds / size) + std::string(unit);
    }
  }
  return std::to_string(milliseconds) + "ms";
}

}  // namespace plinth
