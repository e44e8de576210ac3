// Who can sign in, as what, and how.

#include <algorithm>
#include <array>
#include <utility>

#include "description/duration.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

/// What of sign-in `auth` may name in `flows`, and what the service needs to do it itself.
struct Flow {
  std::string_view word;
  bool by_mail;
};
constexpr std::array flows{
    Flow{"login", false},         Flow{"refresh", false},        Flow{"logout", false},
    Flow{"password_reset", true}, Flow{"password_change", true}, Flow{"verify_email", true},
};

constexpr std::uint64_t default_access_token_ms = 15ULL * 60 * 1000;
constexpr std::uint64_t default_refresh_token_ms = 7ULL * 24 * 60 * 60 * 1000;

/// Reports roles that include one another in a circle, each circle once: its roles would all be
/// one.
void check_inclusion(Resolution& resolution, const std::vector<WrittenRole>& written,
                     std::size_t first) {
  const std::vector<Role>& roles = resolution.design.roles;
  std::vector<std::vector<bool>> reached(written.size());  // by role: those it includes in the end
  for (std::size_t i = 0; i < written.size(); ++i) {
    reached[i].resize(roles.size(), false);
    std::vector<std::size_t> open = roles[first + i].includes;
    while (!open.empty()) {
      const std::size_t role = open.back();
      open.pop_back();
      if (reached[i][role]) continue;
      reached[i][role] = true;
      open.insert(open.end(), roles[role].includes.begin(), roles[role].includes.end());
    }
    if (!reached[i][first + i]) continue;
    bool told = false;
    for (std::size_t other = 0; other < i; ++other) {
      told = told || (reached[i][first + other] && reached[other][first + i]);
    }
    if (told) continue;
    resolution.sink
        .error("role-cycle", written[i].name.span,
               "the role `" + roles[first + i].name.snake + "` includes itself")
        .hint("who may more includes who may less, and not the other way round, too");
  }
}

/// Declares `written` as roles of `membership` (or of `auth`) and resolves what they include.
void add_roles(Resolution& resolution, const std::vector<WrittenRole>& written,
               std::size_t membership) {
  std::vector<Role>& roles = resolution.design.roles;
  const std::size_t first = roles.size();
  std::vector<std::string> known;
  for (const WrittenRole& role : written) {
    Role declared;
    declared.name.snake = std::string(role.name.text);
    declared.membership = membership;
    for (const Spelled& permission : role.can) declared.can.emplace_back(permission.text);
    known.push_back(declared.name.snake);
    roles.push_back(std::move(declared));
  }
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i].listed && i > 0) roles[first + i].includes.push_back(first + i - 1);
    for (const Spelled& include : written[i].includes) {
      const auto found = std::find(known.begin(), known.end(), include.text);
      if (found != known.end()) {
        roles[first + i].includes.push_back(first +
                                            static_cast<std::size_t>(found - known.begin()));
        continue;
      }
      report_unknown(resolution, {"unknown-role", include,
                                  "there is no role `" + std::string(include.text) + "` here",
                                  known, "the roles are: " + listed(known)});
    }
  }
  check_inclusion(resolution, written, first);
}

/// Makes `includes` transitive, with the role itself, in the order of the roles.
void close_inclusion(std::vector<Role>& roles) {
  for (std::size_t start = 0; start < roles.size(); ++start) {
    std::vector<bool> reached(roles.size(), false);
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
      const std::size_t role = open.back();
      open.pop_back();
      if (reached[role]) continue;
      reached[role] = true;
      open.insert(open.end(), roles[role].includes.begin(), roles[role].includes.end());
    }
    std::vector<std::size_t> closed;
    std::vector<std::string> can;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (!reached[i]) continue;
      closed.push_back(i);
      can.insert(can.end(), roles[i].can.begin(), roles[i].can.end());
    }
    roles[start].includes = std::move(closed);
    roles[start].can = std::move(can);
  }
}

std::size_t identity_index(const Resolution& resolution, const Resource& identity) {
  return static_cast<std::size_t>(&identity - resolution.design.resources.data());
}

std::size_t first_of_kind(const Resource& resource, TypeKind kind) {
  for (std::size_t i = 0; i < resource.fields.size(); ++i) {
    if (resource.fields[i].type.kind == kind) return i;
  }
  return no_index;
}

