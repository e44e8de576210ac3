#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// A relation as other tools write it: `many-to-one user`, `hasMany(posts)`, `fk "users.id"`.
struct ForeignRelation {
  std::size_t length = 0;  ///< bytes of what says so: `many-to-one`, `hasMany`
  std::string hint;        ///< how it is written here
};

/// The relation that `text` begins with, if it is one that names a resource behind its words, or
/// whose words can be nothing else.
std::optional<ForeignRelation> foreign_relation(std::string_view text);

/// How the relation that other tools write as a key, `has_many: posts`, is written here; empty if
/// it is none.
std::string hint_for_relation_key(std::string_view key, std::string_view value);

}  // namespace plinth
