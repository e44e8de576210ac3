#include "design/errors.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "design/rule_outlook.hpp"

namespace plinth {
namespace {

/// The codes of an endpoint in one line.
std::string codes_of(const Design& design, std::string_view endpoint) {
  std::string out;
  for (const std::size_t error : endpoint_of(design, endpoint).errors) {
    out += (out.empty() ? "" : " ") + design.errors[error].code;
  }
  return out;
}

bool answers(const Design& design, std::string_view endpoint, std::string_view code) {
  const std::vector<std::size_t>& errors = endpoint_of(design, endpoint).errors;
  return std::any_of(errors.begin(), errors.end(),
                     [&](std::size_t error) { return design.errors[error].code == code; });
}

const Error& error_named(const Design& design, std::string_view code) {
  for (const Error& error : design.errors) {
    if (error.code == code) return error;
  }
  throw std::out_of_range("no error " + std::string(code));
}

/// The endpoints that can answer a code, in one line.
std::string places_of(const Design& design, std::string_view code) {
  std::string out;
  for (const std::size_t endpoint : error_named(design, code).endpoints) {
    out += (out.empty() ? "" : " ") + design.endpoints[endpoint].id;
  }
  return out;
}

TEST_CASE("errors: where a header names the version, every call can name a wrong one") {
  const std::string rest = "resources: {b: {fields: {c: int}, access: {all: public}}}\n";
  const auto refuses = [&](const std::string& versioning) {
    const Design design = design_of("service: a\napi: {versioning: " + versioning + "}\n" + rest);
    const Endpoint& create = endpoint_of(design, "createB");
    return std::any_of(create.errors.begin(), create.errors.end(), [&](std::size_t error) {
      return design.errors[error].kind == ErrorKind::InvalidParameter;
    });
  };
  CHECK(refuses("header"));
  CHECK_FALSE(refuses("uri"));
}

TEST_CASE("errors: without sign-in every endpoint has a 401, and 400 or 422") {
  const Design design = design_of(R"(service: s
resources:
  note:
    fields:
      text: text
    access: {all: public}
)");
  CHECK(codes_of(design, "listNotes") ==
        "INVALID_PARAMETER UNAUTHENTICATED RATE_LIMIT_EXCEEDED INTERNAL_ERROR SERVICE_UNAVAILABLE");
  CHECK(codes_of(design, "createNote") ==
        "MALFORMED_BODY UNAUTHENTICATED PAYLOAD_TOO_LARGE UNSUPPORTED_MEDIA_TYPE VALIDATION_ERROR "
        "RATE_LIMIT_EXCEEDED INTERNAL_ERROR SERVICE_UNAVAILABLE");
  CHECK(codes_of(design, "updateNote") ==
        "INVALID_PARAMETER MALFORMED_BODY UNAUTHENTICATED NOTE_NOT_FOUND CONFLICT "
        "PAYLOAD_TOO_LARGE UNSUPPORTED_MEDIA_TYPE VALIDATION_ERROR RATE_LIMIT_EXCEEDED "
        "INTERNAL_ERROR SERVICE_UNAVAILABLE");
}

TEST_CASE("errors: are sorted by status, then code, and name their endpoints in order") {
  const Design design = design_of(R"(service: s
resources:
  note:
    fields:
      text: text unique
    access: {all: public}
)");
  CHECK(std::is_sorted(design.errors.begin(), design.errors.end(),
                       [](const Error& a, const Error& b) {
                         return a.status < b.status || (a.status == b.status && a.code < b.code);
                       }));
  for (const Error& error : design.errors) {
    CAPTURE(error.code);
    CHECK(std::is_sorted(error.endpoints.begin(), error.endpoints.end()));
  }
}

constexpr std::string_view with_auth = R"(service: s
auth: {identity: user, roles: {user: {}, admin: {}}}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner | admin, update: owner | admin, delete: admin}
  article:
    fields:
      author: -> user
      title: string unique
      slug: slug(title) unique
      number: serial unique
      related: -> article[]
      cover: file(1MB)?
    owner: author
    access: {read: public, create: user, update: owner, delete: owner | admin}
)";

