#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/logical_type.hpp"

namespace plinth {

struct Design;

enum class SettingType { Text, Integer, Number, Duration, Url, Rate, Word, Bool, Secret };
std::string_view to_text(SettingType type);  ///< `text`, `integer`, …

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
  std::vector<std::string> words;   ///< of Word
  std::size_t resource = no_index;  ///< of a cache or a limit: what it is for
  std::string operation;            ///< of a cache, a limit or a job: snake name
  std::string storage;              ///< of a database: `server` or `file`, whichever it is
  std::string who;                  ///< of a limit: `anonymous`, `authenticated` or a role
};

struct EnvironmentGroup {
  std::string kind;  ///< `server`, `database`, `cache`, `integration` …
  std::size_t integration = no_index;
  std::vector<Setting> settings;
};

/// Fills Design::environment: every variable that the stack implies, no name twice.
void derive_environment(Design& design);

}  // namespace plinth
