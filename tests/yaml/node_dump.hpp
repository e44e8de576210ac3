#pragma once

#include <string>

#include "yaml/node.hpp"

namespace plinth::yaml {

/// The tree as one line for comparison: `(map a="1" b=(list "x" null))`.
inline std::string dump(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null:
      return node.bare ? "bare" : "null";
    case Node::Kind::Scalar: {
      std::string text = "\"";
      for (const char c : node.text) text += c == '\n' ? std::string("\\n") : std::string(1, c);
      return text + "\"";
    }
    case Node::Kind::List: {
      std::string out = "(list";
      for (const Node& item : node.items) out += " " + dump(item);
      return out + ")";
    }
    case Node::Kind::Map:
      break;
  }
  std::string out = "(map";
  for (const Entry& entry : node.entries) {
    out += " " + std::string(entry.key.text) + "=" + dump(entry.value);
  }
  return out + ")";
}

}  // namespace plinth::yaml
