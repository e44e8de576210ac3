// What the ways to sign in add besides fields: with API keys, the resource that holds them.

#include <algorithm>
#include <string>

#include "design/derived_resource.hpp"

namespace plinth {
namespace {

bool has_method(const WrittenAuth& auth, std::string_view method) {
  return std::any_of(auth.methods.begin(), auth.methods.end(),
                     [&](const Spelled& one) { return one.text == method; });
}

/// Whoever gives roles gives keys; without roles everybody has keys of their own.
AccessRule rule_of_keys(const WrittenAuth& auth, const DerivedResource& keys) {
  if (auth.assign) return *auth.assign;
  return keys.rule_of(auth.roles.empty() ? "owner" : std::string(auth.roles.back().name.text));
}

}  // namespace

void declare_api_keys(Resolution& resolution) {
  const std::optional<WrittenAuth>& auth = resolution.description.auth;
  if (!auth || !has_method(*auth, "api-key")) return;
  const std::string identity(auth->identity ? auth->identity.text : "user");
  if (!resolution.top_resources.contains(identity)) return;  // reported where `auth` is resolved
  const std::string person = identity == "name" || identity == "key" ? "account" : identity;
  DerivedResource keys(resolution, auth->span, "api_key");
  const AccessRule rule = rule_of_keys(*auth, keys);
  keys.field("name", "string(100)")
      .example("Nightly import")
      .field(person, "-> " + identity + " immutable on delete cascade")
      .field("prefix", "string(16) readonly")
      .example("8fK2wQ7x")
      .field("key", "string(20..128) unique internal")
      .field("expires_at", "datetime?")
      .field("last_used_at", "datetime? readonly")
      .field("revoked_at", "datetime? readonly")
      .filter(person)
      .allow({"list", "get", "create", "update"}, rule)
      .action("revoke", rule);
  if (!auth->assign && auth->roles.empty()) keys.written().owner.push_back(keys.text(person));
  const std::size_t index = declare_derived(resolution, keys.take(), ResourceOrigin::ApiKey);
  resolution.secrets.push_back({index, "key", Secret::Hashed});
}

}  // namespace plinth
