#include "yaml/node.hpp"

#include <algorithm>

namespace plinth::yaml {

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [key](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Span Node::part(std::size_t begin, std::size_t length) const {
  if (!verbatim) return span;
  const std::size_t from = std::min(begin, text.size());
  const std::size_t to = from + std::min(length, text.size() - from);
  return {span.file, text_begin + static_cast<std::uint32_t>(from),
          text_begin + static_cast<std::uint32_t>(to)};
}

}  // namespace plinth::yaml
