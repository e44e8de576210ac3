#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "design/event.hpp"

namespace plinth {
namespace {

const std::string shop = R"(service: s
stack: {broker: kafka}
auth: {method: jwt, identity: user, roles: [user, admin]}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner}
  order:
    events: true
    fields:
      customer: -> user
      status: enum(pending, paid) = pending
    owner: customer
    actions:
      pay: {moves: {status: pending -> paid}, access: owner, emits: [order.paid, order.updated]}
      settle: {moves: {status: pending -> paid}, access: nobody, emits: order.paid}
    access: {all: admin}
)";

std::string names(const Design& design) {
  std::string out;
  for (const Event& event : design.events) {
    out += (out.empty() ? "" : " ") + event.name + ":" + std::to_string(event.emitters.size());
  }
  return out;
}

bool has_table(const Design& design, Table::Kind kind) {
  for (const Table& table : design.tables) {
    if (table.kind == kind) return true;
  }
  return false;
}

TEST_CASE("events: each is there once, with all who emit it") {
  const Design design = design_of(shop);
  CHECK(names(design) == "order.created:1 order.updated:2 order.deleted:1 order.paid:2");
  const Event& paid = design.events.back();
  CHECK(design.resources[paid.resource].name.snake == "order");
  CHECK(design.resources[paid.resource].actions[paid.emitters[1].action].name.snake == "settle");
  CHECK(design.events[0].emitters[0].change == Change::Created);
}

TEST_CASE("events: a singleton is neither created nor deleted") {
  const Design design = design_of(
      "service: s\nresources:\n  setting:\n    singleton: true\n    events: true\n"
      "    fields:\n      open: bool\n    access: {get: public, update: public}\n");
  CHECK(names(design) == "setting.updated:1");
}

TEST_CASE("events: an outbox is there for a broker or webhooks, an inbox for what is received") {
  struct Case {
    std::string more;
    bool outbox, inbox;
  };
  const std::string without = shop.substr(0, 11) + shop.substr(shop.find("auth"));
  const std::string webhooks = "webhooks: {access: admin}\n";
  const std::string payments = "integrations:\n  bank: {url: https://b.example, webhook: true}\n";
  for (const Case& c :
       {Case{shop, true, false}, Case{without, false, false}, Case{without + webhooks, true, false},
        Case{without + payments, false, true},
        Case{shop + "subscribes:\n  bank.paid: {runs: order.settle}\n", true, true}}) {
    CAPTURE(c.more);
    const Design design = design_of(c.more);
    CHECK(has_table(design, Table::Kind::Outbox) == c.outbox);
    CHECK(has_table(design, Table::Kind::Inbox) == c.inbox);
  }
}

TEST_CASE("events: what one carries is the row, unless the description says otherwise") {
  const Design design =
      design_of(shop +
                "events:\n  order.paid:\n    payload:\n      order: -> order\n"
                "webhooks: {events: [order.paid, order.created], access: admin}\n");
  CHECK(members_of(design, "OrderCreatedEvent") == "id type occurredAt callerId data");
  CHECK(members_of(design, "OrderPaidPayload") == "orderId");
  CHECK(design.events[1].schema == no_index);  // nobody can subscribe for an update
}

}  // namespace
}  // namespace plinth
