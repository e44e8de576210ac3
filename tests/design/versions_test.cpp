#include <string>

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

const std::string library = R"(service: library
api:
  versions: [v1, v2, v3]
  sunset: {v1: 2027-06-30}
auth: {identity: member, roles: [reader, librarian]}
resources:
  member:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner, update: owner}
  shelf:
    since: v2
    fields:
      name: string(100) unique
    access: {read: public, write: librarian}
  book:
    fields:
      title: string(200)
      genre: enum(fiction, science) until v2 = fiction
      shelf: -> shelf? since v2
      size:
        type: object?
        fields:
          height: int
          depth: int? since v3
    unique: title + shelf
    rules:
      shelved: genre = fiction or shelf is not null
    filter: [genre, shelf.name]
    search: [title]
    sort: [genre]
    actions:
      lend:
        since: v2
        input:
          days: int? since v3
        access: reader
      give_back:
        deprecated: {since: v2, sunset: 2027-01-31, use: returning}
        access: librarian
    contains:
      copy:
        since: v3
        inline: 0..10
        fields:
          number: int
    access: {read: public, write: librarian}
endpoints:
  GET /shelves/{shelf}/plan:
    since: v2
    query:
      floor: int? since v3
    returns:
      rows: int
      lamps: int since v3
    access: public
)";

bool has_endpoint(const Design& design, std::string_view id) {
  for (const Endpoint& endpoint : design.endpoints) {
    if (endpoint.id == id) return true;
  }
  return false;
}

std::string parameters_of(const Design& design, std::string_view id) {
  std::string names;
  for (const std::size_t parameter : endpoint_of(design, id).parameters) {
    names += (names.empty() ? "" : " ") + design.parameters[parameter].name;
  }
  return names;
}

const Error* error_in(const Design& design, std::string_view code) {
  for (const Error& error : design.errors) {
    if (error.code == code) return &error;
  }
  return nullptr;
}

TEST_CASE("versions: a description without them has one, and no views") {
  const Design design = design_of("service: a\nresources: {b: {fields: {c: int}}}\n");
  REQUIRE(design.api.versions.size() == 1);
  CHECK(design.api.versions[0].name == "v1");
  CHECK(design.views.empty());
  CHECK(endpoint_of(design, "listBs").versions == std::vector<std::size_t>{0});
}

