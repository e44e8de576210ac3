// Which endpoint can answer which error. Each step looks at one cause (the parameters, the body,
// the rule of access, the rows …) and says what follows for one endpoint. The collection makes one
// error of all that share a code.

#include "design/errors.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "design/access.hpp"
#include "design/conditions.hpp"
#include "design/error_collection.hpp"
#include "design/operation.hpp"
#include "design/rule_outlook.hpp"
#include "design/sent_fields.hpp"

namespace plinth {
namespace {

/// One endpoint, and where its errors go.
struct Cause {
  const Design& design;
  const Endpoint& endpoint;
  std::size_t index;
  ErrorCollection& found;

  void add(ErrorKind kind) const { found.add(index, error_of(kind)); }
  const Resource* resource() const {
    return endpoint.resource == no_index ? nullptr : &design.resources[endpoint.resource];
  }
  bool has(ParameterKind kind) const {
    return std::any_of(endpoint.parameters.begin(), endpoint.parameters.end(),
                       [&](std::size_t i) { return design.parameters[i].kind == kind; });
  }
};

void add_bad_requests(const Cause& cause) {
  const Endpoint& endpoint = cause.endpoint;
  const bool json =
      endpoint.body.kind == BodyKind::Json || endpoint.body.kind == BodyKind::MergePatch;
  // Parameters that are not known are refused: there is something to refuse without any, too. So is
  // a version that there is not, where a header names it.
  const bool names_version = cause.design.api.versioning == Versioning::Header;
  if (!endpoint.parameters.empty() || !json || names_version) {
    cause.add(ErrorKind::InvalidParameter);
  }
  if (json) cause.add(ErrorKind::MalformedBody);
  // What an integration sends is for it to say.
  if (json && endpoint.kind != EndpointKind::ReceiveWebhook) cause.add(ErrorKind::Validation);
  if (endpoint.body.kind != BodyKind::None) {
    cause.add(ErrorKind::PayloadTooLarge);
    cause.add(ErrorKind::UnsupportedMediaType);
  }
}

void add_sign_in_errors(const Cause& cause) {
  const EndpointKind kind = cause.endpoint.kind;
  if (kind == EndpointKind::ReceiveWebhook) return cause.add(ErrorKind::InvalidSignature);
  if (!cause.design.auth) {
    // Of a gateway in front of the service: there is nothing to sign in to here.
    Error error = error_of(ErrorKind::Unauthenticated);
    error.retry = Retry::No;
    cause.found.add(cause.index, std::move(error));
  } else if (cause.endpoint.credentials) {
    const Auth& auth = *cause.design.auth;
    if (!is_public(cause.endpoint.rule)) {
      Error unknown = error_of(ErrorKind::Unauthenticated);
      if (!auth.sign_in && !auth.bearer) unknown.retry = Retry::No;
      cause.found.add(cause.index, std::move(unknown));
    }
    Error invalid = error_of(ErrorKind::InvalidToken);
    // A session, a key and a certificate are not renewed by their holder.
    if (!auth.bearer) invalid.retry = Retry::No;
    cause.found.add(cause.index, std::move(invalid));
  }
  if (kind == EndpointKind::Login) cause.add(ErrorKind::InvalidCredentials);
  if (kind == EndpointKind::Refresh) {
    cause.add(ErrorKind::InvalidRefreshToken);
    cause.add(ErrorKind::ReusedRefreshToken);
  }
  if (kind == EndpointKind::ConfirmPasswordReset) cause.add(ErrorKind::InvalidResetToken);
  if (kind == EndpointKind::ConfirmEmail) cause.add(ErrorKind::InvalidConfirmationToken);
  if (kind == EndpointKind::ChangePassword) cause.add(ErrorKind::WrongPassword);
  if (can_be_forbidden(cause.design, cause.endpoint)) cause.add(ErrorKind::Forbidden);
}

/// A field that clients never see is none of the members that they are told.
void tell_field(Error& error, const Field& field) {
  error.fields.push_back(field.name.snake);
  if (!field.internal) error.members.push_back(field.wire);
}

void add_not_found(const Cause& cause, std::size_t resource, const Field* field) {
  Error error = error_of(ErrorKind::NotFound);
  error.code = screaming_case(cause.design.resources[resource].name) + "_NOT_FOUND";
  error.resource = resource;
  if (field != nullptr) tell_field(error, *field);
  cause.found.add(cause.index, std::move(error));
}

void add_missing_rows(const Cause& cause, const std::vector<SentField>& sent) {
  const Design& design = cause.design;
  for (const std::size_t index : cause.endpoint.parameters) {
    const Parameter& parameter = design.parameters[index];
    const bool own_row = parameter.kind == ParameterKind::Own && parameter.resource != no_index;
    if (parameter.kind == ParameterKind::Id || own_row) {
      add_not_found(cause, parameter.resource, nullptr);
    } else if (parameter.kind == ParameterKind::Task) {
      Error error = error_of(ErrorKind::TaskNotFound);
      error.code = screaming_case(design.task) + "_NOT_FOUND";
      cause.found.add(cause.index, std::move(error));
    } else if (parameter.place == ParameterPlace::Path) {
      cause.add(ErrorKind::PathNotFound);
    }
  }
  const Resource* resource = cause.resource();
  if (resource != nullptr && resource->tenant_scoped && design.tenant_from == "subdomain") {
    add_not_found(cause, design.tenant, nullptr);
  }
  for (const SentField& one : sent) {
    for (const std::size_t target : targets_of(one.field->type)) {
      add_not_found(cause, target, one.field);
    }
  }
  if (cause.endpoint.kind == EndpointKind::BatchDelete) {
    add_not_found(cause, cause.endpoint.resource, nullptr);
  }
}

const Action* action_of(const Cause& cause) { return action_of(cause.design, cause.endpoint); }

void collect_own_fields(const Operation& operation, std::vector<std::string>& fields) {
  if (operation.kind == Operation::Kind::Field && !operation.path.empty()) {
    const std::string& name = operation.path.front();
    if (std::find(fields.begin(), fields.end(), name) == fields.end()) fields.push_back(name);
  }
  for (const Operation& operand : operation.operands) collect_own_fields(operand, fields);
}

/// What the endpoint is known to write: the state that an action moves to.
std::map<std::string, std::string> known_words(const Cause& cause) {
  std::map<std::string, std::string> known;
  if (const Action* action = action_of(cause); action != nullptr) {
    for (const Move& move : action->moves) {
      known[cause.resource()->fields[move.field].name.snake] = move.to;
    }
  }
  return known;
}

/// A unique key: its fields, whether the whole is a part of it, and for which rows it holds.
struct UniqueFields {
  std::vector<const Field*> fields;
  bool of_whole = false;
  const Operation* when = nullptr;  // null: for all
};

std::vector<UniqueFields> unique_fields(const Resource& resource) {
  std::vector<UniqueFields> keys;
  for (const Field& field : resource.fields) {
    if (field.unique) keys.push_back({{&field}, false});
  }
  for (const Key& key : resource.unique) {
    UniqueFields unique;
    if (key.when) unique.when = &*key.when;
    for (const std::size_t field : key.fields) {
      if (field == key_of_whole) {
        unique.of_whole = true;
      } else {
        unique.fields.push_back(&resource.fields[field]);
      }
    }
    keys.push_back(std::move(unique));
  }
  // Nobody is a member twice: the person of a membership is its owner.
  if (resource.membership && resource.owner.size() == 1) {
    if (const Field* person = resource.find(resource.owner[0])) keys.push_back({{person}, true});
  }
  return keys;
}

bool is_sent(const std::vector<SentField>& sent, const Field* field) {
  return std::any_of(sent.begin(), sent.end(),
                     [&](const SentField& one) { return one.field == field; });
}

/// True if a new row gets a value for `field` that another row may have: a serial never has one,
/// and a slug that is made from another field avoids those taken.
bool may_repeat(const Field& field) {
  if (field.type.kind == TypeKind::Serial) return false;
  if (field.type.kind == TypeKind::Slug && !field.type.slug_source.empty()) return false;
  return field.owner_filled || field.fill != Fill::None;
}

/// Whether the action may move a row for which `condition` does not hold yet.
bool moves_from_outside(const Action& action, const Operation& condition,
                        const Resource& resource) {
  std::vector<std::string> asked;
  collect_own_fields(condition, asked);
  return std::any_of(action.moves.begin(), action.moves.end(), [&](const Move& move) {
    const std::string& field = resource.fields[move.field].name.snake;
    if (std::find(asked.begin(), asked.end(), field) == asked.end()) return false;
    return std::any_of(move.from.begin(), move.from.end(), [&](const std::string& word) {
      return can_be_broken(condition, {{field, word}});
    });
  });
}

/// Whether a row that is created or changed may get into the way of another by `key`. `known` are
/// words that it has then.
bool can_collide(const UniqueFields& key, const Resource& resource, const Action* action,
                 const std::vector<SentField>& sent, bool creates,
                 std::map<std::string, std::string> known) {
  if (creates) {
    for (const Field& field : resource.fields) {
      const auto* word = std::get_if<std::string>(&field.literal.value);
      const bool starts_so = field.fill == Fill::Literal && word != nullptr;
      if (starts_so && !is_sent(sent, &field)) known.emplace(field.name.snake, *word);
    }
  }
  if (key.when != nullptr && !can_hold(*key.when, known)) return false;
  if (creates) {
    return std::all_of(key.fields.begin(), key.fields.end(), [&](const Field* field) {
      return is_sent(sent, field) || may_repeat(*field);
    });
  }
  if (std::any_of(key.fields.begin(), key.fields.end(),
                  [&](const Field* field) { return is_sent(sent, field); })) {
    return true;
  }
  if (key.when == nullptr) return false;
  if (action != nullptr && moves_from_outside(*action, *key.when, resource)) return true;
  std::vector<std::string> asked;
  collect_own_fields(*key.when, asked);
  return std::any_of(asked.begin(), asked.end(), [&](const std::string& name) {
    const Field* const field = resource.find(name);
    const bool moved = action != nullptr && known.contains(name);
    return field != nullptr && !moved && is_sent(sent, field);
  });
}

void add_duplicates_of(const Cause& cause, std::size_t index, const std::vector<SentField>& sent,
                       bool creates) {
  const Resource& resource = cause.design.resources[index];
  for (const UniqueFields& key : unique_fields(resource)) {
    const Action* const action = action_of(cause);
    if (!can_collide(key, resource, action, sent, creates, known_words(cause))) continue;
    Error error = error_of(ErrorKind::Duplicate);
    error.resource = index;
    error.code = "DUPLICATE_" + screaming_case(resource.name);
    for (const Field* field : key.fields) {
      error.code += "_" + screaming_case(field->name);
      tell_field(error, *field);
    }
    cause.found.add(cause.index, std::move(error));
  }
}

void add_duplicates(const Cause& cause, const std::vector<SentField>& sent) {
  if (const Action* action = action_of(cause.design, cause.endpoint)) {
    std::vector<SentField> set;
    for (const Assignment& one : action->sets) {
      set.push_back({cause.endpoint.resource, &cause.resource()->fields[one.field]});
    }
    for (const Move& move : action->moves) {
      set.push_back({cause.endpoint.resource, &cause.resource()->fields[move.field]});
    }
    add_duplicates_of(cause, cause.endpoint.resource, set, false);
    return;
  }
  const WrittenRows rows = written_rows(cause.design, cause.endpoint);
  if (rows.resource == no_index) return;
  add_duplicates_of(cause, rows.resource, sent, rows.creates);
  std::size_t last = rows.resource;
  for (const SentField& one : sent) {
    // The list of inline parts is replaced as a whole: each is a new row.
    if (one.resource != last && one.resource != rows.resource) {
      add_duplicates_of(cause, one.resource, sent, true);
    }
    last = one.resource;
  }
}

/// Who refers to the rows of each resource, with one reference.
class Referrers {
 public:
  explicit Referrers(const Design& design) : to_(design.resources.size()) {
    for (std::size_t i = 0; i < design.resources.size(); ++i) {
      for (const Field& field : design.resources[i].fields) {
        if (field.type.kind == TypeKind::Reference && field.type.target != no_index) {
          to_[field.type.target].push_back({i, field.on_delete});
        }
        // A list that may not be empty keeps what it holds.
        const bool keeps = field.type.kind == TypeKind::List && field.type.min_items > 0 &&
                           field.type.element[0].kind == TypeKind::Reference;
        if (!keeps || field.type.element[0].target == no_index) continue;
        to_[field.type.element[0].target].push_back({i, OnDelete::Restrict});
      }
    }
  }

