#pragma once

#include "jinja/program.hpp"

namespace plinth::jinja {

/// Makes one step of every chain of conditions that compare the same variable or attribute with
/// constant texts: `if x.kind == 'a'` ... `elif x.kind in ['b', 'c']` ...
void find_switches(Program& program);

}  // namespace plinth::jinja
