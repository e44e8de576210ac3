#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace plinth {

/// The longest name that every database of the field takes: 63 bytes, 64 elsewhere.
inline constexpr std::size_t longest_identifier = 63;

/// `name`, or its beginning with a hash of the whole if it has more than `longest` characters.
/// The same name is always shortened to the same one, and two names never to one by chance.
std::string shortened(std::string_view name, std::size_t longest = longest_identifier);

/// The names of tables, constraints and indexes, which share one namespace in some databases.
class Identifiers {
 public:
  /// `wanted`, shortened; with a hash of `owner` if it is already taken (`a_b` + `c` and `a` +
  /// `b_c` make one name).
  std::string take(std::string_view wanted, std::string_view owner);

 private:
  std::unordered_set<std::string> taken_;
};

}  // namespace plinth
