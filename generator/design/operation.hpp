#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/constant.hpp"
#include "design/logical_type.hpp"

namespace plinth {

/// A resolved expression, typed; every name in it is known to exist.
struct Operation {
  enum class Kind {
    Constant,   ///< `value`
    Field,      ///< `path`: snake names, the first a field of the row itself
    Input,      ///< `path`: a field of an action's input
    Caller,     ///< `me`, with `path` behind it
    Part,       ///< inside an aggregate: a field of the part or the other resource
    Unary,      ///< `op`: "-", "not"
    Binary,     ///< `op`: arithmetic, comparison, "and", "or"
    Call,       ///< `op`: now, today, length, lower, round, coalesce
    Aggregate,  ///< `op`: sum, count, min, max, exists, over `resource` or the list `path`;
                ///< operands: what (null: the rows or elements themselves), then where
    In,         ///< the first operand is one of the others
    Contains,   ///< the first operand is an element of the second, a list
    IsNull,     ///< `op`: "is null", "is not null"
  };
  Kind kind = Kind::Constant;
  std::string op;
  Constant value;
  std::vector<std::string> path;
  std::size_t resource = no_index;  ///< of an aggregate: that of the parts, others, or references
  TypeKind type = TypeKind::Bool;
  std::vector<Operation> operands;
};

/// True if `operation` needs nothing but fields of its own row: no clock, caller, path or
/// aggregate.
bool is_own(const Operation& operation);

/// Whether `operation` asks who the caller is (`me`).
bool speaks_of_caller(const Operation& operation);

}  // namespace plinth