/// The first email is what people sign in with, where nothing else is said: as a login it is asked
/// to be unique, too.
std::size_t default_login(Resolution& resolution, const WrittenAuth& auth,
                          const Resource& identity) {
  const std::size_t field = first_of_kind(identity, TypeKind::Email);
  const bool asked = field != no_index && first_of_kind(identity, TypeKind::Password) != no_index;
  if (!asked || identity.fields[field].unique) return field;
  for (const WrittenField& written :
       resolution.written[identity_index(resolution, identity)]->fields) {
    const bool same = written.name.text == identity.fields[field].name.snake;
    if (same && resolution.description.damage.touches(written.span)) return field;
  }
  resolution.sink
      .error("login-not-unique", identity.fields[field].span,
             "people sign in with `" + identity.fields[field].name.snake +
                 "`, which is not unique: two could sign in as one")
      .note(auth.span, "this lets them sign in")
      .hint("write `email unique`, or name another field: `login: name`");
  return field;
}

std::size_t login_field(Resolution& resolution, const WrittenAuth& auth, const Resource& identity) {
  const Spelled& written = auth.login;
  if (!written) return default_login(resolution, auth, identity);
  const std::size_t field = find_field(identity.fields, written.text);
  if (field == no_index) {
    report_unknown_field(resolution, identity, written);
  } else if (!identity.fields[field].unique) {
    resolution.sink
        .error(
            "login-not-unique", written.span,
            "`" + std::string(written.text) + "` is not unique, so that two could sign in as one")
        .note(identity.fields[field].span, "the field is here");
  }
  return field;
}

/// Reports flows that there are none of, and those that the service cannot do.
void check_flows(Resolution& resolution, const WrittenAuth& written, const Auth& auth,
                 bool by_password, bool by_mail) {
  std::vector<std::string> known;
  for (const Flow& flow : flows) known.emplace_back(flow.word);
  for (const Spelled& name : written.flows) {
    const auto flow = std::find_if(flows.begin(), flows.end(),
                                   [&](const Flow& one) { return one.word == name.text; });
    if (flow == flows.end()) {
      report_unknown(resolution,
                     {"unknown-flow", name, "there is no flow `" + std::string(name.text) + "`",
                      known, "the flows are: " + listed(known)});
      continue;
    }
    if (name.text == "refresh" && by_password && !auth.tokens) {
      resolution.sink
          .error("impossible-flow", name.span, "a session is a cookie, and has nothing to refresh")
          .hint("leave it out, or let tokens be answered: `method: [jwt, session]`");
      continue;
    }
    if (flow->by_mail ? by_mail : by_password) continue;
    resolution.sink
        .error("impossible-flow", name.span,
               "the service cannot do `" + std::string(name.text) + "` itself")
        .hint(
            flow->by_mail
                ? "that takes `method: jwt` or `session`, and an identity with an `email` and a "
                  "`password`"
                : "that takes `method: jwt` or `session`, and an identity with a field to sign in "
                  "with and a `password`");
  }
}

bool has_flow(const WrittenAuth& written, std::string_view flow, bool fallback) {
  if (!written.flows_written) return fallback;
  return std::any_of(written.flows.begin(), written.flows.end(),
                     [&](const Spelled& one) { return one.text == flow; });
}

/// Whether some field of the identity could not be read: which ones there are is not known then.
bool is_damaged(const Resolution& resolution, const Resource& identity) {
  const std::size_t index = identity_index(resolution, identity);
  return resolution.description.damage.touches(resolution.written[index]->span) ||
         std::any_of(identity.fields.begin(), identity.fields.end(),
                     [](const Field& field) { return !field.type.known; });
}

std::size_t find_identity(Resolution& resolution, const WrittenAuth& written) {
  if (written.identity) return find_resource(resolution, {written.identity}, no_index);
  const auto user = resolution.top_resources.find("user");
  if (user != resolution.top_resources.end()) return user->second;
  const Damage& damage = resolution.description.damage;
  if (damage.touches(written.span) || damage.may_have_named("user")) return no_index;
  resolution.sink
      .error("auth-identity", written.span, "`auth` does not say which resource signs in")
      .hint("name it: `identity: user`");
  return no_index;
}

}  // namespace

