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
/// action's input. Members of objects are within their field. Pointers are into `design`.
std::vector<SentField> sent_fields(const Design& design, const Endpoint& endpoint);

/// The resources that a value of `type` can refer to.
std::set<std::size_t> targets_of(const Type& type);

/// True if the endpoint creates or changes rows of its resource by what is in its body.
bool writes_rows(const Endpoint& endpoint);

}  // namespace plinth
