#include "design/environment.hpp"

#include <set>

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

const Setting* find_setting(const Design& design, std::string_view name) {
  for (const EnvironmentGroup& group : design.environment) {
    for (const Setting& setting : group.settings) {
      if (setting.name == name) return &setting;
    }
  }
  return nullptr;
}

const Setting& setting_of(const Design& design, std::string_view name) {
  const Setting* found = find_setting(design, name);
  if (found == nullptr) throw std::out_of_range("no setting " + std::string(name));
  return *found;
}

std::string group_kinds(const Design& design) {
  std::string out;
  for (const EnvironmentGroup& group : design.environment) {
    out += (out.empty() ? "" : " ") + group.kind;
  }
  return out;
}

std::string note_with(std::string_view more) {
  return "service: my-notes\n" + std::string(more) + R"(
resources:
  note:
    fields:
      text: text
    access: {all: public}
)";
}

TEST_CASE("environment: the smallest service has a server, a database and limits") {
  const Design design = design_of(note_with("stack: {database: sqlite}"));
  CHECK(group_kinds(design) == "server database limits");
  CHECK(setting_of(design, "DATABASE_PATH").fallback == "./data/my-notes.db");
  CHECK(find_setting(design, "RATE_LIMIT_SIGN_IN") == nullptr);
}

TEST_CASE("environment: what a database needs depends on what it is, which packs know") {
  const Design design = design_of(note_with("stack: {database: quux}"));
  CHECK(setting_of(design, "DATABASE_URL").storage == "server");
  CHECK(setting_of(design, "DATABASE_URL").required);
  CHECK(setting_of(design, "DATABASE_URL").secret);
  CHECK(setting_of(design, "DATABASE_PATH").storage == "file");
  CHECK(setting_of(design, "PORT").storage.empty());
}

TEST_CASE("environment: the pool follows from the load and the latency that are aimed at") {
  struct Case {
    std::string_view targets, size;
  };
  for (const Case& c : {
           Case{"", "10"},
           Case{"targets: {load: {requests: 500/s}, latency: {read: 100ms}}", "20"},
           Case{"targets: {load: {requests: 60/min}}", "5"},
           Case{"targets: {load: {requests: 100000/s}}", "100"},
       }) {
    CAPTURE(c.targets);
    const Design design = design_of(note_with(c.targets));
    CHECK(setting_of(design, "DATABASE_POOL_SIZE").fallback == c.size);
  }
}

TEST_CASE("environment: the local server is where clients reach the service") {
  const Design written = design_of(note_with("servers: {local: 'http://localhost:9000'}"));
  CHECK(setting_of(written, "BASE_URL").fallback == "http://localhost:9000");
  CHECK(setting_of(written, "BASE_URL").free_text);
  const Design none = design_of(note_with("servers: {production: 'https://api.notes.example'}"));
  CHECK(setting_of(none, "BASE_URL").fallback == "http://localhost:8080");
  CHECK_FALSE(setting_of(none, "BASE_URL").free_text);
}

constexpr std::string_view with_auth = R"(service: s
stack: {cache: redis, broker: kafka, files: s3}
auth: {identity: user, roles: [user, admin], access_token: 90s, refresh_token: 14d}
limits: {anonymous: 5/s, user: 100/min, admin: 1000/h}
resources:
  user:
    fields:
      email: email unique
      password: password
      avatar: file(1MB)?
    cache: {get: 90m}
    limits: {user: 7/day}
    access: {create: public, get: owner}
)";

