#pragma once

#include <vector>

#include "design/table.hpp"

namespace plinth {

struct Design;

/// The tables of `design`, in an order in which they can be created: a table follows those it
/// refers to, and a foreign key that cannot wait for its table is marked as closing a cycle. Time
/// grows linearly with the design.
std::vector<Table> derive_tables(const Design& design);

}  // namespace plinth
