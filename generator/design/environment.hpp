#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/logical_type.hpp"

namespace plinth {

enum class SettingType { Text, Integer, Duration, Url, Rate, Word, Bool, Secret };
std::string_view to_text(SettingType type);

/// One variable that the running service reads.
struct Setting {
  std::string name;  ///< `DATABASE_URL`
  std::string kind;  ///< kebab; packs word its description by this: `database-url`
  SettingType type = SettingType::Text;
  std::string fallback;    ///< default as written in the file; empty: none
  bool free_text = false;  ///< the default was written by the author
  bool required = false;   ///< the service does not start without it
  bool secret = false;     ///< marked, and never given a value
  std::optional<std::int64_t> minimum, maximum;
  std::vector<std::string> words;  ///< of Word
};

struct EnvironmentGroup {
  std::string kind;  ///< `server`, `database`, `cache`, `integration` …
  std::size_t integration = no_index;
  std::vector<Setting> settings;
};

}  // namespace plinth