void resolve_roles(Resolution& resolution) {
  const std::optional<WrittenAuth>& auth = resolution.description.auth;
  if (auth) {
    add_roles(resolution, auth->roles, no_index);
    for (std::size_t i = 0; i < auth->roles.size(); ++i) {
      resolution.auth_roles.emplace(auth->roles[i].name.text, i);
    }
  }
  for (std::size_t i = 0; i < resolution.design.resources.size(); ++i) {
    add_roles(resolution, resolution.written[i]->roles, i);
  }
  close_inclusion(resolution.design.roles);
}

void resolve_auth(Resolution& resolution) {
  const std::optional<WrittenAuth>& written = resolution.description.auth;
  if (!written) return;
  Auth auth;
  for (const Spelled& method : written->methods) auth.methods.emplace_back(method.text);
  if (auth.methods.empty()) auth.methods.emplace_back("jwt");
  const auto has = [&](std::string_view method) {
    return std::find(auth.methods.begin(), auth.methods.end(), method) != auth.methods.end();
  };
  auth.tokens = has("jwt");
  auth.cookie = has("session");
  auth.bearer = auth.tokens || has("oauth2") || has("oidc");
  auth.access_token_ms =
      written->access_token
          ? parse_duration(written->access_token.text).value_or(default_access_token_ms)
          : default_access_token_ms;
  auth.refresh_token_ms =
      written->refresh_token
          ? parse_duration(written->refresh_token.text).value_or(default_refresh_token_ms)
          : default_refresh_token_ms;
  auth.identity = find_identity(resolution, *written);
  if (auth.identity != no_index) {
    Resource& identity = resolution.design.resources[auth.identity];
    identity.identity = true;
    auth.login = login_field(resolution, *written, identity);
    auth.password = first_of_kind(identity, TypeKind::Password);
    const bool own = auth.tokens || auth.cookie;
    const bool by_password = own && auth.login != no_index && auth.password != no_index;
    const bool by_mail = by_password && first_of_kind(identity, TypeKind::Email) != no_index;
    const bool lost_login = written->login && auth.login == no_index;
    if (!is_damaged(resolution, identity) && !lost_login) {
      check_flows(resolution, *written, auth, by_password, by_mail);
    }
    auth.sign_in = by_password && has_flow(*written, "login", by_password);
    auth.password_flows = by_mail && has_flow(*written, "password_reset", by_mail);
    auth.email_verification = by_mail && has_flow(*written, "verify_email", by_mail);
  }
  resolution.design.auth = std::move(auth);
  if (written->assign) {
    resolution.design.auth->assign =
        resolve_rule(resolution, *written->assign, resolution.design.auth->identity);
  } else if (!written->roles.empty()) {
    Rule last;
    last.kind = Rule::Kind::Role;
    last.role = written->roles.size() - 1;
    resolution.design.auth->assign = std::move(last);
  }
}

void resolve_tenant(Resolution& resolution) {
  const Description& description = resolution.description;
  Design& design = resolution.design;
  if (!description.tenant) return;
  design.tenant = find_resource(resolution, {description.tenant}, no_index);
  design.tenant_from = description.tenant_from ? std::string(description.tenant_from.text) : "path";
  if (design.tenant == no_index) return;
  if (design.tenant_from == "token" && !description.auth) {
    resolution.sink
        .error("tenant-without-token", description.tenant_from.span,
               "nobody signs in here, so that no token says which `" +
                   std::string(description.tenant.text) + "` is meant")
        .hint("add `auth`, or find the tenant in the path: `from: path`");
  }
  design.resources[design.tenant].tenant = true;
  for (std::size_t i = 0; i < design.resources.size(); ++i) {
    // An audit entry belongs where the rows belong that it is about.
    const std::size_t audited = design.resources[i].audited;
    const std::size_t top = outermost(design, audited == no_index ? i : audited);
    const bool free = top == design.tenant || design.resources[top].identity ||
                      resolution.written[top]->tenant.text == "none";
    design.resources[i].tenant_scoped = !free;
  }
}

}  // namespace plinth
