#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "yaml/file_report.hpp"
#include "yaml/node.hpp"
#include "yaml/reader.hpp"
#include "yaml/traps.hpp"

namespace plinth::yaml {

/// Thrown by the builder when reading has to end at once; the reason was reported.
class ReadingStopped : public std::exception {};

/// Makes nodes with exact places from what the parser says, which is a beginning for each node and
/// nothing about its end. Offsets count in `text`, what the parser sees; it has the length of the
/// file, and differs from it in characters that were reported and neutralised.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, Document& document, FileReport& report, const Limits& limits);

  /// A value that is missing or one of the words for "nothing"; `at` may be of what comes next.
  void add_null(std::size_t at);
  void add_scalar(std::size_t at, bool quoted, const std::string& value);
  void open(Node::Kind kind, std::size_t at, bool flow);
  void close();

 private:
  struct Frame {
    Node collection;
    Node key;
    bool has_key = false;
    std::size_t end = 0;  // of what was read of it so far
    std::size_t column = 0;
  };

  void add(Node node);
  void add_key(Frame& frame, Node node);
  void take_value(Frame& frame, Node node);
  void count_node(std::size_t at);
  Span span(std::size_t begin, std::size_t end) const { return report_.span(begin, end); }

  /// Length of the word `null` or `~` that stands alone at `at`; 0 if there is none.
  std::size_t null_word(std::size_t at) const;
  std::size_t place_of_missing_value(bool& bare) const;
  void place_plain(Node& node, const std::string& value);
  void place_quoted(Node& node, const std::string& value);
  void place_block_text(Node& node) const;
  void own_text(Node& node, const std::string& value);
  void borrow_text(Node& node, std::size_t begin, std::size_t length);
  std::size_t end_of_flow(const Frame& frame) const;
  FlowPlace place_of(const Frame& frame) const;
  void remove_duplicate_keys(Node& map);

  std::string_view text_;
  Document& document_;
  FileReport& report_;
  const Limits& limits_;
  std::vector<Frame> frames_;
  std::size_t nodes_ = 0;
  std::unordered_map<std::string_view, std::size_t>
      seen_;  // of remove_duplicate_keys, kept for its memory
};

}  // namespace plinth::yaml
