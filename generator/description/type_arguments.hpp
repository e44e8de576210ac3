#pragma once

#include <string_view>
#include <vector>

#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Whether `argument` has the form that the built-in type `type` wants between its brackets: a
/// length, a number of digits, a word of an enum, a size or content type. Problems go to `sink`.
/// What a type of another name takes is not known here.
bool check_type_argument(std::string_view type, const Spelled& argument, DiagnosticSink& sink);

/// Reports and removes sizes of a file behind its first one.
void remove_further_sizes(std::vector<Spelled>& arguments, DiagnosticSink& sink);

/// Reports and removes words of an enum that differ from an earlier one by case or by `-` and `_`
/// alone: in some target the two would have one name.
void remove_equal_enum_words(std::vector<Spelled>& words, DiagnosticSink& sink);

}  // namespace plinth
