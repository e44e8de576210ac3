#include "design/conditions.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

/// The resources whose rows the conditions of an endpoint speak of, in one line.
std::string bound_of(const Design& design, std::string_view endpoint) {
  std::string out;
  for (const BoundCondition& bound : conditions_of(design, endpoint_of(design, endpoint))) {
    out += (out.empty() ? "" : " ") + design.resources[bound.resource].name.snake;
  }
  return out;
}

TEST_CASE("conditions: writing is bound, and so are parts that have the access of their whole") {
  const Design design = design_of(R"(service: s
resources:
  order:
    fields:
      state: enum(draft, sent) = draft
      paper: file?
    when: {write: state = draft}
    contains:
      line:
        fields:
          amount: int
        when: {delete: amount > 0}
      note:
        fields:
          text: text
        access: {all: public}
    access: {all: public, replace: public}
    actions:
      stamp: {access: public}
)");
  CHECK(bound_of(design, "createOrder").empty());
  CHECK(bound_of(design, "getOrder").empty());
  CHECK(bound_of(design, "updateOrder") == "order");
  CHECK(bound_of(design, "replaceOrder") == "order");
  CHECK(bound_of(design, "deleteOrder") == "order");
  CHECK(bound_of(design, "uploadOrderPaper") == "order");
  CHECK(bound_of(design, "stampOrder").empty());
  CHECK(bound_of(design, "createOrderLine") == "order");
  CHECK(bound_of(design, "updateOrderLine") == "order");
  CHECK(bound_of(design, "deleteOrderLine") == "order_line order");
  CHECK(bound_of(design, "deleteOrderNote").empty());
}

}  // namespace
}  // namespace plinth
