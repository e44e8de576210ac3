#pragma once

#include <set>
#include <vector>

#include "design/design.hpp"

namespace plinth {

/// A field that clients write through an endpoint, and the resource whose rows it lands in.
struct SentField {
  std::size_t resource = no_index;
  const Field* field = nullptr;
};

/// The fields that the body of `endpoint` can hold: of the resource, of its inline parts, or of an
/// action's input; of a body of other fields without a resource. Members of objects are within
/// their field. Pointers are into `design`.
std::vector<SentField> sent_fields(const Design& design, const Endpoint& endpoint);

/// The resources that a value of `type` can refer to.
std::set<std::size_t> targets_of(const Type& type);

/// The rows that an endpoint creates or changes by what is in its body.
struct WrittenRows {
  std::size_t resource = no_index;  ///< none: it writes no rows
  std::size_t schema = no_index;    ///< of one row
  bool creates = false;
};
WrittenRows written_rows(const Design& design, const Endpoint& endpoint);

}  // namespace plinth
