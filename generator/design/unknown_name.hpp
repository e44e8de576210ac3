#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/resolution.hpp"

namespace plinth {

/// A name that leads nowhere, and what can be named there.
struct UnknownName {
  std::string_view id;
  Spelled name;
  std::string message;
  std::vector<std::string> known;
  std::string otherwise;  ///< the hint where none of `known` is near
};

/// Reports `unknown` with the nearest of the known names. Says nothing where a thing of such a name
/// was written, but could not be read: that has been reported.
void report_unknown(Resolution& resolution, const UnknownName& unknown);

/// The names of `fields`.
std::vector<std::string> names_of(const std::vector<Field>& fields);

/// `list` as it stands in a sentence, each in backticks.
std::string listed(const std::vector<std::string>& list);

/// Reports that `resource` has no field `name`.
void report_unknown_field(Resolution& resolution, const Resource& resource, const Spelled& name);

/// Reports the name of an action without its resource, or that of a resource without its action.
void report_lone_action(Resolution& resolution, std::string_view id, const Spelled& name);

}  // namespace plinth
