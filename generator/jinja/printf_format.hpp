#pragma once

#include "jinja/value_operations.hpp"

namespace plinth::jinja {

/// Python's `format % arguments`: `%s %r %d %i %x %X %o %e %f %g %c %%` with flags, width and
/// precision, and `%(key)s` for a map. `arguments` is a tuple, a map or a lone value.
Value format_printf(const Value& format, const Value& arguments, const Site& site);

/// Python's `format.format(...)`: `{}`, `{0}`, `{name}`, `{0.attribute}`, `{0[key]}`, `!r`, and
/// specifications such as `:>10`, `:05d`, `:.2f`, `:,`.
Value format_braces(const Value& format, const List& positional, const Map& keyword,
                    const Site& site);

/// `number` with `precision` digits behind the point, rounded half to even as Python does.
std::string fixed_real(double number, int precision);

}  // namespace plinth::jinja
