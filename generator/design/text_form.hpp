#pragma once

#include <string_view>

#include "design/logical_type.hpp"

namespace plinth {

/// What a literal of `kind` looks like, for a report that `text` is none: `a date such as …`. Empty
/// if `text` is one, and of kinds that every text suits.
std::string_view wanted_form(TypeKind kind, std::string_view text);

}  // namespace plinth
