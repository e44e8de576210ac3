// Every endpoint follows from a resource's access rules, its actions and files, or from the way
// people sign in, or is written as it is. Nothing that nobody may do becomes an endpoint.

#include "design/endpoints.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "design/endpoint_draft.hpp"

namespace plinth {
namespace {

struct OperationRow {
  Verb verb;
  EndpointKind kind;
  Method method;
  std::string_view word;  // begins the endpoint's id
};

constexpr OperationRow operation_rows[] = {
    {Verb::List, EndpointKind::List, Method::Get, "list"},
    {Verb::Get, EndpointKind::Get, Method::Get, "get"},
    {Verb::Create, EndpointKind::Create, Method::Post, "create"},
    {Verb::Replace, EndpointKind::Replace, Method::Put, "replace"},
    {Verb::Update, EndpointKind::Update, Method::Patch, "update"},
    {Verb::Delete, EndpointKind::Delete, Method::Delete, "delete"},
};

/// Whether the caller's own row passes `rule` because it is the caller's own.
bool lets_owner(const Rule& rule) {
  switch (rule.kind) {
    case Rule::Kind::Any:
      return std::any_of(rule.operands.begin(), rule.operands.end(), lets_owner);
    case Rule::Kind::All:
      return std::all_of(rule.operands.begin(), rule.operands.end(), lets_owner);
    case Rule::Kind::Owner:
    case Rule::Kind::Authenticated:
    case Rule::Kind::Public:
      return true;
    default:
      return false;
  }
}

class EndpointBuilder : private EndpointDraft {
 public:
  explicit EndpointBuilder(const EndpointDraft& draft) : EndpointDraft(draft) {}

  void build() {
    for (std::size_t i = 0; i < design_.resources.size(); ++i) {
      if (design_.resources[i].inline_parts) continue;
      add_operations(i);
      add_files(i);
      BatchEndpoints(*this).add(i);
      ActionEndpoints(*this).add(i);
      AuditEndpoints(*this).add(i);
      if (design_.resources[i].identity) add_own(i);
    }
    if (design_.auth && design_.auth->sign_in) add_sign_in();
    CustomEndpoints(*this).add_all();
    TaskEndpoints(*this).add();
    WebhookEndpoints(*this).add();
    schemas_.error();
    schemas_.finish();
  }

 private:
  static bool makes_secret(const Resource& resource) {
    return std::any_of(resource.fields.begin(), resource.fields.end(),
                       [](const Field& field) { return field.secret != Secret::None; });
  }

  void add_operations(std::size_t index) {
    for (const OperationRow& row : operation_rows) {
      const ResourceAccess* access = design_.resources[index].find(row.verb);
      if (access != nullptr) add_operation(index, row, *access);
    }
  }

  void add_operation(std::size_t index, const OperationRow& row, const ResourceAccess& access) {
    const Resource& resource = design_.resources[index];
    const bool on_collection = row.verb == Verb::List || row.verb == Verb::Create;
    const Name& name = row.verb == Verb::List ? resource.plural : resource.name;
    Endpoint made = endpoint(row.kind, row.method, std::string(row.word) + pascal_case(name),
                             on_collection ? collection(index) : one(index), index);
    made.rule = access.rule;
    made.rule_source = access.source;
    for (const auto& [verb, milliseconds] : resource.cache) {
      if (verb == row.verb) made.answer.cache_ms = milliseconds;
    }
    switch (row.verb) {
      case Verb::List:
        append(made, parameters_.of_list(index));
        answer_rows(made, index);
        break;
      case Verb::Get:
        append(made, parameters_.of_get(index));
        answer_row(made, index);
        break;
      case Verb::Create:
        if (resource.idempotent) made.parameters.push_back(parameters_.idempotency_key());
        made.body = {BodyKind::Json, schemas_.create(index), {}, 0};
        answer_row(made, index);
        if (makes_secret(resource)) answer_secret(made, index);
        made.answer.status = 201;
        made.answer.location = true;
        break;
      case Verb::Update:
        if (resource.lock) made.parameters.push_back(parameters_.if_match());
        made.body = {BodyKind::MergePatch, schemas_.update(index), {}, 0};
        answer_row(made, index);
        break;
      case Verb::Replace:
        if (resource.lock) made.parameters.push_back(parameters_.if_match());
        made.body = {BodyKind::Json, schemas_.replace(index), {}, 0};
        answer_row(made, index);
        break;
      case Verb::Delete:
        if (resource.lock) made.parameters.push_back(parameters_.if_match());
        made.answer.status = 204;
        break;
    }
    design_.endpoints.push_back(std::move(made));
  }

