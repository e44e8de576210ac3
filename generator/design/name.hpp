#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// A name as words, in the one form in which it is written: `order_item`. Every other form is
/// derived, so that no language's habits are stored.
struct Name {
  std::string snake;  // [a-z][a-z0-9_]*

  bool operator==(const Name&) const = default;
};

std::string camel_case(const Name& name);      ///< `orderItem`
std::string pascal_case(const Name& name);     ///< `OrderItem`
std::string kebab_case(const Name& name);      ///< `order-item`
std::string screaming_case(const Name& name);  ///< `ORDER_ITEM`
std::string spoken(const Name& name);          ///< `order item`

/// The English plural of the last word; irregular ones are known (`person` -> `people`, `status`
/// -> `statuses`, `news` -> `news`).
Name plural(const Name& name);

/// What `plural` was made from, as far as English lets it be told: `tags` -> `tag`.
Name singular(const Name& name);

/// `first_second`
Name joined(const Name& first, const Name& second);

/// The name that a Pascal, camel or kebab spelling stands for: `OrderItem` -> `order_item`.
Name name_from(std::string_view spelling);

}  // namespace plinth