TEST_CASE("errors: public endpoints refuse bad tokens, and the sign-in looks at none") {
  const Design design = design_of(std::string(with_auth));
  CHECK(answers(design, "listArticles", "INVALID_TOKEN"));
  CHECK_FALSE(answers(design, "listArticles", "UNAUTHENTICATED"));
  CHECK(answers(design, "createArticle", "UNAUTHENTICATED"));
  for (const std::string_view endpoint : {"login", "refreshSession"}) {
    CAPTURE(endpoint);
    CHECK_FALSE(answers(design, endpoint, "INVALID_TOKEN"));
    CHECK_FALSE(answers(design, endpoint, "UNAUTHENTICATED"));
  }
  CHECK(places_of(design, "INVALID_CREDENTIALS") == "login");
  CHECK(places_of(design, "INVALID_REFRESH_TOKEN") == "refreshSession");
  CHECK(places_of(design, "REFRESH_TOKEN_REUSED") == "refreshSession");
  CHECK(places_of(design, "WRONG_PASSWORD") == "changePassword");
}

TEST_CASE(
    "errors: a row that the caller may not see is not found, one that they may is forbidden") {
  const Design design = design_of(std::string(with_auth));
  CHECK_FALSE(answers(design, "getUser", "FORBIDDEN"));
  CHECK(answers(design, "updateArticle", "FORBIDDEN"));
  CHECK(answers(design, "createArticle", "FORBIDDEN"));  // an admin is no user
  CHECK_FALSE(answers(design, "listArticles", "FORBIDDEN"));
  CHECK_FALSE(answers(design, "getOwnUser", "FORBIDDEN"));
  CHECK(answers(design, "updateOwnUser", "FORBIDDEN"));  // the field `role` is the admin's
}

TEST_CASE("errors: not found is what the path or the body names") {
  const Design design = design_of(std::string(with_auth));
  CHECK(places_of(design, "ARTICLE_NOT_FOUND").find("createArticle") != std::string::npos);
  CHECK(error_named(design, "ARTICLE_NOT_FOUND").members == std::vector<std::string>{"relatedIds"});
  CHECK_FALSE(answers(design, "createArticle", "USER_NOT_FOUND"));  // the owner is filled in
}

TEST_CASE("errors: a duplicate can only be of what clients or the service repeat") {
  const Design design = design_of(std::string(with_auth));
  CHECK(places_of(design, "DUPLICATE_ARTICLE_TITLE") == "createArticle updateArticle");
  CHECK(places_of(design, "DUPLICATE_ARTICLE_SLUG") == "createArticle updateArticle");
  for (const Error& error : design.errors) CHECK(error.code != "DUPLICATE_ARTICLE_NUMBER");
  CHECK(error_named(design, "DUPLICATE_ARTICLE_TITLE").fields == std::vector<std::string>{"title"});
}

TEST_CASE("errors: what an input refers to has to exist") {
  const Design design = design_of(R"(
service: shop
auth: {method: jwt, identity: user}
resources:
  user: {fields: {email: email unique, password: password}, access: {all: owner}}
  bird: {fields: {name: string}, access: {all: authenticated}}
  house:
    fields: {name: string}
    actions: {swap: {input: {bird: -> bird}, access: authenticated}}
    access: {all: authenticated}
)");
  CHECK(answers(design, "swapHouse", "BIRD_NOT_FOUND"));
  CHECK_FALSE(answers(design, "updateHouse", "BIRD_NOT_FOUND"));
}

