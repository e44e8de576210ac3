#include "yaml/quoting.hpp"

#include "diagnostics/unicode.hpp"
#include "yaml/layout.hpp"

namespace plinth::yaml {
namespace {

constexpr std::size_t longest_quotation = 60;  // code points
constexpr std::size_t most_hint_lines = 12;
constexpr std::size_t longest_hint = 400;  // bytes of a collection that a hint shows as a block
constexpr char open_brace = '{', close_brace = '}';

bool opens(char c) { return c == '(' || c == '[' || c == open_brace; }
bool closes(char c) { return c == ')' || c == ']' || c == close_brace; }

/// Offset behind the quoted text that starts at `at`, or `at + 1` if there is none.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const bool starts_word = at == 0 || is_blank(text[at - 1]) || opens(text[at - 1]) ||
                           text[at - 1] == ',' || text[at - 1] == ':';
  if (!starts_word) return at + 1;
  for (std::size_t end = at + 1; end < text.size(); ++end) {
    if (text[end] == '\\' && text[at] == '"') {
      ++end;
    } else if (text[end] == text[at]) {
      return end + 1;
    }
  }
  return at + 1;
}

}  // namespace

std::string quoted(std::string_view text) {
  const bool plain = text.find_first_of("\"\\") == std::string_view::npos;
  if (plain) return '"' + std::string(text) + '"';
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string in_backticks(std::string_view text) {
  const std::string_view shown = first_code_points(text, longest_quotation);
  return "`" + std::string(shown) + (shown.size() < text.size() ? "…`" : "`");
}

std::string name_of_flow(char open) {
  const char close = open == open_brace ? close_brace : ']';
  return std::string("`") + open + "…" + close + "`";
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0, depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_quoted(text, at);
      continue;
    }
    if (opens(c)) ++depth;
    if (closes(c) && depth-- == 0) {
      text = text.substr(0, at);  // the bracket that closes the collection itself
      break;
    }
    if (c == ',' && depth == 0) {
      parts.push_back(trim(text.substr(begin, at - begin)));
      begin = at + 1;
    }
    ++at;
  }
  const std::string_view last = trim(text.substr(begin));
  if (!last.empty()) parts.push_back(last);
  return parts;
}

std::size_t matching_bracket(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  text = text.substr(0, open + longest_hint);
  for (std::size_t at = open; !ends_line(text, at);) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_quoted(text, at);
      continue;
    }
    if (opens(c)) ++depth;
    if (closes(c) && --depth == 0) return at;
    ++at;
  }
  return std::string_view::npos;
}

namespace {

/// `part` as a line of its own: outside of braces only a colon or a `#` can still end its value.
std::string as_line(std::string_view part) {
  const std::size_t colon = part.find(": ");
  if (colon == std::string_view::npos) return std::string(part);
  const std::string_view value = trim(part.substr(colon + 1));
  const bool is_collection = (value.starts_with(open_brace) || value.starts_with('[')) &&
                             matching_bracket(value, 0) + 1 == value.size();
  const bool stands_as_it_is = value.starts_with('"') || value.starts_with('\'') || is_collection;
  const bool ends_early =
      value.find(": ") != std::string_view::npos || value.find(" #") != std::string_view::npos;
  return std::string(part.substr(0, colon)) + ": " +
         (ends_early && !stands_as_it_is ? quoted(value) : std::string(value));
}

}  // namespace

std::string as_block(std::string_view text, std::size_t open, std::string_view key) {
  const std::size_t close = matching_bracket(text, open);
  if (close == std::string_view::npos || key.empty()) return {};
  const std::vector<std::string_view> parts =
      split_at_commas(text.substr(open + 1, close - open - 1));
  if (parts.empty() || parts.size() > most_hint_lines) return {};
  std::string out = "  " + std::string(key) + ":";
  for (const std::string_view part : parts) {
    out += '\n';
    out += text[open] == open_brace ? "    " : "    - ";
    out += as_line(part);
  }
  return out;
}

}  // namespace plinth::yaml
