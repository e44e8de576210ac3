#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plinth::yaml {

/// `text` as a quoted YAML scalar, for hints: `"Foo: bar"`.
std::string quoted(std::string_view text);

/// `text` shortened to what fits into a message, in backticks.
std::string in_backticks(std::string_view text);

/// A collection in braces or brackets as it is named in messages: "`{…}`" or "`[…]`".
std::string name_of_flow(char open);

/// The parts of `text` between commas that stand in no bracket, parenthesis or quote; trimmed.
std::vector<std::string_view> split_at_commas(std::string_view text);

/// The closing bracket that belongs to the one at `open` if parentheses count as brackets, on the
/// same line and not far away; npos if there is none.
std::size_t matching_bracket(std::string_view text, std::size_t open);

/// What a person may write instead of the collection that opens at `open` behind `key`: the key
/// and a block of lines under it, for a hint. Empty if it is not on one line or has no key.
std::string as_block(std::string_view text, std::size_t open, std::string_view key);

}  // namespace plinth::yaml
