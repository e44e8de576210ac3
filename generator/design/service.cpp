// What the service as a whole says: who it is, where it runs, what it is built on. Defaults are
// those of the language reference.

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "description/duration.hpp"
#include "description/rate.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

std::string text_of(const Spelled& text, std::string_view fallback = {}) {
  return std::string(text ? text.text : fallback);
}

/// The value that `text` names in `words`, else `fallback`; an unknown word is reported.
template <typename Value, std::size_t count>
Value choice(Resolution& resolution, const Spelled& text,
             const std::array<std::pair<std::string_view, Value>, count>& words, Value fallback) {
  if (!text) return fallback;
  std::vector<std::string> known;
  for (const auto& [word, value] : words) {
    if (word == text.text) return value;
    known.emplace_back(word);
  }
  report_unknown(resolution,
                 {"unknown-value", text, "`" + std::string(text.text) + "` is not known here",
                  known, "known here: " + listed(known)});
  return fallback;
}

template <std::size_t count>
std::string word_choice(Resolution& resolution, const Spelled& text,
                        const std::array<std::string_view, count>& words) {
  std::array<std::pair<std::string_view, std::string_view>, count> pairs;
  for (std::size_t i = 0; i < count; ++i) pairs[i] = {words[i], words[i]};
  return std::string(choice<std::string_view>(resolution, text, pairs, words.front()));
}

/// RFC 6890: what only the machine itself reaches.
bool is_loopback(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find_first_of(":/"));
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.");
}

void resolve_server(const NamedText& server, Service& service, DiagnosticSink& sink) {
  const std::string_view url = server.text.text;
  const bool trailing_slash = url.size() > 1 && url.ends_with("/");
  if (trailing_slash) {
    sink.warning("server-slash", server.text.span, "the URL ends with a slash")
        .hint("write `" + std::string(url.substr(0, url.size() - 1)) + "`");
  }
  if (url.find("//example.com") != std::string_view::npos ||
      url.find(".example.com") != std::string_view::npos) {
    sink.warning("server-example", server.text.span,
                 "`example.com` belongs to nobody's service, and linters refuse it as a server")
        .hint("write the real address, or a reserved domain such as `https://api.shop.example`");
  }
  service.servers.push_back({std::string(server.name.text), std::string(url), is_loopback(url)});
}

void resolve_stack(Resolution& resolution) {
  using Words = std::string_view;
  const WrittenStack& written = resolution.description.stack;
  Stack& stack = resolution.design.stack;
  stack.pack = text_of(written.pack, "python-fastapi");
  stack.cache =
      word_choice(resolution, written.cache, std::array<Words, 3>{"none", "memory", "redis"});
  stack.broker = word_choice(resolution, written.broker,
                             std::array<Words, 4>{"none", "kafka", "rabbitmq", "redis-streams"});
  stack.architecture =
      word_choice(resolution, written.architecture,
                  std::array<Words, 3>{"monolith", "modular-monolith", "microservices"});
  stack.files = word_choice(resolution, written.files, std::array<Words, 2>{"local", "s3"});
  stack.because = text_of(written.because);
  // Which databases there are is for packs to say; what no pack serves is reported with them.
  for (const Spelled& database : written.databases) {
    stack.databases.push_back({std::string(database.text), database.span});
  }
  if (stack.databases.empty()) stack.databases.push_back({"postgresql", {}});
}

void resolve_api(Resolution& resolution) {
  const WrittenApi& written = resolution.description.api;
  Api& api = resolution.design.api;
  for (const Spelled& style : written.styles) api.styles.emplace_back(style.text);
  if (api.styles.empty()) api.styles.emplace_back("rest");
  api.base_path = text_of(written.base_path, "/api");
  if (api.base_path == "/") api.base_path.clear();
  api.versioning = choice(
      resolution, written.versioning,
      std::array<std::pair<std::string_view, Versioning>, 4>{{{"uri", Versioning::Uri},
                                                              {"header", Versioning::Header},
                                                              {"media-type", Versioning::MediaType},
                                                              {"none", Versioning::None}}},
      Versioning::Uri);
  api.json_case = choice(resolution, written.json_case,
                         std::array<std::pair<std::string_view, JsonCase>, 2>{
                             {{"camel", JsonCase::Camel}, {"snake", JsonCase::Snake}}},
                         JsonCase::Camel);
  resolve_versions(resolution);
  api.envelope = choice(
      resolution, written.envelope,
      std::array<std::pair<std::string_view, Envelope>, 3>{
          {{"data", Envelope::Data}, {"resource", Envelope::Resource}, {"none", Envelope::None}}},
      Envelope::Data);
  api.errors = choice(resolution, written.errors,
                      std::array<std::pair<std::string_view, ErrorStyle>, 2>{
                          {{"envelope", ErrorStyle::Envelope}, {"problem", ErrorStyle::Problem}}},
                      ErrorStyle::Envelope);
  api.pagination = pagination_of(resolution, written.pagination, Pagination{});
}

