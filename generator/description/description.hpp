#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "description/access_rule.hpp"
#include "description/damage.hpp"
#include "description/expression.hpp"
#include "description/field_line.hpp"
#include "description/spelled.hpp"

namespace plinth {

/// `name: text` of a map whose keys are free (servers, labels, sunset …).
struct NamedText {
  Spelled name;
  Spelled text;
};

/// What may stand on every field, resource, action, endpoint, error and event.
struct Remarks {
  Spelled summary;
  Spelled description;
  Spelled example;             ///< a scalar; structured examples keep their span only
  std::string_view structure;  ///< of a structured example: `a list`, `a map`
  bool deprecated = false;
  Spelled deprecated_since, deprecated_sunset, deprecated_use;
};

/// A field, an input, a query parameter or a named type: a line, or the long form around one.
struct WrittenField {
  Spelled name;
  Span span;       ///< of the whole value
  FieldLine line;  ///< for an object: item.name is `object`
  Remarks remarks;
  std::vector<NamedText> labels;     ///< of an enum
  std::vector<WrittenField> fields;  ///< of an object
  Spelled store;                     ///< `columns`, of an object
};

/// `order + product`, `slot when status != cancelled`.
struct WrittenKey {
  Span span;
  std::vector<Spelled> fields;
  ExpressionPtr when;  // may be null
};

/// `created_at desc`
struct WrittenSort {
  Spelled field;
  bool descending = false;
};

/// An operation or a group (`read`, `write`, `all`) and who may.
struct WrittenAccess {
  Spelled operation;
  AccessRule rule;
};

/// `{status: pending | paid -> cancelled}`
struct WrittenMove {
  Span span;
  Spelled field;
  std::vector<Spelled> from;
  Spelled to;
};

/// `anonymous: 100/min`; the rate as written (a number and a unit).
struct WrittenLimit {
  Spelled name;
  Spelled rate;
};

struct WrittenAction {
  Spelled name;
  Span span;
  Remarks remarks;
  std::vector<WrittenField> input;
  std::vector<WrittenMove> moves;
  ExpressionPtr when;
  std::vector<std::pair<Spelled, ExpressionPtr>> sets;
  std::optional<AccessRule> access;
  std::vector<Spelled> calls, errors, emits;
  std::vector<WrittenLimit> limits;
  Spelled toggles, returns, target;      ///< target: the key `for`
  std::optional<WrittenField> returned;  ///< `returns` as a field line, or as a block of fields
  Spelled since, until;
  bool idempotent = false;
  bool asynchronous = false;
};

/// `GET /articles/{slug}` and what stands under it.
struct WrittenEndpoint {
  Spelled method, path;                  ///< the two halves of the key
  std::vector<Spelled> path_parameters;  ///< in the order of the path
  Span span;
  Remarks remarks;
  std::vector<WrittenField> params, query;
  /// A line (`article`, `article[]`, `nothing`, `stream`, a type) or an object with its fields.
  std::optional<WrittenField> body, returned;
  Spelled status;
  std::optional<AccessRule> access;
  std::vector<Spelled> calls, errors, emits, events;
  std::vector<WrittenLimit> limits;
  bool idempotent = false;
  bool asynchronous = false;
  Spelled since, until;
};

/// An event whose payload is not the usual one.
struct WrittenEvent {
  Spelled name;
  Remarks remarks;
  std::vector<WrittenField> payload;
};

/// An event of somebody else and the action that it runs.
struct WrittenSubscription {
  Spelled event;
  std::vector<Spelled> runs;  ///< `order.settle`
  Remarks remarks;
  std::vector<WrittenField> payload;
};

/// Signed deliveries of events to whoever subscribes.
struct WrittenWebhooks {
  Span span;
  std::vector<Spelled> events;
  std::optional<AccessRule> access;
};

struct WrittenRule {
  Spelled name;
  ExpressionPtr condition;
};

/// A role of `auth` or of a membership.
struct WrittenRole {
  Spelled name;
  bool listed = false;  ///< an item of a list, from the least to the most: includes those before it
  std::vector<Spelled> includes;
  std::vector<Spelled> can;
};

struct WrittenPagination {
  Spelled style, size, max;
};

/// A resource, or a part in `contains`.
struct WrittenResource {
  Spelled name;
  Span span;
  Remarks remarks;
  Spelled id, key, plural, tenant, was, since, until;
  bool singleton = false, soft_delete = false, lock = false, events = false, bulk = false,
       idempotent = false, timestamps = true;
  std::vector<WrittenField> fields;
  std::vector<WrittenResource> contains;
  std::optional<WrittenRange> inline_parts;  ///< `inline: 1..100`
  Span unique_span;
  std::vector<WrittenKey> unique, index;
  std::vector<WrittenRule> rules;
  bool filter_written = false;
  std::vector<std::vector<Spelled>> filter;  ///< paths
  std::vector<Spelled> search;
  std::vector<WrittenSort> sort;
  std::optional<WrittenPagination> pagination;
  std::vector<std::pair<Spelled, ExpressionPtr>> when;  ///< operation or group -> condition
  std::vector<NamedText> cache;                         ///< `list: 5m`
  std::vector<WrittenLimit> limits;
  Span access_span;  ///< of the key; no place if it is missing
  std::vector<WrittenAccess> access;
  std::vector<Spelled> owner;  ///< segments of the path; empty: none
  std::optional<AccessRule> audit;
  std::vector<WrittenRole> roles;  ///< makes it a membership
  std::vector<WrittenAction> actions;
};

struct WrittenError {
  Spelled code;
  Spelled status, message;
  bool retry = false;
  Remarks remarks;
};

struct WrittenIntegration {
  Spelled name;
  Spelled url, auth, timeout, retries, circuit_breaker;
  bool webhook = false;
  Remarks remarks;
};

struct WrittenJob {
  Spelled name;
  Span span;
  Spelled every, at, cron;
  std::vector<Spelled> runs;  ///< `order.expire`
  ExpressionPtr where;
  Remarks remarks;
};

struct WrittenStack {
  Spelled pack, cache, broker, architecture, because, files;
  std::vector<Spelled> databases;  ///< one or several
};

struct WrittenApi {
  std::vector<Spelled> styles, versions;
  Spelled base_path, version, versioning, json_case, envelope, errors;
  WrittenPagination pagination;
  std::vector<NamedText> sunset;
};

struct WrittenAuth {
  Span span;
  std::vector<Spelled> methods;
  Spelled identity, access_token, refresh_token, login;
  std::vector<Spelled> flows;
  bool flows_written = false;
  std::vector<WrittenRole> roles;
  std::optional<AccessRule> assign;
};

struct WrittenTargets {
  Spelled availability, users, requests, growth;
  std::vector<NamedText> latency;
};

/// What the author wrote: every value with its place, nothing resolved, nothing filled in.
/// Texts are borrowed from the YAML document, which must outlive it.
struct Description {
  Span span;
  Spelled language_version;  ///< the key `plinth`
  Spelled service, title, version, summary, description;
  Spelled contact_name, contact_email, contact_url, license, terms;
  std::vector<NamedText> servers;
  WrittenStack stack;
  WrittenApi api;
  std::optional<WrittenAuth> auth;
  Spelled tenant, tenant_from;
  Spelled limit_strategy;
  std::vector<WrittenLimit> limits;
  std::vector<WrittenField> types;
  std::vector<WrittenResource> resources;
  std::vector<WrittenError> errors;
  std::vector<WrittenIntegration> integrations;
  std::vector<WrittenJob> jobs;
  WrittenTargets targets;
  std::vector<NamedText> observability;
  std::vector<WrittenEndpoint> endpoints;
  std::vector<WrittenEvent> events;
  std::vector<WrittenSubscription> subscribes;
  std::optional<WrittenWebhooks> webhooks;
  Damage damage;  ///< what was reported of it when it was read
};

}  // namespace plinth
