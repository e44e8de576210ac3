#pragma once

#include <string>

#include "design/constant.hpp"
#include "design/design.hpp"

namespace plinth {

/// A value that `type` allows, the same in every run: what the author wrote as example or default
/// where there is one, otherwise made up from the type and the name. `field` may be null.
Constant example_of(const Type& type, const Name& name, const Field* field);

/// The id of a row of `resource` that all examples agree on.
Constant example_id(const Resource& resource);

/// An instant that all examples agree on.
Constant example_instant();

/// The id of an asynchronous call.
inline constexpr std::string_view example_task = "0194f3c2-6a1b-7c3d-8e4f-7461736b3031";

}  // namespace plinth
