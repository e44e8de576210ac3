#pragma once

#include "design/system.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// The values that templates of a pack for systems see, as `templates/README.md` describes them;
/// `of_services` are those of each service. They borrow from `system`, which must outlive them.
jinja::Value make_system_context(const System& system, const jinja::List& of_services);

}  // namespace plinth
