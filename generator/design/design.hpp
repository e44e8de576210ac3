#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "description/rate.hpp"
#include "design/access_decision.hpp"
#include "design/api_version.hpp"
#include "design/constant.hpp"
#include "design/endpoint.hpp"
#include "design/environment.hpp"
#include "design/error.hpp"
#include "design/event.hpp"
#include "design/logical_type.hpp"
#include "design/name.hpp"
#include "design/operation.hpp"
#include "design/schema.hpp"
#include "design/table.hpp"
#include "diagnostics/source_file.hpp"

// The design: what a description means. Everything is resolved (references are indices), every
// default is filled in, and nothing is said of languages, dialects or files. Free text of the
// author keeps its spelling and is marked as such where templates see it.

namespace plinth {

/// What the author wrote for people; empty where nothing was written.
struct Prose {
  std::string summary;
  std::string description;
};

enum class OnDelete { Restrict, Cascade, Null };

/// What a field gets when nobody writes it.
enum class Fill {
  None,        ///< required on create unless optional
  Literal,     ///< `= pending`
  AtCreation,  ///< `= (now())`
  Computed,    ///< `:= a * b`, always worked out, never written
};

/// Why a field exists.
enum class Origin {
  Written,
  Id,
  CreatedAt,
  UpdatedAt,
  DeletedAt,
  Version,
  Whole,          ///< a part's reference to its whole
  Tenant,         ///< the reference to the tenant
  Role,           ///< of the identity, or of a membership
  EmailVerified,  ///< when the identity's address was confirmed
  Subject,        ///< who the identity is to the provider that signs people in
  ApiVersion,     ///< of a webhook subscription: the version of the API that it was made in
};

/// How a secret that the service makes is kept. It is shown once, when it is made.
enum class Secret {
  None,
  Hashed,     ///< only to be recognized: an API key
  Encrypted,  ///< to be used again: what signs webhooks
};

struct Field {
  Name name;
  std::string wire;  ///< in JSON: `userId` for a reference `user`, `tagIds` for a list of them
  Type type;
  bool optional = false;
  Fill fill = Fill::None;
  Constant literal;     ///< of Fill::Literal
  Operation operation;  ///< of Fill::AtCreation and Fill::Computed
  bool unique = false, indexed = false, immutable = false, readonly = false, writeonly = false,
       internal = false, sensitive = false, embed = false, deprecated = false;
  bool moved = false;         ///< some action `moves` it: changes in no other way
  bool owner_filled = false;  ///< the one-step owner: filled with the caller, in no body
  bool lasting = false;       ///< of a file: once it was sent, it can be replaced, but not deleted
  Rare<Rule> read, write;
  OnDelete on_delete = OnDelete::Restrict;
  RareText was;  ///< former snake name, or empty
  RareText per;  ///< of a serial: the snake name of what it counts anew for, or empty
  Secret secret = Secret::None;
  Deprecation deprecation;
  VersionRange versions;
  Prose prose;
  std::optional<Constant> example;  ///< as written; made up by `examples` otherwise
  Origin origin = Origin::Written;
  Span span;
};

enum class Verb { List, Get, Create, Update, Replace, Delete };

/// Stand in keys and sorts for what is no written field: the reference of a part to its whole, and
/// the timestamps.
inline constexpr std::size_t key_of_whole = no_index - 1;
inline constexpr std::size_t sort_by_created_at = no_index - 2;
inline constexpr std::size_t sort_by_updated_at = no_index - 3;

struct Key {
  std::vector<std::size_t> fields;  ///< indices into the resource's fields, or `key_of_whole`
  std::optional<Operation> when;    ///< holds for a part of the rows
  Span span;
};

struct ResourceRule {
  Name name;  ///< `dates`; its error code is the screaming form
  Operation condition;
  Span span;
};

struct Filter {
  std::vector<std::size_t> path;  ///< field indices; longer than one through references
  bool range = false;             ///< numbers, dates and times: from and to as well
  Span span;                      ///< in `filter`, or of the field where none is written
};

struct Sort {
  std::size_t field = 0;  ///< index, `sort_by_created_at` or `sort_by_updated_at`
  bool descending = false;
  Span span;  ///< no place where it is the default
};

enum class PageStyle { Page, Offset, Cursor, None };

struct Pagination {
  PageStyle style = PageStyle::Page;
  std::uint32_t size = 20, max = 100;
  Span span;  ///< of the style; no place where it is the default
};

/// Whether clients page alike, wherever that is written.
inline bool pages_alike(const Pagination& one, const Pagination& other) {
  return one.style == other.style && one.size == other.size && one.max == other.max;
}

struct Move {
  std::size_t field = 0;
  std::vector<std::string> from;
  std::string to;
};

/// A rate for callers of one kind.
struct Limit {
  std::string who;  ///< `anonymous`, `authenticated` or a role's snake name
  Rate rate;
};

/// What a body holds or an answer gives, as `body` and `returns` say it.
struct Content {
  enum class Kind {
    Nothing,
    Row,     ///< of `resource`
    Rows,    ///< of `resource`; `max_rows` of them, of a body
    Stream,  ///< server-sent events
    Line,    ///< one value: `fields` is one field, without a name
    Block,   ///< an object of `fields`
  };
  Kind kind = Kind::Nothing;
  std::size_t resource = no_index;
  std::uint64_t min_rows = 0, max_rows = 0;
  std::vector<Field> fields;
  Span span;
};

/// `reason: input.reason`: what an action writes into a field of its row.
struct Assignment {
  std::size_t field = 0;
  Operation value;
};

struct Action {
  Name name;
  std::vector<Field> input;
  std::vector<Move> moves;
  std::vector<Assignment> sets;
  std::size_t toggles = no_index;  ///< field: the list that the caller goes into and out of
  Content result;                  ///< what it answers
  std::optional<Operation> when;
  std::optional<Rule> access;       ///< missing: nobody
  std::vector<std::size_t> calls;   ///< integrations
  std::vector<std::string> errors;  ///< codes of its own
  std::vector<std::string> emits;
  std::vector<Limit> limits;
  bool idempotent = false, asynchronous = false, collection = false;
  bool shows_secret = false;  ///< makes the resource's secret anew, and shows it
  bool deprecated = false;
  Deprecation deprecation;
  VersionRange versions;
  Prose prose;
  Span span;
};

/// An operation that exists, who may, and where that was written (`product.access.write`).
struct ResourceAccess {
  Verb verb = Verb::List;
  Rule rule;
  std::string source;
};

/// Why a resource exists.
enum class ResourceOrigin {
  Written,
  ApiKey,               ///< `auth.method: api-key`
  WebhookSubscription,  ///< `webhooks`
  WebhookDelivery,      ///< a part of the above
  AuditEntry,           ///< `audit` of the resource `audited`
};

struct Resource {
  Name name;        ///< of a part, with its wholes: `order_item`
  Name own_name;    ///< as written: `item`
  Name was;         ///< what `name` was before a renaming, its own or of a whole; or empty
  Name plural;      ///< of `name`: the table
  Name own_plural;  ///< of `own_name`: the path segment and the JSON member
  std::size_t whole = no_index;  ///< of a part
  std::vector<std::size_t> parts;
  bool inline_parts = false;  ///< a part in its whole's bodies
  std::uint64_t min_parts = 0, max_parts = 0;
  TypeKind id_type = TypeKind::Uuid;
  std::size_t key = no_index;  ///< the field in paths; none: the id
  bool singleton = false, soft_delete = false, lock = false, events = false, bulk = false,
       idempotent = false, timestamps = true;
  bool identity = false, tenant = false;
  bool tenant_scoped = false;  ///< has a reference to the tenant, directly or by its whole
  bool membership = false;
  std::vector<Field> fields;       ///< without id, timestamps, whole and tenant
  std::vector<Key> unique, index;  ///< of several fields; single ones stand at the field
  std::vector<ResourceRule> rules;
  std::vector<Filter> filters;
  std::vector<std::size_t> search;
  Span search_span;  ///< of the first field to search in
  std::vector<Sort>
      sort;  ///< what clients may sort by; the first is the default, the id breaks ties
  Pagination pagination;
  std::vector<ResourceAccess> access;  ///< only what exists
  std::vector<std::string> owner;      ///< path to the identity, snake names
  std::vector<std::pair<Verb, Operation>> when;
  bool own_access = true;                  ///< false: a part that has the access of its whole
  std::vector<std::string> reserved_keys;  ///< words of paths that no key of a row may be
  std::vector<std::pair<Verb, std::uint64_t>> cache;  ///< milliseconds
  std::vector<Limit> limits;
  std::optional<Rule> audit;
  ResourceOrigin origin = ResourceOrigin::Written;
  std::size_t audited = no_index;        ///< of an audit entry: whose rows it is about
  std::size_t audit_entries = no_index;  ///< the resource that holds them
  std::vector<Action> actions;
  bool deprecated = false;
  Deprecation deprecation;
  VersionRange versions;
  Prose prose;
  Span span;

