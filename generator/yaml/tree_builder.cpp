#include "yaml/tree_builder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"
#include "yaml/traps.hpp"

namespace plinth::yaml {
namespace {

constexpr std::size_t small_map = 16;  // keys; comparing all of them is faster than hashing

/// True if the unquoted text in front of `at` ends there.
bool ends_plain(std::string_view text, std::size_t at) {
  if (is_blank_or_end(text, at)) return true;
  return text[at] == ',' || text[at] == ']' || text[at] == '}' || text[at] == ':';
}

}  // namespace

TreeBuilder::TreeBuilder(std::string_view text, Document& document, FileReport& report,
                         const Limits& limits)
    : text_(text), document_(document), report_(report), limits_(limits) {}

void TreeBuilder::count_node(std::size_t at) {
  if (++nodes_ <= limits_.nodes) return;
  report_
      .error("yaml-too-many-nodes", at, at,
             "more than " + std::to_string(limits_.nodes) + " keys and values")
      .hint("split the file");
  throw ReadingStopped();
}

void TreeBuilder::borrow_text(Node& node, std::size_t begin, std::size_t length) {
  node.text = report_.source().substr(begin, length);
  node.text_begin = static_cast<std::uint32_t>(begin);
  node.verbatim = true;
}

void TreeBuilder::own_text(Node& node, const std::string& value) {
  node.text = document_.texts.emplace_back(value);
}

std::size_t TreeBuilder::null_word(std::size_t at) const {
  constexpr std::array<std::string_view, 4> words{"null", "~", "Null", "NULL"};
  const std::string_view rest = text_.substr(std::min(at, text_.size()));
  for (const std::string_view word : words) {
    if (!rest.starts_with(word) || !ends_plain(text_, at + word.size())) continue;
    // The parser names the place of what comes next where nothing is written: here a key.
    const std::size_t next = skip_blanks(text_, at + word.size());
    const bool is_key =
        next < text_.size() && text_[next] == ':' && is_blank_or_end(text_, next + 1);
    const bool wants_key =
        !frames_.empty() && frames_.back().collection.is_map() && !frames_.back().has_key;
    return is_key && !wants_key ? 0 : word.size();
  }
  return 0;
}

/// Where the value of the current key or dash would stand.
std::size_t TreeBuilder::place_of_missing_value(bool& bare) const {
  if (frames_.empty()) return 0;
  const Frame& frame = frames_.back();
  const bool map = frame.collection.is_map();
  std::size_t at = skip_separation(text_, frame.end);
  const char mark = map ? ':' : '-';
  if (at >= text_.size() || text_[at] != mark) {
    bare = map;
    return frame.end;
  }
  ++at;
  return at < text_.size() && text_[at] == ' ' ? at + 1 : at;
}

void TreeBuilder::add_null(std::size_t at) {
  count_node(at);
  Node node;
  if (const std::size_t length = null_word(at); length > 0) {
    node.kind = Node::Kind::Scalar;
    node.span = span(at, at + length);
    borrow_text(node, at, length);
  } else {
    const std::size_t place = place_of_missing_value(node.bare);
    node.span = span(place, place);
  }
  add(std::move(node));
}

void TreeBuilder::add_scalar(std::size_t at, bool quoted, const std::string& value) {
  count_node(at);
  Node node;
  node.kind = Node::Kind::Scalar;
  node.span = span(at, at);
  node.quoted = quoted;
  if (!quoted) {
    place_plain(node, value);
  } else if (text_[at] == '|' || text_[at] == '>') {
    place_block_text(node);
    own_text(node, value);
  } else {
    place_quoted(node, value);
  }
  add(std::move(node));
}

void TreeBuilder::place_plain(Node& node, const std::string& value) {
  const std::size_t begin = node.span.begin;
  if (text_.substr(begin, value.size()) == value) {
    node.span = span(begin, begin + value.size());
    return borrow_text(node, begin, value.size());
  }
  // Several lines, folded: each run of blanks and line ends became spaces or line ends.
  std::size_t at = begin;
  for (std::size_t i = 0; i < value.size() && at < text_.size();) {
    if (value[i] == text_[at] && !is_blank(value[i])) {
      ++i, ++at;
      continue;
    }
    while (i < value.size() && (is_blank(value[i]) || value[i] == '\n')) ++i;
    at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
  }
  node.span = span(begin, at);
  own_text(node, value);
}

void TreeBuilder::place_quoted(Node& node, const std::string& value) {
  const std::size_t open = node.span.begin;
  const char quote = text_[open];
  std::size_t close = open + 1;
  bool escaped = false;
  for (; close < text_.size(); ++close) {
    const char c = text_[close];
    if (c == '\\' && quote == '"') {
      escaped = true;
      ++close;
    } else if (c == quote) {
      if (quote == '"' || close + 1 >= text_.size() || text_[close + 1] != quote) break;
      escaped = true;
      ++close;
    } else if (c == '\n') {
      escaped = true;
    }
  }
  node.span = span(open, std::min(close + 1, text_.size()));
  if (!escaped && text_.substr(open + 1, close - open - 1) == value) {
    borrow_text(node, open + 1, value.size());
  } else {
    own_text(node, value);
  }
}

void TreeBuilder::place_block_text(Node& node) const {
  std::size_t parent = 0;
  for (const Frame& frame : frames_) {
    if (!frame.collection.flow) parent = frame.column + 1;
  }
  std::size_t end = line_end(text_, node.span.begin);
  for (std::size_t line = next_line_start(text_, end); line < text_.size();
       line = next_line_start(text_, line)) {
    const std::size_t word = skip_spaces(text_, line);
    if (ends_line(text_, word)) continue;
    if (word - line < parent) break;
    end = line_end(text_, word);
  }
  node.span = span(node.span.begin, end);
}

void TreeBuilder::open(Node::Kind kind, std::size_t at, bool flow) {
  count_node(at);
  if (frames_.size() >= limits_.depth) {
    report_
        .error("yaml-depth", at, at + 1,
               "nested deeper than " + std::to_string(limits_.depth) + " levels")
        .hint("use fewer levels");
    throw ReadingStopped();
  }
  Frame& frame = frames_.emplace_back();
  frame.collection.kind = kind;
  frame.collection.flow = flow;
  frame.collection.span = span(at, at);
  frame.end = at;
  if (flow) return;  // flow collections have no column, and their lines may be long
  const std::size_t line_break = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
  frame.column = line_break == std::string_view::npos ? at : at - line_break - 1;
}

/// The parser does not tell where a flow collection ends; only separators stand before its bracket.
std::size_t TreeBuilder::end_of_flow(const Frame& frame) const {
  const char open = text_[frame.collection.span.begin];
  if (open != '[' && open != '{') return frame.end;  // a pair in a list: `[key: value]`
  std::size_t at = frame.end == frame.collection.span.begin ? frame.end + 1 : frame.end;
  while (at < text_.size()) {
    at = skip_separation(text_, at);
    if (at < text_.size() && (text_[at] == ']' || text_[at] == '}')) return at + 1;
    if (at >= text_.size() || (text_[at] != ',' && text_[at] != ':')) break;
    ++at;
  }
  return std::min(at, text_.size());
}

FlowPlace TreeBuilder::place_of(const Frame& frame) const {
  FlowPlace place{frame.collection.span, {}};
  if (frames_.size() < 2) return place;
  const Frame& parent = frames_[frames_.size() - 2];
  if (parent.collection.is_map() && !parent.collection.flow) place.key = parent.key.text;
  return place;
}

void TreeBuilder::close() {
  Frame& frame = frames_.back();
  Node& collection = frame.collection;
  if (collection.flow) {
    frame.end = end_of_flow(frame);
    join_at_commas(collection, place_of(frame), report_);
    if (collection.is_map()) split_glued_colons(collection, report_);
  }
  if (collection.is_map()) remove_duplicate_keys(collection);
  collection.span = span(collection.span.begin, frame.end);
  Node finished = std::move(collection);
  frames_.pop_back();
  add(std::move(finished));
}

void TreeBuilder::add(Node node) {
  if (frames_.empty()) {
    document_.root = std::move(node);
    return;
  }
  Frame& frame = frames_.back();
  frame.end = node.span.end;
  if (frame.collection.is_map() && !frame.has_key) return add_key(frame, std::move(node));
  take_value(frame, std::move(node));
}

void TreeBuilder::add_key(Frame& frame, Node node) {
  if (!node.is_scalar()) {
    report_
        .error("yaml-key-not-text", node.span.begin, std::max(node.span.end, node.span.begin + 1),
               "a key that is a list or a map, wanted a name")
        .hint("write a name before the colon");
    document_.complete = false;
  }
  frame.key = std::move(node);
  frame.has_key = true;
}

void TreeBuilder::take_value(Frame& frame, Node node) {
  const bool map = frame.collection.is_map();
  if (!frame.collection.flow) check_comment(node, map ? frame.key : Node{}, report_);
  frame.end = std::max<std::size_t>(frame.end, node.span.end);
  if (!map) {
    frame.collection.items.push_back(std::move(node));
    return;
  }
  frame.has_key = false;
  if (frame.key.is_scalar())
    frame.collection.entries.push_back({std::move(frame.key), std::move(node)});
  frame.key = {};
}

void TreeBuilder::remove_duplicate_keys(Node& map) {
  std::vector<Entry>& entries = map.entries;
  const bool small = entries.size() <= small_map;
  seen_.clear();
  std::size_t kept = 0;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const Node& key = entries[at].key;
    std::size_t first = 0;
    if (small) {
      while (first < kept && entries[first].key.text != key.text) ++first;
    } else {
      first = seen_.emplace(key.text, kept).first->second;
    }
    if (first < kept) {
      report_
          .error("yaml-duplicate-key", key.span.begin, key.span.end,
                 "duplicate key " + in_backticks(key.text))
          .note(entries[first].key.span, "the same key stands here")
          .hint("remove one of the two, or rename it");
      continue;
    }
    if (kept != at) entries[kept] = std::move(entries[at]);
    ++kept;
  }
  entries.resize(kept);
}

}  // namespace plinth::yaml
