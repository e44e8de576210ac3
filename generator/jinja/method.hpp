#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jinja/filter_call.hpp"

namespace plinth::jinja {

/// A method of texts, lists or maps: `text.upper()`. The call's `value` is the receiver.
struct Method {
  std::string_view name;
  Value (*call)(const FilterCall& call);
  bool changes = false;  // the receiver; possible only for what a template made itself
};

/// The method `name` of values of `kind`, or null.
const Method* find_method(Kind kind, std::string_view name);

/// The names of all methods of values of `kind`.
std::vector<std::string> method_names(Kind kind);

}  // namespace plinth::jinja