TEST_CASE("versions: each has the endpoints of its resources and actions") {
  const Design design = design_of(library);
  REQUIRE(design.views.size() == 3);
  CHECK(design.api.version == "v3");
  CHECK(design.views[0].api.version == "v1");
  CHECK(!has_endpoint(design.views[0], "listShelves"));
  CHECK(has_endpoint(design.views[1], "listShelves"));
  CHECK(!has_endpoint(design.views[0], "lendBook"));
  CHECK(endpoint_of(design, "lendBook").versions == std::vector<std::size_t>{1, 2});
  CHECK(endpoint_of(design.views[1], "listBooks").versions == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("versions: bodies and answers have the fields of their version") {
  const Design design = design_of(library);
  CHECK(members_of(design.views[0], "BookCreate") == "title genre? size?");
  CHECK(members_of(design.views[1], "BookCreate") == "title shelfId? size?");
  CHECK(members_of(design.views[2], "BookCreate") == "title shelfId? size? copies?");
  CHECK(members_of(design.views[1], "BookSize") == "height");
  CHECK(members_of(design.views[2], "BookSize") == "height depth?");
  CHECK(endpoint_of(design.views[1], "lendBook").body.kind == BodyKind::None);
  CHECK(endpoint_of(design.views[2], "lendBook").body.kind == BodyKind::Json);
}

TEST_CASE("versions: so have endpoints of one's own") {
  const Design design = design_of(library);
  CHECK(!has_endpoint(design.views[0], "getShelfPlan"));
  CHECK(parameters_of(design.views[1], "getShelfPlan") == "shelfId");
  CHECK(parameters_of(design.views[2], "getShelfPlan") == "shelfId floor");
  const Design& second = design.views[1];
  const std::size_t answer = endpoint_of(second, "getShelfPlan").answer.schema;
  REQUIRE(answer != no_index);
  CHECK(members_of(design.views[1], "GetShelfPlanResult") == "rows");
  CHECK(members_of(design.views[2], "GetShelfPlanResult") == "rows lamps");
}

TEST_CASE("versions: lists are filtered and sorted by what there is") {
  const Design design = design_of(library);
  CHECK(parameters_of(design.views[0], "listBooks") == "page pageSize sort q genre");
  CHECK(parameters_of(design.views[1], "listBooks") == "page pageSize sort q shelfName expand");
  const Resource& book = resource_of(design.views[1], "book");
  REQUIRE(book.sort.size() == 1);
  CHECK(book.sort[0].field == sort_by_created_at);
}

TEST_CASE("versions: a code is in those whose clients can cause it") {
  const Design design = design_of(library);
  CHECK(error_in(design.views[0], "SHELF_NOT_FOUND") == nullptr);
  CHECK(error_in(design, "SHELF_NOT_FOUND")->versions == std::vector<std::size_t>{1, 2});
  // A new title may be taken on the shelf where a client of a later version put the book.
  const Error* taken = error_in(design.views[0], "DUPLICATE_BOOK_TITLE_SHELF");
  REQUIRE(taken != nullptr);
  CHECK(taken->members == std::vector<std::string>{"title"});
  CHECK(taken->endpoints.size() == 1);
  // The rule holds for all rows; what a client is told are the members that it knows.
  CHECK(error_in(design.views[0], "SHELVED")->members == std::vector<std::string>{"genre"});
  CHECK(error_in(design.views[1], "SHELVED")->members == std::vector<std::string>{"shelfId"});
}

TEST_CASE("versions: the table has the fields of all") {
  const Design design = design_of(library);
  for (const Table& table : design.tables) {
    if (table.name != "books") continue;
    CHECK(table.find("genre") != nullptr);
    CHECK(table.find("shelf_id") != nullptr);
  }
}

TEST_CASE("versions: all that a version with an end has is deprecated") {
  const Design design = design_of(library);
  const Endpoint& list = endpoint_of(design.views[0], "listBooks");
  CHECK(list.deprecated);
  CHECK(list.deprecation.sunset == "2027-06-30");
  CHECK(list.deprecation.use == "v3");
  CHECK(!endpoint_of(design.views[1], "listBooks").deprecated);
  // What ends earlier in every version keeps its day, and what to use instead.
  const Endpoint& returned = endpoint_of(design.views[0], "giveBackBook");
  CHECK(returned.deprecation.sunset == "2027-01-31");
  CHECK(returned.deprecation.use == "returning");
}

const std::string telling = R"(service: library
api:
  versions: [v1, v2, v3]
  sunset: {v1: 2027-06-30}
resources:
  shelf:
    since: v2
    events: true
    fields:
      name: string
    access: {all: public}
  book:
    fields:
      title: string
    actions:
      lend: {access: public, until: v3, emits: [book.moved, book.lent]}
      hand_over: {access: public, since: v3, emits: book.moved}
    access: {read: public}
endpoints:
  GET /news: {returns: stream, events: [shelf.created, book.moved], access: public}
events:
  book.moved:
    payload:
      book: -> book
      shelf: -> shelf? since v2
  book.lent:
    payload:
      days: int since v2
webhooks: {events: [shelf.created, book.lent], access: public}
)";

std::string events_of(const Design& design) {
  std::string out;
  for (const Event& event : design.events) {
    out += (out.empty() ? "" : " ") + event.name + ":" + std::to_string(event.payload.size());
  }
  return out;
}

TEST_CASE("versions: each tells of what something in it emits, with what it knows") {
  const Design design = design_of(telling);
  CHECK(events_of(design.views[0]) == "book.moved:1");
  CHECK(events_of(design.views[1]) ==
        "shelf.created:0 shelf.updated:0 shelf.deleted:0 book.moved:2 book.lent:1");
  CHECK(events_of(design.views[2]) ==
        "shelf.created:0 shelf.updated:0 shelf.deleted:0 book.moved:2");
  CHECK(design.views[2].events.back().emitters.size() == 1);
  CHECK(design.views[0].custom_endpoints[0].events == std::vector<std::string>{"book.moved"});
  CHECK(design.views[0].events[0].deprecation.sunset == "2027-06-30");
  CHECK(!design.views[1].events[0].deprecated);
}

TEST_CASE("versions: subscriptions for webhooks belong to the version that they were made in") {
  const Design design = design_of(telling);
  CHECK(!has_endpoint(design.views[0], "listWebhookSubscriptions"));
  CHECK(!has_endpoint(design.views[0], "listWebhookSubscriptionDeliveries"));
  const auto words_in = [](const Design& seen) {
    return field_of(seen, "webhook_subscription", "events").type.element[0].words.size();
  };
  CHECK(words_in(design.views[1]) == 2);
  CHECK(words_in(design.views[2]) == 1);
  const Field& version = field_of(design, "webhook_subscription", "api_version");
  CHECK(version.internal);
  REQUIRE(version.type.words.size() == 3);
  CHECK(version.type.words[2].word == "v3");
  // Where there is one version, there is nothing to keep.
  const Design single = design_of(
      "service: s\nresources:\n  b:\n    events: true\n    fields:\n      c: int\n"
      "    access: {all: public}\nwebhooks: {access: public}\n");
  CHECK(resource_of(single, "webhook_subscription").find("api_version") == nullptr);
}

}  // namespace
}  // namespace plinth
