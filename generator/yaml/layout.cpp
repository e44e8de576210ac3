#include "yaml/layout.hpp"

#include <algorithm>

namespace plinth::yaml {

std::size_t line_end(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', std::min(at, text.size())), text.size());
  if (end > at && text[end - 1] == '\r') --end;
  return end;
}

std::size_t next_line_start(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', std::min(at, text.size()));
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

std::size_t skip_separation(std::string_view text, std::size_t at) {
  for (;;) {
    at = skip_blanks(text, at);
    if (at >= text.size()) return at;
    const bool after_space = at == 0 || is_blank(text[at - 1]) || text[at - 1] == '\n';
    if (text[at] == '#' && after_space) {
      at = line_end(text, at);
    } else if (text[at] == '\n' || text[at] == '\r') {
      ++at;
    } else {
      return at;
    }
  }
}

bool rest_is_empty(std::string_view text, std::size_t at) {
  const std::size_t word = skip_blanks(text, at);
  if (ends_line(text, word)) return true;
  const bool after_space = word == 0 || is_blank(text[word - 1]) || text[word - 1] == '\n';
  return text[word] == '#' && after_space;
}

bool is_document_marker(std::string_view text, std::size_t at) {
  const std::string_view marker = text.substr(std::min(at, text.size()), 3);
  return (marker == "---" || marker == "...") && is_blank_or_end(text, at + 3);
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace plinth::yaml
