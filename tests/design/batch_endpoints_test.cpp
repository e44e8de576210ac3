#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

std::string batches_of(const Design& design) {
  std::string out;
  for (const Endpoint& endpoint : design.endpoints) {
    const bool batch =
        endpoint.kind == EndpointKind::BatchCreate || endpoint.kind == EndpointKind::BatchDelete;
    if (batch) out += uri_template(endpoint) + " " + endpoint.id + "\n";
  }
  return out;
}

Design shelves_with(const std::string& keys) {
  return design_of(R"(service: s
resources:
  owner:
    fields:
      name: string
    access: {read: public}
  shelf:
    bulk: true
    fields:
      name: string(100) unique
      owner: -> owner
)" + keys);
}

TEST_CASE("batch endpoints: rows are created and deleted together, as far as one may be") {
  CHECK(batches_of(shelves_with("    access: {all: public}\n")) ==
        "/shelves/batch-create batchCreateShelves\n/shelves/batch-delete batchDeleteShelves\n");
  CHECK(batches_of(shelves_with("    access: {read: public, create: public}\n")) ==
        "/shelves/batch-create batchCreateShelves\n");
}

TEST_CASE("batch endpoints: rows with a lock are not deleted together") {
  CHECK(batches_of(shelves_with("    lock: true\n    access: {all: public}\n")) ==
        "/shelves/batch-create batchCreateShelves\n");
}

TEST_CASE("batch endpoints: bodies are bounded, and the codes are those of the single calls") {
  const Design design = shelves_with("    access: {all: public}\n    when: {delete: name = 'x'}\n");
  CHECK(members_of(design, "ShelfBatchCreate") == "items");
  CHECK(members_of(design, "ShelfBatchDelete") == "ids");
  CHECK(members_of(design, "ShelfBatch") == "data");
  const Endpoint& create = endpoint_of(design, "batchCreateShelves");
  CHECK(design.schemas[create.body.schema].members[0].type.type.max_items == 100);
  CHECK(create.answer.status == 201);
  const auto answers = [&](std::string_view id, std::string_view code) {
    for (const std::size_t error : endpoint_of(design, id).errors) {
      if (design.errors[error].code == code) return true;
    }
    return false;
  };
  CHECK(answers("batchCreateShelves", "DUPLICATE_SHELF_NAME"));
  CHECK(answers("batchCreateShelves", "OWNER_NOT_FOUND"));
  CHECK(answers("batchDeleteShelves", "SHELF_NOT_FOUND"));
  CHECK(answers("batchDeleteShelves", "DELETE_NOT_ALLOWED"));
}

TEST_CASE("batch endpoints: rows with a key in paths are deleted by it") {
  const Design design = shelves_with("    key: name\n    access: {all: public}\n");
  CHECK(members_of(design, "ShelfBatchDelete") == "names");
}

}  // namespace
}  // namespace plinth