std::uint64_t milliseconds(const Spelled& text, std::uint64_t fallback) {
  return text ? parse_duration(text.text).value_or(fallback) : fallback;
}

void resolve_integrations(Resolution& resolution) {
  for (const WrittenIntegration& written : resolution.description.integrations) {
    Integration integration;
    integration.name.snake = std::string(written.name.text);
    integration.url = text_of(written.url);
    integration.auth = word_choice(
        resolution, written.auth,
        std::array<std::string_view, 5>{"none", "api-key", "basic", "bearer", "oauth2"});
    integration.timeout_ms = milliseconds(written.timeout, 5000);
    integration.retries = count_of(written.retries, 0);
    integration.circuit_breaker = text_of(written.circuit_breaker);
    integration.webhook = written.webhook;
    integration.prose = prose_of(written.remarks);
    integration.span = written.name.span;
    resolution.integrations.emplace(written.name.text, resolution.design.integrations.size());
    resolution.design.integrations.push_back(std::move(integration));
  }
}

constexpr std::array<std::string_view, 3> latencies{"read", "write", "search"};

void check_latency(Resolution& resolution, const Spelled& name) {
  if (std::find(latencies.begin(), latencies.end(), name.text) != latencies.end()) return;
  const std::vector<std::string> known(latencies.begin(), latencies.end());
  report_unknown(resolution, {"unknown-value", name,
                              "`" + std::string(name.text) + "` is no kind of call with a latency",
                              known, "known here: " + listed(known)});
}

/// What a signal of the service may be; its key was checked when it was read.
std::string signal_of(Resolution& resolution, const NamedText& signal) {
  using Words = std::string_view;
  if (signal.name.text == "logs") {
    return word_choice(resolution, signal.text, std::array<Words, 3>{"json", "text", "none"});
  }
  if (signal.name.text == "metrics") {
    return word_choice(resolution, signal.text, std::array<Words, 2>{"prometheus", "none"});
  }
  return word_choice(resolution, signal.text, std::array<Words, 2>{"opentelemetry", "none"});
}

void resolve_targets(Resolution& resolution) {
  const WrittenTargets& written = resolution.description.targets;
  Targets& targets = resolution.design.targets;
  targets.availability = text_of(written.availability);
  targets.users = text_of(written.users);
  targets.requests = text_of(written.requests);
  targets.growth = text_of(written.growth);
  for (const NamedText& latency : written.latency) {
    check_latency(resolution, latency.name);
    targets.latency_ms.emplace_back(latency.name.text, milliseconds(latency.text, 0));
  }
  for (const NamedText& entry : resolution.description.observability) {
    resolution.design.observability.emplace_back(entry.name.text, signal_of(resolution, entry));
  }
}

}  // namespace

Service service_of(const Description& description, const Spelled& called, DiagnosticSink& sink) {
  Service service;
  std::string name(called.text);
  std::replace(name.begin(), name.end(), '-', '_');
  service.name.snake = std::move(name);
  service.title = text_of(description.title, called.text);
  service.version = text_of(description.version, "1.0.0");
  service.summary = text_of(description.summary);
  service.description = text_of(description.description);
  service.contact_name = text_of(description.contact_name);
  service.contact_email = text_of(description.contact_email);
  service.contact_url = text_of(description.contact_url);
  service.license = text_of(description.license);
  service.terms = text_of(description.terms);
  for (const NamedText& server : description.servers) resolve_server(server, service, sink);
  return service;
}

std::uint32_t count_of(const Spelled& text, std::uint32_t fallback) {
  std::uint32_t value = fallback;
  if (text) std::from_chars(text.text.data(), text.text.data() + text.text.size(), value);
  return value;
}

std::vector<Limit> limits_of(Resolution& resolution, const std::vector<WrittenLimit>& written) {
  std::vector<Limit> limits;
  for (const WrittenLimit& limit : written) {
    const std::string_view who = limit.name.text;
    const bool known =
        who == "anonymous" || who == "authenticated" || resolution.auth_roles.contains(who);
    if (!known) {
      std::vector<std::string> words{"anonymous", "authenticated"};
      for (const Role& role : resolution.design.roles) {
        if (role.membership == no_index) words.push_back(role.name.snake);
      }
      report_unknown(
          resolution,
          {"unknown-role", limit.name, "there is no role `" + std::string(who) + "`", words,
           "limits are for `anonymous`, `authenticated` and the roles of `auth`"});
      continue;
    }
    if (const auto rate = parse_rate(limit.rate.text)) {
      limits.push_back({std::string(who), {rate->count, rate->seconds}});
    }
  }
  return limits;
}

