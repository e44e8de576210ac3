#pragma once

#include <string>
#include <string_view>

namespace plinth::jinja {

/// Unicode's full case mappings, without regard to a language: `ß` becomes `SS`. Bytes that are no
/// UTF-8 stay as they are.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

/// The first character in upper case, the rest in lower case.
std::string capitalized(std::string_view text);

// Of one character.
bool is_upper(char32_t character);
bool is_lower(char32_t character);
/// A letter: of ASCII, with a case, or of a script that knows none.
bool is_letter(char32_t character);
/// White space as Python's `str.strip` knows it.
bool is_space(char32_t character);

/// `text` without white space at its ends.
std::string_view trimmed(std::string_view text, bool left = true, bool right = true);

}  // namespace plinth::jinja