  /// True if a row somewhere can keep a row of `resource`, or of what is deleted with it (its
  /// parts, and what refers to any of them with `on delete cascade`), from being deleted.
  bool keep(const Design& design, std::size_t resource) const {
    std::vector<std::size_t> deleted{resource};
    const auto add = [&](std::size_t other) {
      const bool known = std::find(deleted.begin(), deleted.end(), other) != deleted.end();
      if (!known) deleted.push_back(other);
    };
    for (std::size_t i = 0; i < deleted.size(); ++i) {
      for (const std::size_t part : design.resources[deleted[i]].parts) add(part);
      for (const Referrer& referrer : to_[deleted[i]]) {
        if (referrer.on_delete == OnDelete::Restrict) return true;
        if (referrer.on_delete == OnDelete::Cascade) add(referrer.resource);
      }
    }
    return false;
  }

 private:
  struct Referrer {
    std::size_t resource = no_index;
    OnDelete on_delete = OnDelete::Restrict;
  };
  std::vector<std::vector<Referrer>> to_;  // by resource
};

void add_references_in_use(const Cause& cause, const Referrers& referrers) {
  const EndpointKind kind = cause.endpoint.kind;
  const bool deletes = kind == EndpointKind::Delete || kind == EndpointKind::DeleteOwn ||
                       kind == EndpointKind::BatchDelete;
  if (!deletes) return;
  const std::size_t index = cause.endpoint.resource;
  const Resource& resource = cause.design.resources[index];
  const bool tenant_in_use =
      resource.tenant && std::any_of(cause.design.resources.begin(), cause.design.resources.end(),
                                     [](const Resource& other) { return other.tenant_scoped; });
  if (!tenant_in_use && !referrers.keep(cause.design, index)) return;
  Error error = error_of(ErrorKind::InUse);
  error.code = screaming_case(resource.name) + "_IN_USE";
  error.resource = index;
  cause.found.add(cause.index, std::move(error));
}

/// An endpoint of its own that may write to a row which is there already.
bool changes_row(const Cause& cause) {
  if (cause.endpoint.kind != EndpointKind::Custom) return false;
  const bool row = cause.resource() != nullptr ||
                   written_rows(cause.design, cause.endpoint).resource != no_index;
  return row && cause.endpoint.method != Method::Get;
}

void add_write_conflicts(const Cause& cause) {
  const EndpointKind kind = cause.endpoint.kind;
  const bool changes = kind == EndpointKind::Update || kind == EndpointKind::Replace ||
                       kind == EndpointKind::UpdateOwn || kind == EndpointKind::Delete ||
                       kind == EndpointKind::DeleteOwn || kind == EndpointKind::Action ||
                       kind == EndpointKind::BatchDelete || kind == EndpointKind::Upload ||
                       kind == EndpointKind::DeleteFile || changes_row(cause);
  if (changes) cause.add(ErrorKind::Conflict);
  if (cause.has(ParameterKind::IfMatch)) {
    cause.add(ErrorKind::PreconditionFailed);
    cause.add(ErrorKind::PreconditionRequired);
  }
  if (cause.has(ParameterKind::IdempotencyKey)) cause.add(ErrorKind::IdempotencyKeyReused);
}

/// The list that a toggle puts the caller into has an end.
void add_full_list(const Cause& cause) {
  if (cause.endpoint.kind != EndpointKind::ToggleOn) return;
  const Field& list = cause.resource()->fields[action_of(cause)->toggles];
  Error error = error_of(ErrorKind::ListFull);
  error.code = screaming_case(cause.resource()->name) + "_" + screaming_case(list.name) + "_FULL";
  error.resource = cause.endpoint.resource;
  error.fields.push_back(list.name.snake);
  error.members.push_back(list.wire);
  cause.found.add(cause.index, std::move(error));
}

void add_state_errors(const Cause& cause) {
  const Action* action = action_of(cause);
  if (action == nullptr || action->moves.empty()) return;
  Error error = error_of(ErrorKind::InvalidState);
  error.resource = cause.endpoint.resource;
  for (const Move& move : action->moves) {
    tell_field(error, cause.resource()->fields[move.field]);
  }
  cause.found.add(cause.index, std::move(error));
}

Error with_fields(Error error, const Resource& resource, std::vector<std::string> fields) {
  for (const std::string& name : fields) {
    const Field* field = resource.find(name);
    if (field != nullptr && !field->internal) error.members.push_back(field->wire);
  }
  error.fields = std::move(fields);
  return error;
}

std::string_view code_word(Verb verb) {
  switch (verb) {
    case Verb::Create:
      return "CREATE";
    case Verb::Replace:
      return "REPLACE";
    case Verb::Delete:
      return "DELETE";
    default:
      return "UPDATE";
  }
}

void add_conditions(const Cause& cause) {
  for (const BoundCondition& bound : conditions_of(cause.design, cause.endpoint)) {
    const Resource& resource = cause.design.resources[bound.resource];
    const std::string word =
        bound.verb ? std::string(code_word(*bound.verb)) : screaming_case(action_of(cause)->name);
    std::vector<std::string> fields;
    collect_own_fields(*bound.condition, fields);
    Error error = with_fields(error_of(ErrorKind::NotAllowedNow), resource, std::move(fields));
    error.code = word + "_NOT_ALLOWED";
    error.resource = bound.resource;
    cause.found.add(cause.index, std::move(error), screaming_case(resource.name));
  }
}

/// The fields of `resource` that the endpoint changes, as snake names.
std::vector<std::string> changed_fields(const Cause& cause, std::size_t resource,
                                        const std::vector<SentField>& sent) {
  std::vector<std::string> names;
  for (const SentField& one : sent) {
    if (one.resource == resource) names.push_back(one.field->name.snake);
  }
  if (const Action* action = action_of(cause); action != nullptr) {
    names.clear();  // an input is no field of the row
    for (const Move& move : action->moves) {
      names.push_back(cause.resource()->fields[move.field].name.snake);
    }
    for (const Assignment& set : action->sets) {
      names.push_back(cause.resource()->fields[set.field].name.snake);
    }
  }
  return names;
}

void add_broken_rules_of(const Cause& cause, std::size_t index,
                         const std::vector<SentField>& sent) {
  const Resource& resource = cause.design.resources[index];
  const std::vector<std::string> changed = changed_fields(cause, index, sent);
  for (const ResourceRule& rule : resource.rules) {
    std::vector<std::string> fields;
    collect_own_fields(rule.condition, fields);
    const bool concerned = std::any_of(fields.begin(), fields.end(), [&](const std::string& name) {
      return std::find(changed.begin(), changed.end(), name) != changed.end();
    });
    if (!concerned || !can_be_broken(rule.condition, known_words(cause))) continue;
    Error error = with_fields(error_of(ErrorKind::RuleBroken), resource, std::move(fields));
    error.code = screaming_case(rule.name);
    error.resource = index;
    cause.found.add(cause.index, std::move(error), screaming_case(resource.name));
  }
}

void add_broken_rules(const Cause& cause, const std::vector<SentField>& sent) {
  const WrittenRows rows = written_rows(cause.design, cause.endpoint);
  std::size_t last = rows.resource == no_index ? cause.endpoint.resource : rows.resource;
  if (last != no_index) add_broken_rules_of(cause, last, sent);
  for (const SentField& one : sent) {
    const bool known = one.resource == last || one.resource == no_index;
    if (!known) add_broken_rules_of(cause, one.resource, sent);
    last = one.resource;
  }
}

void add_failures(const Cause& cause) {
  cause.add(ErrorKind::RateLimited);
  cause.add(ErrorKind::Internal);
  cause.add(ErrorKind::Unavailable);
}

const CustomEndpoint* custom_of(const Cause& cause) {
  const std::size_t index = cause.endpoint.custom;
  return index == no_index ? nullptr : &cause.design.custom_endpoints[index];
}

void add_integrations(const Cause& cause) {
  const Action* action = action_of(cause);
  const CustomEndpoint* custom = custom_of(cause);
  if (action == nullptr && custom == nullptr) return;
  for (const std::size_t call : action != nullptr ? action->calls : custom->calls) {
    Error error = error_of(ErrorKind::IntegrationUnavailable);
    error.code = screaming_case(cause.design.integrations[call].name) + "_UNAVAILABLE";
    error.integration = call;
    cause.found.add(cause.index, std::move(error), "INTEGRATION");
  }
}

void add_own(const Cause& cause) {
  const Action* action = action_of(cause);
  const CustomEndpoint* custom = custom_of(cause);
  if (action == nullptr && custom == nullptr) return;
  for (const std::string& code : action != nullptr ? action->errors : custom->errors) {
    cause.found.answer(cause.index, code);
  }
}

}  // namespace

void derive_errors(Design& design) {
  ErrorCollection found(design.endpoints.size());
  const auto each = [&](const auto& step) {
    for (std::size_t i = 0; i < design.endpoints.size(); ++i) {
      step(Cause{design, design.endpoints[i], i, found});
    }
  };
  const Referrers referrers(design);
  each([&](const Cause& cause) {
    const std::vector<SentField> sent = sent_fields(cause.design, cause.endpoint);
    add_bad_requests(cause);
    add_sign_in_errors(cause);
    add_missing_rows(cause, sent);
    add_duplicates(cause, sent);
    add_references_in_use(cause, referrers);
    add_write_conflicts(cause);
    add_state_errors(cause);
    add_full_list(cause);
    add_failures(cause);
  });
  // Codes that are made of the author's names alone give way to those above.
  each([](const Cause& cause) {
    add_conditions(cause);
    add_broken_rules(cause, sent_fields(cause.design, cause.endpoint));
    add_integrations(cause);
  });
  for (const Error& own : design.errors) found.declare(own);
  each(add_own);
  found.settle(design);
}

}  // namespace plinth
