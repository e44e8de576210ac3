// The variables that the running service reads: what the stack, the sign-in, the limits and the
// integrations of the description imply, each once, in groups. Names and defaults are decided here;
// what a setting is for is worded by packs, by its kind.

#include "design/environment.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "description/duration.hpp"
#include "description/rate.hpp"
#include "design/design.hpp"
#include "design/setting_draft.hpp"

namespace plinth {
namespace {

constexpr std::int64_t largest_port = 65535;

/// `100/min`
std::string rate_text(const Rate& rate) {
  const std::string_view unit = rate.seconds == 1      ? "s"
                                : rate.seconds == 60   ? "min"
                                : rate.seconds == 3600 ? "h"
                                                       : "day";
  return std::to_string(rate.count) + "/" + std::string(unit);
}

bool has_method(const Design& design, std::string_view method) {
  return design.auth && std::find(design.auth->methods.begin(), design.auth->methods.end(),
                                  method) != design.auth->methods.end();
}

EnvironmentGroup server_group(const Design& design) {
  EnvironmentGroup group{"server", no_index, {}};
  const auto local = std::find_if(design.service.servers.begin(), design.service.servers.end(),
                                  [](const Server& server) { return server.loopback; });
  group.settings = {
      integer("PORT", "port", 8080, 1, largest_port),
      word("LOG_LEVEL", "log-level", "info", {"trace", "debug", "info", "warn", "error"}),
      local == design.service.servers.end()
          ? setting("BASE_URL", "base-url", SettingType::Url, "http://localhost:8080")
          : written("BASE_URL", "base-url", SettingType::Url, local->url),
      setting("CORS_ORIGINS", "cors-origins", SettingType::Text),
      setting("TRUSTED_PROXIES", "trusted-proxies", SettingType::Text),
      setting("REQUEST_TIMEOUT", "request-timeout", SettingType::Duration, "30s"),
      setting("SHUTDOWN_TIMEOUT", "shutdown-timeout", SettingType::Duration, "20s"),
  };
  return group;
}

/// Little's law: connections in use = requests per second of an instance × the time that each
/// holds one. Two instances share the load; half of the time that a read may take is spent in the
/// database; half as much again is kept free for peaks.
std::int64_t pool_size(const Design& design) {
  constexpr std::int64_t without_targets = 10, smallest = 5, largest = 100;
  const std::optional<plinth::Rate> load = parse_rate(design.targets.requests);
  if (!load || load->seconds == 0) return without_targets;
  std::uint64_t read_ms = 100;
  for (const auto& [kind, milliseconds] : design.targets.latency_ms) {
    if (kind == "read") read_ms = milliseconds;
  }
  const double per_instance = static_cast<double>(load->count) / load->seconds / 2;
  const double in_use = per_instance * static_cast<double>(read_ms) / 1000 / 2;
  const auto wanted = static_cast<std::int64_t>(std::min(in_use * 1.5, 1000.0));
  return std::clamp((wanted + 4) / 5 * 5, smallest, largest);
}

/// Which databases are servers and which are files is for packs to say; here is what each kind
/// needs.
EnvironmentGroup database_group(const Design& design) {
  EnvironmentGroup group{"database", no_index, {}};
  group.settings = {
      secret("DATABASE_URL", "database-url"),
      integer("DATABASE_POOL_SIZE", "database-pool-size", pool_size(design), 1, 1000),
      setting("DATABASE_CONNECT_TIMEOUT", "database-connect-timeout", SettingType::Duration, "5s"),
      setting("DATABASE_QUERY_TIMEOUT", "database-query-timeout", SettingType::Duration, "5s"),
  };
  for (Setting& one : group.settings) one.storage = "server";
  std::vector<Setting> of_file{
      setting("DATABASE_PATH", "database-path", SettingType::Text,
              "./data/" + kebab_case(design.service.name) + ".db"),
      setting("DATABASE_BUSY_TIMEOUT", "database-busy-timeout", SettingType::Duration, "5s"),
  };
  for (Setting& one : of_file) {
    one.storage = "file";
    group.settings.push_back(std::move(one));
  }
  return group;
}

EnvironmentGroup cache_group(const Design& design) {
  EnvironmentGroup group{"cache", no_index, {}};
  if (design.stack.cache == "none") return group;
  if (design.stack.cache == "memory") {
    group.settings.push_back(integer("CACHE_ENTRIES", "cache-entries", 10'000, 0));
  } else {
    group.settings.push_back(secret("CACHE_URL", "cache-url"));
  }
  for (std::size_t i = 0; i < design.resources.size(); ++i) {
    for (const auto& [verb, milliseconds] : design.resources[i].cache) {
      const bool list = verb == Verb::List;
      Setting ttl = setting(
          "CACHE_TTL_" + screaming_case(design.resources[i].name) + (list ? "_LIST" : "_GET"),
          "cache-ttl", SettingType::Duration, duration_text(milliseconds));
      ttl.resource = i;
      ttl.operation = list ? "list" : "get";
      group.settings.push_back(std::move(ttl));
    }
  }
  return group;
}

void add_own_tokens(const Design& design, std::vector<Setting>& settings) {
  const std::string service = kebab_case(design.service.name);
  settings.push_back(secret("JWT_PRIVATE_KEY", "jwt-private-key"));
  settings.push_back(
      setting("JWT_PREVIOUS_PUBLIC_KEY", "jwt-previous-public-key", SettingType::Text));
  settings.push_back(setting("JWT_ISSUER", "jwt-issuer", SettingType::Text, service));
  settings.push_back(setting("JWT_AUDIENCE", "jwt-audience", SettingType::Text, service));
  settings.push_back(setting("ACCESS_TOKEN_TTL", "access-token-ttl", SettingType::Duration,
                             duration_text(design.auth->access_token_ms)));
  settings.push_back(setting("REFRESH_TOKEN_TTL", "refresh-token-ttl", SettingType::Duration,
                             duration_text(design.auth->refresh_token_ms)));
}

void add_provider(std::vector<Setting>& settings) {
  settings.push_back(required("OIDC_ISSUER", "oidc-issuer", SettingType::Url));
  settings.push_back(required("OIDC_AUDIENCE", "oidc-audience", SettingType::Text));
  settings.push_back(required("OIDC_CLIENT_ID", "oidc-client-id", SettingType::Text));
  settings.push_back(secret("OIDC_CLIENT_SECRET", "oidc-client-secret"));
}

/// Argon2id with what OWASP recommends: 19 MiB, two passes, one lane.
void add_password_hash(std::vector<Setting>& settings) {
  settings.push_back(
      integer("PASSWORD_HASH_MEMORY", "password-hash-memory", 19'456, 8192, 4'194'304));
  settings.push_back(integer("PASSWORD_HASH_ITERATIONS", "password-hash-iterations", 2, 1, 100));
  settings.push_back(integer("PASSWORD_HASH_PARALLELISM", "password-hash-parallelism", 1, 1, 64));
}

EnvironmentGroup authentication_group(const Design& design) {
  EnvironmentGroup group{"authentication", no_index, {}};
  if (!design.auth) return group;
  std::vector<Setting>& settings = group.settings;
  if (has_method(design, "jwt")) add_own_tokens(design, settings);
  if (has_method(design, "session")) {
    settings.push_back(secret("SESSION_SECRET", "session-secret"));
    settings.push_back(setting("SESSION_TTL", "session-ttl", SettingType::Duration,
                               duration_text(design.auth->refresh_token_ms)));
  }
  if (has_method(design, "oauth2") || has_method(design, "oidc")) add_provider(settings);
  if (has_method(design, "api-key")) settings.push_back(secret("API_KEY_PEPPER", "api-key-pepper"));
  if (has_method(design, "mtls")) {
    settings.push_back(required("CLIENT_CA_FILE", "client-ca-file", SettingType::Text));
  }
  if (design.auth->password != no_index) add_password_hash(settings);
  return group;
}

Setting limit_setting(std::string name, std::string kind, const Limit& limit) {
  Setting made =
      setting(std::move(name), std::move(kind), SettingType::Rate, rate_text(limit.rate));
  made.who = limit.who;
  return made;
}

EnvironmentGroup limits_group(const Design& design) {
  EnvironmentGroup group{"limits", no_index, {}};
  const auto screaming = [](const std::string& snake) { return screaming_case(Name{snake}); };
  for (const Limit& limit : design.limits) {
    group.settings.push_back(
        limit_setting("RATE_LIMIT_" + screaming(limit.who), "rate-limit", limit));
  }
  for (std::size_t i = 0; i < design.resources.size(); ++i) {
    const Resource& resource = design.resources[i];
    const std::string stem = "RATE_LIMIT_" + screaming_case(resource.name) + "_";
    for (const Limit& limit : resource.limits) {
      Setting made = limit_setting(stem + screaming(limit.who), "rate-limit-resource", limit);
      made.resource = i;
      group.settings.push_back(std::move(made));
    }
    for (const Action& action : resource.actions) {
      for (const Limit& limit : action.limits) {
        Setting made =
            limit_setting(stem + screaming_case(action.name) + "_" + screaming(limit.who),
                          "rate-limit-action", limit);
        made.resource = i;
        made.operation = action.name.snake;
        group.settings.push_back(std::move(made));
      }
    }
  }
  for (const CustomEndpoint& custom : design.custom_endpoints) {
    for (const Limit& limit : custom.limits) {
      Setting made =
          limit_setting("RATE_LIMIT_" + screaming_case(custom.name) + "_" + screaming(limit.who),
                        "rate-limit-endpoint", limit);
      made.operation = camel_case(custom.name);
      group.settings.push_back(std::move(made));
    }
  }
  if (design.auth && design.auth->sign_in) {
    group.settings.push_back(
        setting("RATE_LIMIT_SIGN_IN", "rate-limit-sign-in", SettingType::Rate, "10/min"));
  }
  return group;
}

/// How the service proves to an integration who it is.
void add_credentials(const Integration& integration, const std::string& name,
                     std::vector<Setting>& settings) {
  if (integration.auth == "api-key") {
    settings.push_back(secret(name + "_API_KEY", "integration-api-key"));
  } else if (integration.auth == "bearer") {
    settings.push_back(secret(name + "_TOKEN", "integration-token"));
  } else if (integration.auth == "basic") {
    settings.push_back(required(name + "_USER", "integration-user", SettingType::Text));
    settings.push_back(secret(name + "_PASSWORD", "integration-password"));
  } else if (integration.auth == "oauth2") {
    settings.push_back(required(name + "_CLIENT_ID", "integration-client-id", SettingType::Text));
    settings.push_back(secret(name + "_CLIENT_SECRET", "integration-client-secret"));
    settings.push_back(required(name + "_TOKEN_URL", "integration-token-url", SettingType::Url));
  }
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// `50% / 30s`: from which share of failures, and for how long.
void add_circuit_breaker(const Integration& integration, const std::string& name,
                         std::vector<Setting>& settings) {
  const std::string_view text = integration.circuit_breaker;
  const std::size_t percent = text.find('%');
  const std::size_t slash = text.find('/');
  if (percent == std::string_view::npos || slash == std::string_view::npos) return;
  const std::optional<std::uint64_t> pause = parse_duration(trimmed(text.substr(slash + 1)));
  if (!pause) return;
  Setting threshold = setting(name + "_BREAKER_THRESHOLD", "integration-breaker-threshold",
                              SettingType::Number, std::string(trimmed(text.substr(0, percent))));
  threshold.minimum = 0;
  threshold.maximum = 100;
  settings.push_back(std::move(threshold));
  settings.push_back(setting(name + "_BREAKER_PAUSE", "integration-breaker-pause",
                             SettingType::Duration, duration_text(*pause)));
}

EnvironmentGroup integration_group(const Design& design, std::size_t index) {
  const Integration& integration = design.integrations[index];
  const std::string name = screaming_case(integration.name);
  EnvironmentGroup group{"integration", index, {}};
  group.settings.push_back(
      integration.url.empty()
          ? required(name + "_URL", "integration-url", SettingType::Url)
          : written(name + "_URL", "integration-url", SettingType::Url, integration.url));
  add_credentials(integration, name, group.settings);
  if (integration.timeout_ms > 0) {
    group.settings.push_back(setting(name + "_TIMEOUT", "integration-timeout",
                                     SettingType::Duration, duration_text(integration.timeout_ms)));
  }
  group.settings.push_back(integer(name + "_RETRIES", "integration-retries", integration.retries, 0,
                                   std::max<std::int64_t>(10, integration.retries)));
  add_circuit_breaker(integration, name, group.settings);
  if (integration.webhook) add_received_webhook(name, group.settings);
  return group;
}

bool holds_file(const Type& type) {
  return type.kind == TypeKind::File ||
         std::any_of(type.element.begin(), type.element.end(), holds_file) ||
         std::any_of(type.fields.begin(), type.fields.end(),
                     [](const Field& field) { return holds_file(field.type); });
}

EnvironmentGroup files_group(const Design& design) {
  EnvironmentGroup group{"files", no_index, {}};
  const bool any =
      std::any_of(design.resources.begin(), design.resources.end(), [](const Resource& resource) {
        return std::any_of(resource.fields.begin(), resource.fields.end(),
                           [](const Field& field) { return holds_file(field.type); });
      });
  if (!any) return group;
  if (design.stack.files == "s3") {
    group.settings = {
        setting("S3_ENDPOINT", "files-endpoint", SettingType::Url),
        required("S3_REGION", "files-region", SettingType::Text),
        required("S3_BUCKET", "files-bucket", SettingType::Text),
        secret("S3_ACCESS_KEY_ID", "files-access-key-id"),
        secret("S3_SECRET_ACCESS_KEY", "files-secret-access-key"),
    };
  } else {
    group.settings = {setting("FILES_PATH", "files-path", SettingType::Text, "./data/files")};
  }
  group.settings.push_back(setting("FILES_URL_TTL", "files-url-ttl", SettingType::Duration, "15m"));
  return group;
}

EnvironmentGroup mail_group(const Design& design) {
  EnvironmentGroup group{"mail", no_index, {}};
  if (!design.auth || !(design.auth->password_flows || design.auth->email_verification)) {
    return group;
  }
  group.settings = {secret("SMTP_URL", "smtp-url"),
                    required("MAIL_FROM", "mail-from", SettingType::Text)};
  if (design.auth->password_flows) {
    group.settings.push_back(
        required("PASSWORD_RESET_URL", "password-reset-url", SettingType::Url));
    group.settings.push_back(
        setting("PASSWORD_RESET_TTL", "password-reset-ttl", SettingType::Duration, "1h"));
  }
  if (design.auth->email_verification) {
    group.settings.push_back(
        required("EMAIL_CONFIRMATION_URL", "email-confirmation-url", SettingType::Url));
    group.settings.push_back(
        setting("EMAIL_CONFIRMATION_TTL", "email-confirmation-ttl", SettingType::Duration, "24h"));
  }
  return group;
}

EnvironmentGroup jobs_group(const Design& design) {
  EnvironmentGroup group{"jobs", no_index, {}};
  if (design.jobs.empty()) return group;
  group.settings.push_back(setting("JOBS_ENABLED", "jobs-enabled", SettingType::Bool, "true"));
  for (const Job& job : design.jobs) {
    const std::string stem = "JOB_" + screaming_case(job.name);
    const std::optional<std::uint64_t> every = parse_duration(job.every);
    Setting made =
        every ? setting(stem + "_EVERY", "job-every", SettingType::Duration, duration_text(*every))
        : !job.at.empty() ? written(stem + "_AT", "job-at", SettingType::Text, job.at)
                          : written(stem + "_CRON", "job-cron", SettingType::Text, job.cron);
    made.operation = job.name.snake;
    group.settings.push_back(std::move(made));
  }
  return group;
}

EnvironmentGroup tasks_group(const Design& design) {
  EnvironmentGroup group{"tasks", no_index, {}};
  const bool any = std::any_of(design.endpoints.begin(), design.endpoints.end(),
                               [](const Endpoint& one) { return one.asynchronous; });
  if (!any) return group;
  group.settings = {setting("TASK_RETENTION", "task-retention", SettingType::Duration, "7d"),
                    integer("TASK_WORKERS", "task-workers", 4, 1, 1000)};
  return group;
}

EnvironmentGroup observability_group(const Design& design) {
  EnvironmentGroup group{"observability", no_index, {}};
  for (const auto& [what, how] : design.observability) {
    if (how == "none") continue;
    if (what == "logs") {
      group.settings.push_back(
          word("LOG_FORMAT", "log-format", how == "text" ? "text" : "json", {"json", "text"}));
    } else if (what == "metrics") {
      group.settings.push_back(integer("METRICS_PORT", "metrics-port", 9090, 1, largest_port));
    } else if (what == "traces") {
      group.settings.push_back(
          setting("OTEL_EXPORTER_OTLP_ENDPOINT", "traces-endpoint", SettingType::Url));
      group.settings.push_back(setting("OTEL_SERVICE_NAME", "traces-service-name",
                                       SettingType::Text, kebab_case(design.service.name)));
      Setting ratio =
          setting("OTEL_TRACES_SAMPLER_ARG", "traces-sample-ratio", SettingType::Number, "0.1");
      ratio.minimum = 0;
      ratio.maximum = 1;
      group.settings.push_back(std::move(ratio));
    }
  }
  return group;
}

/// An integration may be called `database`: its names then get the kind of its group in front.
void keep_names_apart(std::vector<EnvironmentGroup>& groups) {
  std::set<std::string> taken;
  for (EnvironmentGroup& group : groups) {
    const std::string prefix = screaming_case(Name{group.kind}) + "_";
    for (Setting& setting : group.settings) {
      while (!taken.insert(setting.name).second) setting.name.insert(0, prefix);
    }
  }
}

}  // namespace

std::string_view to_text(SettingType type) {
  switch (type) {
    case SettingType::Text:
      return "text";
    case SettingType::Integer:
      return "integer";
    case SettingType::Number:
      return "number";
    case SettingType::Duration:
      return "duration";
    case SettingType::Url:
      return "url";
    case SettingType::Rate:
      return "rate";
    case SettingType::Word:
      return "word";
    case SettingType::Bool:
      return "bool";
    case SettingType::Secret:
      return "secret";
  }
  return {};
}

void derive_environment(Design& design) {
  std::vector<EnvironmentGroup> groups{
      server_group(design),       database_group(design), cache_group(design),
      broker_group(design),       events_group(design),   webhooks_group(design),
      files_group(design),        mail_group(design),     authentication_group(design),
      limits_group(design),       jobs_group(design),     tasks_group(design),
      observability_group(design)};
  // Last, so that theirs are the names that give way.
  for (std::size_t i = 0; i < design.integrations.size(); ++i) {
    groups.push_back(integration_group(design, i));
  }
  std::erase_if(groups, [](const EnvironmentGroup& group) { return group.settings.empty(); });
  keep_names_apart(groups);
  design.environment = std::move(groups);
}

}  // namespace plinth