TEST_CASE("errors: a key of some rows is in the way of who gets into it") {
  const Design design = design_of(R"(
service: shop
resources:
  seat:
    fields:
      room: string
      hidden: bool = false
      status: "enum(asked, taken, kept, over) = asked"
    unique: [room when status in (taken, kept)]
    actions:
      take: {moves: {status: asked -> taken}, access: public}
      keep: {moves: {status: taken -> kept}, access: public}
      finish: {moves: {status: taken | kept -> over}, access: public}
      hide: {sets: {hidden: true}, access: public}
    access: {all: public}
  flag:
    fields: {word: string, open: bool = true, state: "enum(a, b) = a"}
    unique: [word when open, word + state]
    actions: {turn: {moves: {state: a -> b}, access: public}}
    access: {all: public}
)");
  CHECK(places_of(design, "DUPLICATE_SEAT_ROOM") == "updateSeat takeSeat");
  CHECK(places_of(design, "DUPLICATE_FLAG_WORD") == "createFlag updateFlag");
  CHECK(places_of(design, "DUPLICATE_FLAG_WORD_STATE") == "createFlag updateFlag turnFlag");
}

TEST_CASE("errors: an upload has limits and types, but no JSON to be malformed") {
  const Design design = design_of(std::string(with_auth));
  const auto upload =
      std::find_if(design.endpoints.begin(), design.endpoints.end(),
                   [](const Endpoint& e) { return e.kind == EndpointKind::Upload; });
  REQUIRE(upload != design.endpoints.end());
  CHECK(answers(design, upload->id, "PAYLOAD_TOO_LARGE"));
  CHECK(answers(design, upload->id, "UNSUPPORTED_MEDIA_TYPE"));
  CHECK(answers(design, upload->id, "INVALID_PARAMETER"));
  CHECK_FALSE(answers(design, upload->id, "MALFORMED_BODY"));
}

TEST_CASE("errors: in use is what a reference keeps, of the row or of what goes with it") {
  const Design design = design_of(R"(service: s
resources:
  a:
    fields:
      name: string
    contains:
      piece:
        fields:
          name: string
        access: {all: public}
    access: {all: public}
  b:
    fields:
      a: -> a on delete cascade
    access: {all: public}
  c:
    fields:
      b: -> b
      piece: -> a.piece? on delete null
    access: {all: public}
  d:
    fields:
      others: -> c[]
    access: {all: public}
)");
  CHECK(answers(design, "deleteA", "A_IN_USE"));  // its b is kept by a c
  CHECK(answers(design, "deleteB", "B_IN_USE"));
  CHECK_FALSE(answers(design, "deleteC", "C_IN_USE"));  // links go with it
  CHECK_FALSE(answers(design, "deleteD", "D_IN_USE"));
}

constexpr std::string_view with_actions = R"(service: s
resources:
  order:
    fields:
      state: enum(open, paid, sent) = open
      weight: int?
      starts_at: datetime
      ends_at: datetime
    rules:
      dates: starts_at < ends_at
      weighed: state != sent or weight is not null
    lock: true
    access: {all: public}
    actions:
      pay:
        moves: {state: open -> paid}
        access: public
        calls: bank
        errors: [DECLINED]
      send:
        moves: {state: paid -> sent}
        when: weight is not null
        access: public
errors:
  DECLINED: {status: 402, message: Declined., retry: true}
  VALIDATION_ERROR: {status: 400, message: Not valid.}
  UNUSED: {status: 409, message: Never.}
integrations:
  bank: {url: https://bank.example}
)";

TEST_CASE("errors: what a list may not do without is in use") {
  const Design design = design_of(R"(
service: shop
resources:
  bird: {fields: {name: string}, access: {all: public}}
  tag: {fields: {name: string}, access: {all: public}}
  house:
    fields:
      birds: -> bird[](1..3)
      tags: -> tag[]
    access: {all: public}
)");
  CHECK(answers(design, "deleteBird", "BIRD_IN_USE"));
  CHECK_FALSE(answers(design, "deleteTag", "TAG_IN_USE"));
}

TEST_CASE("errors: actions answer for their state, condition, integrations and own codes") {
  const Design design = design_of(std::string(with_actions));
  CHECK(places_of(design, "INVALID_STATE") == "payOrder sendOrder");
  CHECK(error_named(design, "INVALID_STATE").fields == std::vector<std::string>{"state"});
  CHECK(places_of(design, "SEND_NOT_ALLOWED") == "sendOrder");
  CHECK(places_of(design, "BANK_UNAVAILABLE") == "payOrder");
  CHECK(places_of(design, "DECLINED") == "payOrder");
}

