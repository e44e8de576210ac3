#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "jinja/program.hpp"

namespace plinth::jinja {

/// A compiled template as bytes, without its source. It is the same whatever environment compiled
/// it: filters and tests are in it by name.
std::string bytes_of(const Program& program);

/// The template that `bytes` were made of, for `environment`; null if that lacks a filter or a test
/// which the template names: compiling the source says where. `source` is what was compiled, and
/// outlives the program, as the bytes do.
std::unique_ptr<const Program> program_of(std::string_view bytes, const Environment& environment,
                                          const Span& source);

}  // namespace plinth::jinja
