#include "design/derived_resource.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

std::string shop(const std::string& auth, const std::string& more = {}) {
  return "service: s\nauth: {" + auth + R"(, identity: user}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner}
  order:
    audit: owner
    fields:
      customer: -> user
      note: string(40)? sensitive
    owner: customer
    access: {read: owner, write: owner}
)" + more;
}

std::string routes(const Design& design, std::string_view beginning) {
  std::string out;
  for (const Endpoint& endpoint : design.endpoints) {
    const std::string path = uri_template(endpoint);
    if (!path.starts_with(beginning)) continue;
    out += std::string(to_text(endpoint.method)) + " " + path + " " + endpoint.rule_source + "\n";
  }
  return out;
}

const Table& table_of(const Design& design, std::string_view name) {
  for (const Table& table : design.tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range("no table " + std::string(name));
}

TEST_CASE("derived resource: API keys are managed by who gives roles, or by whose they are") {
  const Design managed = design_of(shop("method: api-key, roles: [user, admin], assign: admin"));
  CHECK(routes(managed, "/api-keys") ==
        "GET /api-keys auth.assign\nGET /api-keys/{keyId} auth.assign\n"
        "POST /api-keys auth.assign\nPATCH /api-keys/{keyId} auth.assign\n"
        "POST /api-keys/{keyId}/revoke auth.assign\n");
  CHECK(endpoint_of(managed, "createApiKey").rule.kind == Rule::Kind::Role);
  CHECK(members_of(managed, "ApiKeyCreate") == "name userId expiresAt?");
  const Design own = design_of(shop("method: api-key"));
  CHECK(endpoint_of(own, "createApiKey").rule.kind == Rule::Kind::Owner);
  CHECK(members_of(own, "ApiKeyCreate") == "name expiresAt?");
  CHECK_THROWS(resource_of(design_of(shop("method: jwt")), "api_key"));
}

TEST_CASE("derived resource: a key is shown when it is made and kept as a hash") {
  const Design design = design_of(shop("method: api-key"));
  const Endpoint& create = endpoint_of(design, "createApiKey");
  CHECK(design.schemas[create.answer.schema].name == "ApiKeyWithKeyResponse");
  CHECK(create.answer.no_store);
  CHECK(members_of(design, "ApiKey").find("key ") == std::string::npos);
  const Table& table = table_of(design, "api_keys");
  REQUIRE(table.find("key_hash") != nullptr);
  CHECK(table.find("key_hash")->kind == ColumnKind::SecretHash);
  CHECK(table.find("key") == nullptr);
  CHECK(table.unique.front().columns == std::vector<std::string>{"key_hash"});
}

TEST_CASE("derived resource: subscriptions and deliveries of webhooks") {
  const Design design = design_of(
      shop("method: jwt, roles: [user, admin]", "    events: true\nwebhooks: {access: admin}\n"));
  const Resource& subscription = resource_of(design, "webhook_subscription");
  CHECK(subscription.fields[2].type.element[0].words.size() == 3);
  CHECK(routes(design, "/webhook-subscriptions/{webhookSubscriptionId}/deliveries") ==
        "GET /webhook-subscriptions/{webhookSubscriptionId}/deliveries webhooks.access\n"
        "GET /webhook-subscriptions/{webhookSubscriptionId}/deliveries/{deliveryId} "
        "webhooks.access\n"
        "POST /webhook-subscriptions/{webhookSubscriptionId}/deliveries/{deliveryId}/redeliver "
        "webhooks.access\n");
  const Endpoint& rotate = endpoint_of(design, "rotateSecretWebhookSubscription");
  CHECK(design.schemas[rotate.answer.schema].name == "WebhookSubscriptionWithSecretResponse");
  const Table& table = table_of(design, "webhook_subscriptions");
  CHECK(table.find("secret_encrypted")->kind == ColumnKind::Ciphertext);
}

TEST_CASE("derived resource: an audit is read by its rule and outlives the row") {
  const Design design = design_of(shop("method: jwt"));
  const Endpoint& audit = endpoint_of(design, "listOrderAudit");
  CHECK(uri_template(audit) == "/orders/{orderId}/audit");
  CHECK(audit.rule.kind == Rule::Kind::Owner);
  CHECK(design.schemas[audit.answer.schema].name == "OrderAuditEntryList");
  CHECK(members_of(design, "OrderAuditEntryChange") == "field before? after?");
  const Table& table = table_of(design, "order_audit_entries");
  CHECK(table.foreign_keys.empty());
  CHECK(table.find("row_id")->type.kind == TypeKind::Uuid);
  CHECK_FALSE(table.touched);
}

TEST_CASE(
    "derived resource: an audit that nobody reads is a table only, in the tenant of its rows") {
  const Design design = design_of(R"(service: s
auth: {method: jwt, identity: user}
tenant: club
resources:
  user:
    audit: nobody
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner}
  club:
    fields:
      name: string
    access: {all: authenticated}
  match:
    audit: nobody
    fields:
      name: string
    access: {all: authenticated}
)");
  for (const Endpoint& endpoint : design.endpoints) CHECK(endpoint.kind != EndpointKind::Audit);
  CHECK(table_of(design, "match_audit_entries").tenant_column == "club_id");
  CHECK(table_of(design, "user_audit_entries").tenant_column.empty());
}

TEST_CASE("derived resource: a provider knows the identity by its subject") {
  const Design design = design_of(shop("method: oidc"));
  const Field& subject = field_of(design, "user", "subject");
  CHECK(subject.unique);
  CHECK(subject.internal);
  CHECK(members_of(design, "User").find("subject") == std::string::npos);
}

TEST_CASE("derived resource: a webhook is received with a signature and no account") {
  const Design design = design_of(
      shop("method: jwt", "integrations:\n  bank: {url: https://b.example, webhook: true}\n"));
  const Endpoint& receive = endpoint_of(design, "receiveBankWebhook");
  CHECK(uri_template(receive) == "/webhooks/bank");
  CHECK(receive.parameters.size() == 3);
  std::string codes;
  for (const std::size_t error : receive.errors) codes += design.errors[error].code + " ";
  CHECK(codes.find("INVALID_SIGNATURE") != std::string::npos);
  CHECK(codes.find("VALIDATION_ERROR") == std::string::npos);
  CHECK(codes.find("INVALID_TOKEN") == std::string::npos);
}

}  // namespace
}  // namespace plinth
