#include "description/operation_reader.hpp"

#include <array>
#include <string>
#include <utility>

#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/remark_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t most_retries = 10;
constexpr std::uint64_t most_users = 10'000'000'000;

void read_error_status(const yaml::Entry& entry, WrittenError& error, DiagnosticSink& sink) {
  error.status = read_count(entry.value, 400, 599, sink);
}

void read_message(const yaml::Entry& entry, WrittenError& error, DiagnosticSink& sink) {
  error.message = read_text(entry.value, sink);
}

void read_retry(const yaml::Entry& entry, WrittenError& error, DiagnosticSink& sink) {
  error.retry = read_bool(entry.value, false, sink);
}

constexpr auto error_keys = join_keys(std::array<Key<WrittenError>, 3>{{
                                          {"status", read_error_status},
                                          {"message", read_message},
                                          {"retry", read_retry},
                                      }},
                                      remark_keys<WrittenError>);

void read_integration_url(const yaml::Entry& entry, WrittenIntegration& integration,
                          DiagnosticSink& sink) {
  integration.url = read_url(entry.value, sink);
}

void read_integration_auth(const yaml::Entry& entry, WrittenIntegration& integration,
                           DiagnosticSink& sink) {
  integration.auth = read_text(entry.value, sink);
}

void read_timeout(const yaml::Entry& entry, WrittenIntegration& integration, DiagnosticSink& sink) {
  integration.timeout = read_duration(entry.value, sink);
}

void read_retries(const yaml::Entry& entry, WrittenIntegration& integration, DiagnosticSink& sink) {
  integration.retries = read_count(entry.value, 0, most_retries, sink);
}

void read_breaker(const yaml::Entry& entry, WrittenIntegration& integration, DiagnosticSink& sink) {
  integration.circuit_breaker = read_circuit_breaker(entry.value, sink);
}

void read_webhook(const yaml::Entry& entry, WrittenIntegration& integration, DiagnosticSink& sink) {
  integration.webhook = read_bool(entry.value, false, sink);
}

constexpr auto integration_keys = join_keys(std::array<Key<WrittenIntegration>, 6>{{
                                                {"url", read_integration_url},
                                                {"auth", read_integration_auth},
                                                {"timeout", read_timeout},
                                                {"retries", read_retries},
                                                {"circuit_breaker", read_breaker},
                                                {"webhook", read_webhook},
                                            }},
                                            remark_keys<WrittenIntegration>);

void read_every(const yaml::Entry& entry, WrittenJob& job, DiagnosticSink& sink) {
  job.every = read_duration(entry.value, sink);
}

void read_at(const yaml::Entry& entry, WrittenJob& job, DiagnosticSink& sink) {
  job.at = read_time_of_day(entry.value, sink);
}

void read_cron_schedule(const yaml::Entry& entry, WrittenJob& job, DiagnosticSink& sink) {
  job.cron = read_cron(entry.value, sink);
}

void read_job_runs(const yaml::Entry& entry, WrittenJob& job, DiagnosticSink& sink) {
  job.runs = read_path(entry.value, sink);
}

void read_where(const yaml::Entry& entry, WrittenJob& job, DiagnosticSink& sink) {
  job.where = read_expression(entry.value, sink);
}

constexpr auto job_keys = join_keys(std::array<Key<WrittenJob>, 5>{{
                                        {"every", read_every},
                                        {"at", read_at},
                                        {"cron", read_cron_schedule},
                                        {"runs", read_job_runs},
                                        {"where", read_where},
                                    }},
                                    remark_keys<WrittenJob>);

/// A job has one schedule, neither none nor two.
void check_schedule(const yaml::Entry& entry, DiagnosticSink& sink) {
  const yaml::Entry* first = nullptr;
  for (const yaml::Entry& part : entry.value.entries) {
    const std::string_view key = part.key.text;
    if (key != "every" && key != "at" && key != "cron") continue;
    if (first != nullptr) {
      sink.error("double-schedule", part.key.span, "the job has a second schedule")
          .note(first->key.span, "the first one");
      return;
    }
    first = &part;
  }
  const auto is_there = [&](std::string_view key) { return has_key(entry.value, key, job_keys); };
  if (is_there("every") || is_there("at") || is_there("cron")) return;
  sink.error("missing-key", entry.key.span,
             "the job `" + std::string(entry.key.text) + "` does not say when it runs")
      .hint("`every: 15m`, `at: 03:00` or `cron: 0 3 * * 1`");
}

void read_users(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  targets.users = read_count(entry.value, 1, most_users, sink);
}

void read_requests(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  targets.requests = read_rate(entry.value, sink);
}

void read_growth_of_load(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  targets.growth = read_growth(entry.value, sink);
}

constexpr std::array<Key<WrittenTargets>, 3> load_keys{{
    {"users", read_users},
    {"requests", read_requests},
    {"growth", read_growth_of_load},
}};

void read_availability(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  targets.availability = read_percent(entry.value, sink);
}

void read_load(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  read_map(entry.value, "`load`", load_keys, targets, sink);
}

void read_latency(const yaml::Entry& entry, WrittenTargets& targets, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say of what: `read: 100ms`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& latency) {
    const Spelled name = spelled(latency.key);
    const Spelled duration = read_duration(latency.value, sink);
    if (check_name(name, "target", sink) && duration) targets.latency.push_back({name, duration});
  });
}

constexpr std::array<Key<WrittenTargets>, 3> target_keys{{
    {"availability", read_availability},
    {"load", read_load},
    {"latency", read_latency},
}};

void read_signal(const yaml::Entry& entry, std::vector<NamedText>& observability,
                 DiagnosticSink& sink) {
  const Spelled text = read_text(entry.value, sink);
  if (text) observability.push_back({spelled(entry.key), text});
}

constexpr std::array<Key<std::vector<NamedText>>, 3> observability_keys{{
    {"logs", read_signal},
    {"metrics", read_signal},
    {"traces", read_signal},
}};

}  // namespace

std::vector<WrittenError> read_errors(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenError> errors;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    WrittenError error;
    error.code = spelled(entry.key);
    check_error_code(error.code, sink);
    read_map(entry.value, "an error", error_keys, error, sink);
    errors.push_back(std::move(error));
  });
  return errors;
}

std::vector<WrittenIntegration> read_integrations(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenIntegration> integrations;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    WrittenIntegration integration;
    integration.name = spelled(entry.key);
    check_name(integration.name, "integration", sink);
    read_map(entry.value, "an integration", integration_keys, integration, sink);
    integrations.push_back(std::move(integration));
  });
  return integrations;
}

std::vector<WrittenJob> read_jobs(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenJob> jobs;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    WrittenJob job;
    job.name = spelled(entry.key);
    job.span = entry.value.span;
    check_name(job.name, "job", sink);
    read_map(entry.value, "a job", job_keys, job, sink);
    if (entry.value.is_map()) check_schedule(entry, sink);
    jobs.push_back(std::move(job));
  });
  return jobs;
}

WrittenTargets read_targets(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenTargets targets;
  read_map(node, "`targets`", target_keys, targets, sink);
  return targets;
}

std::vector<NamedText> read_observability(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<NamedText> observability;
  read_map(node, "`observability`", observability_keys, observability, sink);
  return observability;
}

}  // namespace plinth