  const ResourceAccess* find(Verb verb) const;  ///< null if there is no such operation
  const Field* find(std::string_view snake) const;
};

/// A parameter in the path of an endpoint of its own.
struct CustomParameter {
  std::size_t row = no_index;  ///< the resource of which it names a row by its key
  Field field;                 ///< otherwise: its type
};

/// A fixed word of such a path, or a parameter.
struct CustomSegment {
  std::string word;
  std::size_t parameter = no_index;  ///< index into the endpoint's parameters
};

/// An endpoint that belongs to no resource: `GET /articles/{slug}/related`.
struct CustomEndpoint {
  Name name;  ///< `get_article_related`: its id in snake form, made from method and path
  Method method = Method::Get;
  std::vector<CustomSegment> path;
  std::vector<CustomParameter> parameters;
  std::size_t row = no_index;  ///< resource of the innermost row in the path, which rules speak of
  std::vector<Field> query;
  Content body, result;
  int status = 0;  ///< as written; 0: what follows from the rest
  std::optional<Rule> access;
  std::vector<std::size_t> calls;   ///< integrations
  std::vector<std::string> errors;  ///< codes of its own
  std::vector<std::string> emits;
  std::vector<std::string> events;  ///< of a stream
  std::vector<Limit> limits;
  bool idempotent = false, asynchronous = false;
  bool deprecated = false;
  Deprecation deprecation;
  VersionRange versions;
  Prose prose;
  Span span;
};

/// A role of `auth`, or of a membership.
struct Role {
  Name name;
  std::size_t membership = no_index;  ///< the part that defines it; none: a role of `auth`
  std::vector<std::size_t> includes;  ///< transitive, with itself
  std::vector<std::string> can;       ///< with those of the included
};

struct Server {
  std::string environment;  ///< snake name: production, staging, local
  std::string url;          ///< free text, checked to be a URL
  bool loopback = false;
};

struct Service {
  Name name;
  std::string title, version, summary, description;                      ///< free text
  std::string contact_name, contact_email, contact_url, license, terms;  ///< free text
  std::vector<Server> servers;
};

/// A database that the service runs on; which there are is for packs to say.
struct Database {
  std::string name;
  Span span;  ///< no place where it is the default
};

struct Stack {
  std::string pack, cache, broker, architecture, files;
  std::vector<Database> databases;
  std::string because;  ///< free text
};

enum class Versioning { Uri, Header, MediaType, None };
enum class JsonCase { Camel, Snake };
enum class Envelope { Data, Resource, None };
enum class ErrorStyle { Envelope, Problem };

struct Api {
  std::vector<std::string> styles;
  std::string base_path;             ///< `/api`, or empty
  std::string version;               ///< the current one, `v1`
  std::vector<ApiVersion> versions;  ///< the oldest first, the current one last
  Versioning versioning = Versioning::Uri;
  JsonCase json_case = JsonCase::Camel;
  Envelope envelope = Envelope::Data;
  ErrorStyle errors = ErrorStyle::Envelope;
  Pagination pagination;
};

struct Auth {
  std::vector<std::string> methods;
  std::size_t identity = no_index;
  std::size_t login = no_index;     ///< field of the identity to sign in with
  std::size_t password = no_index;  ///< field of the identity
  std::uint64_t access_token_ms = 0, refresh_token_ms = 0;
  bool sign_in = false;         ///< login, refresh, logout are the service's own
  bool tokens = false;          ///< signing in answers tokens: `jwt`
  bool cookie = false;          ///< signing in sets a cookie: `session`
  bool bearer = false;          ///< callers show access tokens, of this service or a provider
  bool password_flows = false;  ///< reset and change
  bool email_verification = false;
  Rare<Rule> assign;  ///< who writes roles
};

struct Integration {
  Name name;
  std::string url;  ///< free text
  std::string auth;
  std::uint64_t timeout_ms = 0;
  std::uint32_t retries = 0;
  std::string circuit_breaker;
  bool webhook = false;  ///< it calls the service when something happened
  Prose prose;
  Span span;
};

struct Job {
  Name name;
  std::string every, at, cron;  ///< as written; one is set
  std::size_t resource = no_index, action = no_index;
  std::optional<Operation> where;
  Prose prose;
};

struct Targets {
  std::string availability, users, requests, growth;
  std::vector<std::pair<std::string, std::uint64_t>> latency_ms;
};

struct Design {
  Service service;
  Stack stack;
  Api api;
  std::optional<Auth> auth;
  std::size_t tenant = no_index;
  std::string tenant_from;  ///< `path`, `subdomain`, `token`
  std::string limit_strategy;
  std::vector<Limit> limits;
  std::vector<Role> roles;
  std::vector<Resource> resources;  ///< parts follow their whole
  std::vector<Integration> integrations;
  std::vector<Job> jobs;
  std::vector<CustomEndpoint> custom_endpoints;
  Name task;  ///< what asynchronous calls are watched as: `task`, or another name if that is taken
  std::vector<Event> events;  ///< in the order in which they are first emitted
  std::vector<Subscription> subscriptions;
  std::size_t webhook_subscriptions = no_index;  ///< the resource; none without `webhooks`
  Targets targets;
  std::vector<std::pair<std::string, std::string>> observability;

  std::vector<Parameter> parameters;
  std::vector<Schema> schemas;
  std::vector<Error> errors;  ///< by status, then code
  std::vector<Endpoint> endpoints;
  std::vector<Table> tables;  ///< in an order in which they can be created
  std::vector<EnvironmentGroup> environment;

  /// The service as clients of each version see it, in the order of Api::versions: what they call
  /// is derived, tables and settings are not. Empty where there is one version: it is all of this.
  std::vector<Design> views;

  /// The service as clients of the current version see it.
  const Design& current() const { return views.empty() ? *this : views.back(); }
  std::vector<std::string> role_names() const;  ///< snake names, by index
};

}  // namespace plinth