TEST_CASE("errors: an operation with a condition answers for it") {
  Design design = design_of(std::string(with_actions));
  Resource& order = design.resources[0];
  order.when.emplace_back(Verb::Delete, *order.actions[1].when);
  design.errors.clear();
  derive_errors(design);
  CHECK(places_of(design, "DELETE_NOT_ALLOWED") == "deleteOrder");
  CHECK(error_named(design, "DELETE_NOT_ALLOWED").fields == std::vector<std::string>{"weight"});
}

TEST_CASE("errors: a rule is broken by who writes its fields, unless the new state excludes it") {
  const Design design = design_of(std::string(with_actions));
  CHECK(places_of(design, "DATES") == "createOrder updateOrder");
  CHECK(answers(design, "sendOrder", "WEIGHED"));
  CHECK_FALSE(answers(design, "payOrder", "WEIGHED"));
}

TEST_CASE("errors: lock asks for the entity tag") {
  const Design design = design_of(std::string(with_actions));
  CHECK(answers(design, "updateOrder", "PRECONDITION_FAILED"));
  CHECK(answers(design, "updateOrder", "PRECONDITION_REQUIRED"));
  CHECK_FALSE(answers(design, "getOrder", "PRECONDITION_FAILED"));
}

TEST_CASE("errors: the description's codes are added, or override derived ones") {
  const Design design = design_of(std::string(with_actions));
  const Error& declined = error_named(design, "DECLINED");
  CHECK(declined.kind == ErrorKind::Own);
  CHECK(declined.status == 402);
  CHECK(declined.category == ErrorCategory::Business);
  CHECK(declined.retry == Retry::Yes);
  const Error& validation = error_named(design, "VALIDATION_ERROR");
  CHECK(validation.kind == ErrorKind::Validation);
  CHECK(validation.status == 400);
  CHECK(validation.message == "Not valid.");
  CHECK(validation.own);
  CHECK(error_named(design, "UNUSED").endpoints.empty());
}

TEST_CASE("errors: a name of the author's does not take the code of another kind") {
  const Design design = design_of(R"(service: s
resources:
  range:
    fields:
      low: int
      high: int
    rules:
      conflict: low < high
    access: {all: public}
)");
  CHECK(error_named(design, "CONFLICT").kind == ErrorKind::Conflict);
  CHECK(error_named(design, "RANGE_CONFLICT").kind == ErrorKind::RuleBroken);
  CHECK(places_of(design, "RANGE_CONFLICT") == "createRange updateRange");
}

TEST_CASE("errors: a code that nothing declares is reported where it stands") {
  DerivedText derived(R"(service: s
resources:
  order:
    fields:
      state: enum(open, paid) = open
    access: {all: public}
    actions:
      pay: {moves: {state: open -> paid}, access: public, errors: [DECLIND]}
errors:
  DECLINED: {status: 402, message: Declined.}
)");
  REQUIRE(derived.sink.diagnostics().size() == 1);
  const Diagnostic& found = derived.sink.diagnostics()[0];
  CHECK(found.id == "unknown-error");
  CHECK(found.message == "there is no error `DECLIND`");
}

TEST_CASE("errors: what can be known of a rule is known") {
  const Design design = design_of(std::string(with_actions));
  const Operation& weighed = resource_of(design, "order").rules[1].condition;
  CHECK(can_be_broken(weighed, {}));
  CHECK(can_be_broken(weighed, {{"state", "sent"}}));
  CHECK_FALSE(can_be_broken(weighed, {{"state", "paid"}}));
}

TEST_CASE("errors: every kind, category and retry has a word of its own") {
  std::vector<std::string> words;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::Own); ++kind) {
    words.emplace_back(to_text(static_cast<ErrorKind>(kind)));
  }
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK_FALSE(word.empty());
    CHECK(std::count(words.begin(), words.end(), word) == 1);
  }
  CHECK(to_text(ErrorCategory::RateLimit) == "rate_limit");
  CHECK(to_text(Retry::AfterSignIn) == "after_sign_in");
}

}  // namespace
}  // namespace plinth
