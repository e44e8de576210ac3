#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"

namespace plinth::yaml {

struct Entry;

/// One YAML value with its place. The text is what YAML makes of the scalar (quotes removed,
/// escapes resolved, folded), never typed further: the reader of a key decides what it is.
/// Texts are borrowed from the `Document` that owns the node.
struct Node {
  enum class Kind {
    Null,  ///< nothing was written (`key:`); the span is where a value would stand. The words
           ///< `null` and `~` are scalars: the reader of a key decides what they are.
    Scalar,
    List,
    Map,
  };

  Kind kind = Kind::Null;
  Span span;              ///< of a quoted scalar, with its quotes; of a collection, all of it
  std::string_view text;  ///< of a scalar
  bool quoted = false;    ///< of a scalar: in quotes, or a block scalar (`|`, `>`)
  bool verbatim = false;  ///< of a scalar: `text` is the bytes of the source from `text_begin`
  std::uint32_t text_begin = 0;  ///< of a verbatim scalar: offset of `text` in the file
  bool flow = false;             ///< of a collection: written in brackets or braces
  bool bare = false;             ///< of a null: its key stands in braces without a colon (`{key}`)
  std::vector<Node> items;       ///< of a list
  std::vector<Entry> entries;    ///< of a map, in the order written, keys all different

  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_list() const { return kind == Kind::List; }
  bool is_map() const { return kind == Kind::Map; }

  /// The value of `key`, or null if this is no map or has no such key.
  const Node* find(std::string_view key) const;

  /// Place of `length` bytes of the text from byte `begin` on: exact in a verbatim scalar, the
  /// whole scalar otherwise.
  Span part(std::size_t begin, std::size_t length) const;
};

/// A key is a scalar.
struct Entry {
  Node key;
  Node value;
};

/// A whole YAML stream of one document. Moves, but does not copy: its nodes borrow from it.
struct Document {
  Node root;
  std::deque<std::string> texts;  ///< texts that are not verbatim in the source
  /// False if the text is damaged so that what it says is not known; then `root` is a null, and a
  /// missing key is no news. Problems after which reading could go on leave it true.
  bool complete = true;

  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
};

}  // namespace plinth::yaml
