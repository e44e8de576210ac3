#include "context/environment_context.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

const jinja::Value* find_setting(const jinja::Value& groups, std::string_view name) {
  for (const jinja::Value& group : groups.as_list()) {
    for (const jinja::Value& setting : group.find("settings")->as_list()) {
      if (setting.find("name")->as_string() == name) return &setting;
    }
  }
  return nullptr;
}

TEST_CASE("environment value: only what the author wrote is free text") {
  const Design design = design_of(R"(service: s
servers: {local: 'http://localhost:9000'}
resources:
  note:
    fields:
      text: text
    access: {all: public}
integrations:
  bank: {url: https://bank.example, auth: api-key}
)");
  const jinja::Value groups = environment_value(design);
  struct Case {
    std::string_view name;
    bool free_text;
  };
  for (const Case& c : {Case{"BASE_URL", true}, Case{"BANK_URL", true}, Case{"PORT", false},
                        Case{"RATE_LIMIT_ANONYMOUS", false}}) {
    CAPTURE(c.name);
    const jinja::Value* setting = find_setting(groups, c.name);
    REQUIRE(setting != nullptr);
    CHECK(setting->find("fallback")->is_tainted() == c.free_text);
  }
  const jinja::Value& key = *find_setting(groups, "BANK_API_KEY");
  CHECK(key.find("secret")->as_boolean());
  CHECK(key.find("fallback")->as_string().empty());
  CHECK(find_setting(groups, "PORT")->find("maximum")->as_integer() == 65535);
  CHECK(find_setting(groups, "PORT")->find("resource")->is_none());
}

}  // namespace
}  // namespace plinth
