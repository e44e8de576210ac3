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
  shelf:
    fields:
      best: -> margin embed
    access: {read: public, write: admin}
  hall:
    fields:
      first: -> shelf embed
    access: {read: public, write: admin}
)");
  CHECK(endpoint_of(design, "getOpen").alike);
  CHECK_FALSE(endpoint_of(design, "createOpen").alike);
  CHECK_FALSE(endpoint_of(design, "getMargin").alike);
  CHECK_FALSE(endpoint_of(design, "getPost").alike);
  CHECK_FALSE(endpoint_of(design, "getNote").alike);  // expands a user
  CHECK_FALSE(
      endpoint_of(design, "getHall").alike);  // a margin stands in the shelf that stands in it
  CHECK(endpoint_of(design, "getOpen").credentials);
  CHECK_FALSE(endpoint_of(design, "login").credentials);
}

}  // namespace
}  // namespace plinth
