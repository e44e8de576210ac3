#include "design/operation.hpp"

#include <algorithm>

#include "design/design.hpp"

namespace plinth {

bool speaks_of_caller(const Operation& operation) {
  return operation.kind == Operation::Kind::Caller ||
         std::any_of(operation.operands.begin(), operation.operands.end(), speaks_of_caller);
}

bool is_own(const Operation& operation) {
  using Kind = Operation::Kind;
  switch (operation.kind) {
    case Kind::Input:
    case Kind::Caller:
    case Kind::Part:
    case Kind::Aggregate:
      return false;
    case Kind::Field:
      if (operation.path.size() != 1) return false;
      break;
    case Kind::Call:
      if (operation.op == "now" || operation.op == "today") return false;
      break;
    default:
      break;
  }
  return std::all_of(operation.operands.begin(), operation.operands.end(), is_own);
}

}  // namespace plinth
