#include "design/caller_dependence.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

TEST_CASE("caller_dependence: rows that say more to some are not the same for all") {
  const Design design = design_of(R"(service: s
auth: {method: jwt, identity: user, roles: [user, admin]}
resources:
  user:
    fields: {email: email unique, password: password}
    access: {create: public, get: owner}
  open: {fields: {n: string}, access: {read: public, write: admin}}
  margin:
    fields:
      n: int? read(admin)
    access: {read: public, write: admin}
  post:
    fields:
      fans: -> user[]
      liked: bool := me in fans
    access: {read: public, write: admin}
  note:
    fields:
      by: -> user
    access: {read: public, write: admin}
)");
  CHECK(answers_all_alike(design, endpoint_of(design, "getOpen")));
  CHECK_FALSE(answers_all_alike(design, endpoint_of(design, "createOpen")));
  CHECK_FALSE(answers_all_alike(design, endpoint_of(design, "getMargin")));
  CHECK_FALSE(answers_all_alike(design, endpoint_of(design, "getPost")));
  CHECK_FALSE(answers_all_alike(design, endpoint_of(design, "getNote")));  // expands a user
  CHECK(takes_credentials(design, endpoint_of(design, "getOpen")));
  CHECK_FALSE(takes_credentials(design, endpoint_of(design, "login")));
}

}  // namespace
}  // namespace plinth
