#include "design/endpoints.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

std::string routes(const Design& design) {
  std::string out;
  for (const Endpoint& endpoint : design.endpoints) {
    out += std::string(to_text(endpoint.method)) + " " + uri_template(endpoint) + " " +
           endpoint.id + "\n";
  }
  return out;
}

TEST_CASE("endpoints: only what somebody may do exists, and the narrower name wins") {
  const Design design = design_of(R"(service: s
resources:
  person:
    fields:
      name: string
    access: {read: public, list: nobody, replace: public}
)");
  CHECK(routes(design) ==
        "GET /people/{personId} getPerson\n"
        "PUT /people/{personId} replacePerson\n");
}

TEST_CASE("endpoints: parts nest, inline parts do not, actions stand behind the row") {
  const Design design = design_of(R"(service: s
resources:
  order:
    fields:
      state: enum(open, done) = open
    contains:
      line:
        inline: 1..10
        fields:
          amount: int
      note:
        fields:
          text: text
        access: {read: public}
    access: {get: public}
    actions:
      close: {moves: {state: open -> done}, access: public}
      expire: {moves: {state: open -> done}, access: nobody}
)");
  CHECK(routes(design) ==
        "GET /orders/{orderId} getOrder\n"
        "POST /orders/{orderId}/close closeOrder\n"
        "GET /orders/{orderId}/notes listOrderNotes\n"
        "GET /orders/{orderId}/notes/{noteId} getOrderNote\n");
  CHECK(members_of(design, "Order") == "id state lines createdAt updatedAt");
  CHECK(members_of(design, "OrderNote") == "id orderId text createdAt updatedAt");
}

TEST_CASE("endpoints: a singleton is read and changed, nothing else") {
  const Design design = design_of(R"(service: s
resources:
  setting:
    singleton: true
    fields:
      theme: string
)");
  CHECK(routes(design) == "GET /setting getSetting\nPATCH /setting updateSetting\n");
}

TEST_CASE("endpoints: a tenant stands in the path of everything in it") {
  const Design design = design_of(R"(service: s
auth:
  method: jwt
  identity: user
  flows: []
tenant: organization
resources:
  user:
    fields:
      email: email unique
    access: {get: owner}
  organization:
    fields:
      name: string
    access: {get: authenticated}
  project:
    fields:
      name: string
    access: {get: authenticated}
)");
  CHECK(uri_template(endpoint_of(design, "getProject")) ==
        "/organizations/{organizationId}/projects/{projectId}");
  CHECK(uri_template(endpoint_of(design, "getUser")) == "/users/{userId}");
  CHECK(uri_template(endpoint_of(design, "getOwnUser")) == "/users/me");
}

TEST_CASE("endpoints: a list understands paging, sort, search and filters") {
  const Design design = design_of(R"(service: s
resources:
  category:
    fields:
      name: string
    access: {get: public}
  product:
    fields:
      name: string
      price: decimal(8,2)
      category: -> category
      active: bool
    filter: [price, category, active]
    search: [name]
    sort: [name, created_at desc]
    access: {list: public}
)");
  std::string names;
  for (const std::size_t parameter : endpoint_of(design, "listProducts").parameters) {
    names += design.parameters[parameter].name + " ";
  }
  CHECK(names == "page pageSize sort q price priceFrom priceTo categoryId active expand ");
  for (const Parameter& parameter : design.parameters) {
    if (parameter.kind != ParameterKind::Sort) continue;
    CHECK(parameter.choices ==
          std::vector<std::string>{"name", "-name", "-createdAt", "createdAt"});
  }
}

TEST_CASE("endpoints: a session is a cookie, and has no tokens") {
  const auto with = [](const std::string& methods) {
    return design_of("service: shop\nauth: {method: " + methods + R"(, identity: user}
resources:
  user: {fields: {email: email unique, password: password}, access: {all: owner}}
)");
  };
  const Design cookie = with("session");
  CHECK(endpoint_of(cookie, "login").answer.cookie);
  CHECK(endpoint_of(cookie, "login").answer.schema == no_index);
  CHECK(endpoint_of(cookie, "logout").answer.cookie);
  CHECK(endpoint_of(cookie, "logout").body.kind == BodyKind::None);
  CHECK_THROWS(endpoint_of(cookie, "refreshSession"));
  const Design both = with("[jwt, session]");
  CHECK(endpoint_of(both, "login").answer.cookie);
  CHECK(endpoint_of(both, "login").answer.schema != no_index);
  CHECK(endpoint_of(both, "refreshSession").body.kind == BodyKind::Json);
  CHECK_FALSE(endpoint_of(with("jwt"), "login").answer.cookie);
}

TEST_CASE("endpoints: a file comes after its row, and stays where it has to be") {
  const Design design = design_of(R"(
service: shop
resources:
  house:
    fields: {name: string, plan: file(1MB), photo: file?, scan: file readonly}
    access: {all: public}
)");
  CHECK(field_of(design, "house", "plan").optional);
  CHECK_FALSE(field_of(design, "house", "scan").optional);
  CHECK_NOTHROW(endpoint_of(design, "uploadHousePlan"));
  CHECK_THROWS(endpoint_of(design, "deleteHousePlan"));
  CHECK_NOTHROW(endpoint_of(design, "deleteHousePhoto"));
}

TEST_CASE("endpoints: a file is sent by itself, to whoever may update the row") {
  const Design design = design_of(R"(service: s
resources:
  user:
    fields:
      avatar: file(2MB, image/png)?
      name: string
    access: {update: public}
)");
  const Endpoint& upload = endpoint_of(design, "uploadUserAvatar");
  CHECK(uri_template(upload) == "/users/{userId}/avatar");
  CHECK(upload.body.max_bytes == 2U << 20U);
  CHECK(uri_template(endpoint_of(design, "deleteUserAvatar")) == "/users/{userId}/avatar");
  CHECK(members_of(design, "UserUpdate") == "name?");
}

}  // namespace
}  // namespace plinth
