#include "design/schemas.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

constexpr const char* account = R"(service: s
%API%
auth:
  method: jwt
  identity: user
  roles: [user, admin]
resources:
  user:
    fields:
      email: email unique immutable
      password: password
      nickname: string?
      score: int readonly = 0
      secret: string internal = x
      plan: enum(free, paid) = free
      doubled: int := score * 2
    access: {create: public, get: owner | admin, update: owner, replace: admin, list: admin}
)";

Design account_with(const std::string& api) {
  std::string text = account;
  return design_of(text.replace(text.find("%API%"), 5, api));
}

TEST_CASE("schemas: what is sent and what is read are different shapes") {
  const Design design = account_with("");
  CHECK(members_of(design, "User") ==
        "id email nickname? score plan doubled role emailVerifiedAt? createdAt updatedAt");
  CHECK(members_of(design, "UserCreate") == "email password nickname? plan?");
  CHECK(members_of(design, "UserUpdate") == "password? nickname? plan? role?");
  CHECK(members_of(design, "UserReplace") == "password nickname? plan?");
}

TEST_CASE("schemas: envelopes and pages are as the api says") {
  CHECK(members_of(account_with(""), "UserResponse") == "data");
  CHECK(members_of(account_with(""), "UserList") == "data page");
  CHECK(members_of(account_with("api: {envelope: resource}"), "UserList") == "users page");
  CHECK(members_of(account_with("api: {envelope: none}"), "UserList") == "items page");
  CHECK(members_of(account_with("api: {pagination: {style: cursor}}"), "Page") ==
        "limit nextCursor hasMore");
  CHECK(members_of(account_with("api: {json_case: snake}"), "Page") ==
        "number size total_items total_pages");
}

TEST_CASE("schemas: a list that pages in its own way answers so") {
  const Design design = design_of(R"(service: s
resources:
  a: {fields: {n: string}, access: {all: public}}
  b: {fields: {n: string}, pagination: {style: cursor, size: 10}, access: {all: public}}
)");
  CHECK(members_of(design, "Page") == "number size totalItems totalPages");
  CHECK(members_of(design, "BPage") == "limit nextCursor hasMore");
}

TEST_CASE("schemas: no two of them have one name, and rows keep theirs") {
  const Design design = design_of(R"(service: s
resources:
  task: {fields: {title: string, status: "enum(a, b) = a"}, access: {all: public}}
  task_list: {fields: {owner: string}, access: {all: public}}
  task_status: {fields: {label: string}, access: {all: public}}
)");
  CHECK(members_of(design, "TaskList") == "id owner createdAt updatedAt");
  CHECK(members_of(design, "TaskStatus") == "id label createdAt updatedAt");
  CHECK(members_of(design, "ApiTaskList") == "data page");
  CHECK(members_of(design, "ApiTaskStatus").empty());
}

TEST_CASE("schemas: errors are an envelope or problem documents") {
  CHECK(members_of(account_with(""), "ErrorBody") == "code message details requestId");
  CHECK(members_of(account_with("api: {errors: problem}"), "Problem") ==
        "type title status detail instance code requestId errors");
}

TEST_CASE("schemas: a resource that is called as a standard schema keeps its name") {
  const Design design = design_of(R"(service: s
resources:
  page:
    fields:
      title: string
    access: {list: public}
)");
  CHECK(members_of(design, "Page") == "id title createdAt updatedAt");
  CHECK(members_of(design, "ApiPage") == "number size totalItems totalPages");
}

TEST_CASE("schemas: a patch has whole elements, as it takes the place of a list") {
  const Design design = design_of(R"(
service: shop
resources:
  house:
    fields:
      box: {fields: {label: string, warm: bool = false}}
      rooms:
        type: object[](..5)
        fields: {label: string, warm: bool = false}
    access: {all: public}
)");
  CHECK(members_of(design, "HouseBoxUpdate") == "label? warm?");
  CHECK(members_of(design, "HouseRoomCreate") == "label warm?");
  for (const Schema& schema : design.schemas) {
    CHECK(schema.name != "HouseRoomUpdate");
    if (schema.name != "HouseUpdate") continue;
    CHECK(design.schemas[schema.members[1].type.element[0].schema].name == "HouseRoomCreate");
  }
}

TEST_CASE("schemas: an event says what everybody may read of the row") {
  const Design design = design_of(R"yaml(
service: shop
stack: {broker: kafka}
auth: {method: jwt, identity: user, roles: {user: {}, admin: {}}}
resources:
  user: {fields: {email: email unique, password: password}, access: {all: owner}}
  house:
    fields:
      name: string
      owner_note: text? read(admin)
      box:
        fields: {label: string}
    contains:
      room: {inline: 5, fields: {label: string, remark: "text? read(admin)"}}
    events: true
    access: {all: user}
  shed: {fields: {name: string}, events: true, access: {all: user}}
webhooks: {access: admin}
)yaml");
  CHECK(members_of(design, "House").find("ownerNote") != std::string::npos);
  CHECK(members_of(design, "HouseCreatedPayload") == "id name box rooms createdAt updatedAt");
  CHECK(members_of(design, "HouseCreatedPayloadRoom") == "id label createdAt updatedAt");
  for (const Schema& schema : design.schemas) CHECK(schema.name != "ShedCreatedPayload");
}

TEST_CASE("schemas: an event says nothing about who asks") {
  const Design design = design_of(R"(service: s
auth: {method: jwt, identity: user, roles: [user, admin]}
webhooks: {access: admin}
resources:
  user:
    fields: {email: email unique, password: password}
    access: {create: public, get: owner}
  post:
    events: true
    fields:
      title: string
      fans: -> user[]
      liked: bool := me in fans
    access: {read: public, write: admin}
)");
  CHECK(members_of(design, "PostCreatedPayload") == "id title fanIds fans? createdAt updatedAt");
}

TEST_CASE("schemas: every kind has its word") {
  CHECK(to_text(MemberKind::RefreshToken) == "refresh_token");
  CHECK(to_text(MemberKind::Field) == "field");
  CHECK(to_text(SchemaKind::EmailConfirmation) == "email_confirmation");
  CHECK(to_text(EndpointKind::ResendEmailConfirmation) == "resend_email_confirmation");
  CHECK(to_text(ParameterKind::IdempotencyKey) == "idempotency_key");
  CHECK(to_text(TypeKind::List) == "list");
}

}  // namespace
}  // namespace plinth