Pagination pagination_of(Resolution& resolution, const std::optional<WrittenPagination>& written,
                         const Pagination& fallback) {
  if (!written) return fallback;
  Pagination pagination = fallback;
  pagination.style =
      choice(resolution, written->style,
             std::array<std::pair<std::string_view, PageStyle>, 4>{{{"page", PageStyle::Page},
                                                                    {"offset", PageStyle::Offset},
                                                                    {"cursor", PageStyle::Cursor},
                                                                    {"none", PageStyle::None}}},
             fallback.style);
  if (written->style) pagination.span = written->style.span;
  pagination.max = count_of(written->max, std::max(fallback.max, count_of(written->size, 0)));
  pagination.size = count_of(written->size, std::min(fallback.size, pagination.max));
  if (pagination.size > pagination.max) {
    resolution.sink
        .error("page-size", written->size.span,
               "the page size " + std::to_string(pagination.size) + " is larger than the maximum " +
                   std::to_string(pagination.max))
        .note(written->max.span, "the maximum is set here");
  }
  return pagination;
}

std::vector<std::pair<Verb, std::uint64_t>> cache_of(Resolution& resolution,
                                                     const std::vector<NamedText>& written) {
  std::vector<std::pair<Verb, std::uint64_t>> cache;
  for (const NamedText& entry : written) {
    if (entry.name.text != "list" && entry.name.text != "get") {
      resolution.sink
          .error("cache-operation", entry.name.span,
                 "`" + std::string(entry.name.text) + "` cannot be cached")
          .hint("what can be: `list` and `get`");
      continue;
    }
    const Verb verb = entry.name.text == "list" ? Verb::List : Verb::Get;
    cache.emplace_back(verb, milliseconds(entry.text, 0));
  }
  return cache;
}

void resolve_service(Resolution& resolution) {
  resolution.design.service =
      service_of(resolution.description, resolution.description.service, resolution.sink);
  resolve_stack(resolution);
  resolve_api(resolution);
  resolve_integrations(resolution);
  resolve_targets(resolution);
}

void resolve_limits(Resolution& resolution) {
  const Description& description = resolution.description;
  Design& design = resolution.design;
  design.limit_strategy = word_choice(
      resolution, description.limit_strategy,
      std::array<std::string_view, 3>{"token-bucket", "fixed-window", "sliding-window"});
  design.limits = limits_of(resolution, description.limits);
}

void complete_limits(Resolution& resolution) {
  Design& design = resolution.design;
  const auto has = [&](std::string_view who) {
    return std::any_of(design.limits.begin(), design.limits.end(),
                       [&](const Limit& limit) { return limit.who == who; });
  };
  // Nobody is let in without a limit: what is not written has a modest one.
  if (!has("anonymous")) design.limits.insert(design.limits.begin(), {"anonymous", {60, 60}});
  bool roles_limited = !design.roles.empty();
  for (const Role& role : design.roles) {
    roles_limited = roles_limited && (role.membership != no_index || has(role.name.snake));
  }
  if (design.auth && !roles_limited && !has("authenticated")) {
    design.limits.insert(design.limits.begin() + 1, {"authenticated", {600, 60}});
  }
}

/// A job has nothing to send: the action that it runs may not need input.
void check_job_input(Resolution& resolution, const WrittenJob& written, const Action& action) {
  for (const Field& input : action.input) {
    if (input.optional || input.fill != Fill::None) continue;
    resolution.sink
        .error(
            "job-input", written.runs.back().span,
            "a job sends nothing, and `" + action.name.snake + "` needs `" + input.name.snake + "`")
        .note(input.span, "the input is here")
        .hint("let it be absent, `?`, or give it a default");
    return;
  }
}

/// What is wrong with a job whatever its action is.
void check_job(Resolution& resolution, const WrittenJob& written) {
  if (written.runs.size() == 1) {
    report_lone_action(resolution, "job-runs", written.runs.front());
  }
  if (!written.where || !written.runs.empty()) return;
  if (resolution.description.damage.touches(written.span)) return;
  resolution.sink
      .error("where-without-runs", written.where->span,
             "`where` chooses the rows that an action runs on, and the job runs none")
      .hint("name it: `runs: order.expire`");
}

void resolve_jobs(Resolution& resolution) {
  for (const WrittenJob& written : resolution.description.jobs) {
    Job job;
    job.name.snake = std::string(written.name.text);
    job.every = text_of(written.every);
    job.at = text_of(written.at);
    job.cron = text_of(written.cron);
    job.prose = prose_of(written.remarks);
    check_job(resolution, written);
    if (written.runs.size() > 1) {
      const std::vector<Spelled> path(written.runs.begin(), written.runs.end() - 1);
      job.resource = find_resource(resolution, path, no_index);
      if (job.resource != no_index) {
        job.action = find_action(resolution, job.resource, written.runs.back());
        if (job.action != no_index) {
          check_job_input(resolution, written,
                          resolution.design.resources[job.resource].actions[job.action]);
        }
        if (written.where) {
          job.where = resolve_condition(
              resolution, *written.where,
              {.resource = job.resource, .references = true, .aggregates = true, .clock = true});
        }
      }
    }
    resolution.design.jobs.push_back(std::move(job));
  }
}

}  // namespace plinth
