#pragma once

#include <cstdint>
#include <string>

namespace plinth::jinja {

/// The digits of `number` without a sign.
std::string digits_of(std::int64_t number, int base, bool upper);

/// `number`, which is not negative, as `e`, `f` or `g` of Python's formats spell it (upper-case
/// letters too); `precision` is at most 300. `alternate` keeps the point and zeros of `g`.
std::string real_digits(double number, char kind, int precision, bool alternate);

}  // namespace plinth::jinja