  /// A file is sent by itself: to the row it belongs to, by who may update that.
  void add_files(std::size_t index) {
    const ResourceAccess* update = design_.resources[index].find(Verb::Update);
    if (update == nullptr) return;
    const auto add_all = [&](const std::vector<Field>& fields, const std::vector<std::string>& path,
                             const auto& self) -> void {
      for (const Field& field : fields) {
        std::vector<std::string> at = path;
        at.push_back(field.name.snake);
        if (field.type.kind == TypeKind::Object) self(field.type.fields, at, self);
        if (field.type.kind == TypeKind::File && !field.readonly && !field.internal) {
          add_file(index, field, at, *update);
        }
      }
    };
    add_all(design_.resources[index].fields, {}, add_all);
  }

  void add_file(std::size_t index, const Field& field, const std::vector<std::string>& path,
                const ResourceAccess& update) {
    Route route = one(index);
    std::string id = pascal_case(design_.resources[index].name);
    for (const std::string& segment : path) {
      add_word(route, kebab_case(Name{segment}));
      id += pascal_case(Name{segment});
    }
    Endpoint upload = endpoint(EndpointKind::Upload, Method::Put, "upload" + id, route, index);
    upload.file = path;
    upload.body.kind = BodyKind::Binary;
    upload.body.content_types = field.type.content_types;
    upload.body.max_bytes = field.type.max_bytes;
    upload.rule = update.rule;
    upload.rule_source = update.source;
    const bool lock = design_.resources[index].lock;
    if (lock) upload.parameters.push_back(parameters_.if_match());
    answer_row(upload, index);
    design_.endpoints.push_back(std::move(upload));
    if (field.lasting) return;
    Endpoint remove =
        endpoint(EndpointKind::DeleteFile, Method::Delete, "delete" + id, route, index);
    remove.file = path;
    remove.rule = update.rule;
    remove.rule_source = update.source;
    if (lock) remove.parameters.push_back(parameters_.if_match());
    remove.answer.status = 204;
    design_.endpoints.push_back(std::move(remove));
  }

  /// `/users/me`: get, update and delete, as far as the owner may.
  void add_own(std::size_t index) {
    constexpr std::pair<EndpointKind, Verb> own[] = {{EndpointKind::GetOwn, Verb::Get},
                                                     {EndpointKind::UpdateOwn, Verb::Update},
                                                     {EndpointKind::DeleteOwn, Verb::Delete}};
    for (const auto& [kind, verb] : own) {
      const ResourceAccess* access = design_.resources[index].find(verb);
      if (access == nullptr || !lets_owner(access->rule)) continue;
      const OperationRow* row =
          std::find_if(std::begin(operation_rows), std::end(operation_rows),
                       [wanted = verb](const OperationRow& one) { return one.verb == wanted; });
      Route route = collection(index);
      add_word(route, "me");
      Endpoint made =
          endpoint(kind, row->method,
                   std::string(row->word) + "Own" + pascal_case(design_.resources[index].name),
                   std::move(route), index);
      made.rule.kind = Rule::Kind::Owner;
      made.rule_source = access->source;
      if (verb == Verb::Get) append(made, parameters_.of_get(index));
      if (verb != Verb::Get && design_.resources[index].lock) {
        made.parameters.push_back(parameters_.if_match());
      }
      if (verb == Verb::Update) made.body = {BodyKind::MergePatch, schemas_.update(index), {}, 0};
      if (verb == Verb::Delete) {
        made.answer.status = 204;
      } else {
        answer_row(made, index);
      }
      design_.endpoints.push_back(std::move(made));
    }
  }

  void add_sign_in_endpoint(EndpointKind kind, std::string id, std::vector<std::string> words,
                            Rule::Kind rule, std::size_t body, std::size_t answer) {
    Route route;
    add_word(route, "auth");
    for (std::string& word : words) add_word(route, std::move(word));
    Endpoint made = endpoint(kind, Method::Post, std::move(id), std::move(route), no_index);
    made.tag = "Auth";
    made.rule.kind = rule;
    made.rule_source = "auth";
    if (body != no_index) made.body = {BodyKind::Json, body, {}, 0};
    made.answer.schema = answer;
    if (answer != no_index) made.answer.kind = AnswerKind::Value;
    made.answer.status = answer == no_index ? 204 : 200;
    made.answer.no_store = true;
    design_.endpoints.push_back(std::move(made));
  }