TEST_CASE("environment: sign-in, mail, files, cache and broker have their groups") {
  const Design design = design_of(std::string(with_auth));
  CHECK(group_kinds(design) == "server database cache broker files mail authentication limits");
  struct Case {
    std::string_view name, fallback;
  };
  for (const Case& c : {
           Case{"ACCESS_TOKEN_TTL", "90s"},
           Case{"REFRESH_TOKEN_TTL", "14d"},
           Case{"CACHE_TTL_USER_GET", "90m"},
           Case{"RATE_LIMIT_ANONYMOUS", "5/s"},
           Case{"RATE_LIMIT_USER", "100/min"},
           Case{"RATE_LIMIT_ADMIN", "1000/h"},
           Case{"RATE_LIMIT_USER_USER", "7/day"},
           Case{"PASSWORD_HASH_MEMORY", "19456"},
           Case{"BROKER_PREFIX", "s"},
       }) {
    CAPTURE(c.name);
    CHECK(setting_of(design, c.name).fallback == c.fallback);
  }
  CHECK(setting_of(design, "S3_BUCKET").required);
  CHECK(setting_of(design, "MAIL_FROM").required);
}

TEST_CASE("environment: secrets are required or empty, and never have a value") {
  const Design design = design_of(std::string(with_auth));
  for (const EnvironmentGroup& group : design.environment) {
    for (const Setting& setting : group.settings) {
      CAPTURE(setting.name);
      if (setting.secret) CHECK(setting.fallback.empty());
      if (setting.required) CHECK(setting.fallback.empty());
      if (setting.type == SettingType::Word) CHECK_FALSE(setting.words.empty());
    }
  }
}

TEST_CASE("environment: the way to sign in decides which keys there are") {
  const auto service_with = [](std::string_view method) {
    return "service: s\nauth: {identity: user, method: " + std::string(method) + "}\n" + R"(
resources:
  user:
    fields:
      email: email unique
    access: {get: owner}
)";
  };
  struct Case {
    std::string_view method, has, lacks;
  };
  for (const Case& c : {
           Case{"jwt", "JWT_PRIVATE_KEY", "OIDC_ISSUER"},
           Case{"session", "SESSION_SECRET", "JWT_PRIVATE_KEY"},
           Case{"oidc", "OIDC_ISSUER", "SESSION_SECRET"},
           Case{"mtls", "CLIENT_CA_FILE", "JWT_PRIVATE_KEY"},
       }) {
    CAPTURE(c.method);
    const Design design = design_of(service_with(c.method));
    CHECK(find_setting(design, c.has) != nullptr);
    CHECK(find_setting(design, c.lacks) == nullptr);
  }
}

TEST_CASE("environment: an integration has its address, credentials, timeouts and breaker") {
  const Design design = design_of(
      note_with("integrations:\n"
                "  bank: {url: https://bank.example, auth: basic, timeout: 1500ms, retries: 2, "
                "circuit_breaker: 50% / 30s}"));
  CHECK(setting_of(design, "BANK_URL").fallback == "https://bank.example");
  CHECK(setting_of(design, "BANK_URL").free_text);
  CHECK(setting_of(design, "BANK_USER").required);
  CHECK(setting_of(design, "BANK_PASSWORD").secret);
  CHECK(setting_of(design, "BANK_TIMEOUT").fallback == "1500ms");
  CHECK(setting_of(design, "BANK_RETRIES").fallback == "2");
  CHECK(setting_of(design, "BANK_BREAKER_THRESHOLD").fallback == "50");
  CHECK(setting_of(design, "BANK_BREAKER_PAUSE").fallback == "30s");
}

TEST_CASE("environment: no name stands twice, whatever integrations are called") {
  const Design design =
      design_of(note_with("integrations:\n  database: {url: https://a.example}\n"
                          "  base: {url: https://b.example}"));
  std::set<std::string> names;
  for (const EnvironmentGroup& group : design.environment) {
    for (const Setting& setting : group.settings) {
      CAPTURE(setting.name);
      CHECK(names.insert(setting.name).second);
    }
  }
  CHECK(setting_of(design, "INTEGRATION_DATABASE_URL").kind == "integration-url");
  CHECK(setting_of(design, "INTEGRATION_BASE_URL").kind == "integration-url");
}

}  // namespace
}  // namespace plinth
