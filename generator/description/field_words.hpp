#pragma once

#include <array>
#include <string_view>

namespace plinth {

/// What stands behind a word of a field line.
enum class WordArgument { None, Rule, Name, Version, DeleteAction };

struct FieldWord {
  std::string_view word;
  WordArgument argument;
};

/// The words of a field line, in the order in which the canonical form has them.
inline constexpr std::array field_words{
    FieldWord{"unique", WordArgument::None},     FieldWord{"index", WordArgument::None},
    FieldWord{"immutable", WordArgument::None},  FieldWord{"readonly", WordArgument::None},
    FieldWord{"writeonly", WordArgument::None},  FieldWord{"internal", WordArgument::None},
    FieldWord{"sensitive", WordArgument::None},  FieldWord{"embed", WordArgument::None},
    FieldWord{"deprecated", WordArgument::None}, FieldWord{"read", WordArgument::Rule},
    FieldWord{"write", WordArgument::Rule},      FieldWord{"per", WordArgument::Name},
    FieldWord{"was", WordArgument::Name},        FieldWord{"since", WordArgument::Version},
    FieldWord{"until", WordArgument::Version},   FieldWord{"on delete", WordArgument::DeleteAction},
};

inline constexpr std::array<std::string_view, 3> delete_actions{"restrict", "cascade", "null"};

/// The row of `word`, or null.
const FieldWord* find_field_word(std::string_view word);

/// What to write instead of a word that other languages have here (`required`, `nullable`); empty
/// if `word` is none of them.
std::string_view advice_for_foreign_word(std::string_view word);

}  // namespace plinth