  void add_sign_in() {
    using Kind = Rule::Kind;
    // A cookie says all that a session needs; tokens are answered, and sent to be renewed.
    const bool tokens = design_.auth->tokens;
    add_sign_in_endpoint(EndpointKind::Login, "login", {"login"}, Kind::Public, schemas_.login(),
                         tokens ? schemas_.session() : no_index);
    design_.endpoints.back().answer.cookie = design_.auth->cookie;
    if (tokens) {
      add_sign_in_endpoint(EndpointKind::Refresh, "refreshSession", {"refresh"}, Kind::Public,
                           schemas_.refresh_request(), schemas_.session());
    }
    add_sign_in_endpoint(EndpointKind::Logout, "logout", {"logout"}, Kind::Authenticated,
                         tokens ? schemas_.refresh_request() : no_index, no_index);
    design_.endpoints.back().answer.cookie = design_.auth->cookie;
    if (design_.auth->password_flows) {
      add_sign_in_endpoint(EndpointKind::RequestPasswordReset, "requestPasswordReset",
                           {"password-reset"}, Kind::Public, schemas_.password_reset_request(),
                           no_index);
      add_sign_in_endpoint(EndpointKind::ConfirmPasswordReset, "confirmPasswordReset",
                           {"password-reset", "confirm"}, Kind::Public, schemas_.password_reset(),
                           no_index);
      add_sign_in_endpoint(EndpointKind::ChangePassword, "changePassword", {"password-change"},
                           Kind::Authenticated, schemas_.password_change(), no_index);
    }
    if (design_.auth->email_verification) {
      add_sign_in_endpoint(EndpointKind::ConfirmEmail, "confirmEmail", {"verify-email"},
                           Kind::Public, schemas_.email_confirmation(), no_index);
      add_sign_in_endpoint(EndpointKind::ResendEmailConfirmation, "resendEmailConfirmation",
                           {"verify-email", "resend"}, Kind::Authenticated, no_index, no_index);
    }
  }
};

Span span_of(const Design& design, const Endpoint& endpoint) {
  if (endpoint.custom != no_index) return design.custom_endpoints[endpoint.custom].span;
  if (endpoint.resource == no_index) return {};
  const Resource& resource = design.resources[endpoint.resource];
  return endpoint.action == no_index ? resource.span : resource.actions[endpoint.action].span;
}

/// The method and the path with nameless parameters: what a router tells apart.
std::string route_of(const Endpoint& endpoint) {
  std::string route(to_text(endpoint.method));
  for (const PathSegment& segment : endpoint.path) {
    route += segment.parameter == no_index ? "/" + segment.text : "/*";
  }
  return route;
}

void report_collisions(const Design& design, DiagnosticSink& sink) {
  std::unordered_map<std::string_view, const Endpoint*> ids;
  std::unordered_map<std::string, const Endpoint*> routes;
  ids.reserve(design.endpoints.size());
  routes.reserve(design.endpoints.size());
  for (const Endpoint& endpoint : design.endpoints) {
    const auto [same_id, new_id] = ids.emplace(endpoint.id, &endpoint);
    const auto [same_route, new_route] = routes.emplace(route_of(endpoint), &endpoint);
    if (new_id && new_route) continue;
    const Endpoint& other = new_id ? *same_route->second : *same_id->second;
    sink.error("endpoint-collision", span_of(design, endpoint),
               "this makes `" + std::string(to_text(endpoint.method)) + " " +
                   uri_template(endpoint) + "` (" + endpoint.id + "), which is there already")
        .note(span_of(design, other), "the other one comes from here")
        .hint(endpoint.custom == no_index ? "rename one of them" : "write another path, or method");
  }
}

}  // namespace

void derive_endpoints(Design& design, DiagnosticSink& sink) {
  SchemaBuilder schemas(design);
  ParameterBuilder parameters(design, sink);
  EndpointBuilder(EndpointDraft(design, schemas, parameters)).build();
  report_collisions(design, sink);
}

}  // namespace plinth
