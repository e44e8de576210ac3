#pragma once

#include "design/design.hpp"

namespace plinth {

// Values as messages carry them.

/// Of the ids of `resource`: numbers are counted from 1.
Type sent_id(const Resource& resource);

/// An id for a reference, a number for a serial without a form; any other type is itself.
Type sent_type(const Design& design, const Type& type);

/// A literal of the description: a duration in the form of ISO 8601, any other is itself.
Constant as_sent(const Type& type, const Constant& written);

}  // namespace plinth
