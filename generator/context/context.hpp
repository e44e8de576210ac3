#pragma once

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// The values that templates see, as `templates/README.md` describes them: the contract with pack
/// authors. Free text of the author is tainted. The values borrow from `design`, which must
/// outlive them.
jinja::Value make_context(const Design& design);

/// Who a service, or a system, is.
jinja::Value service_value(const Service& service);

}  // namespace plinth
