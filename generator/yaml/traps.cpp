#include "yaml/traps.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"

namespace plinth::yaml {
namespace {

constexpr std::size_t most_parts = 32;  // that one text is split into; keeps the search linear

bool is_plain(const Node& node) { return node.is_scalar() && !node.quoted && node.verbatim; }

/// How many parentheses `text` opens more than it closes; a negative count ends the search.
int unclosed(std::string_view text, int before = 0) {
  for (const char c : text) {
    if (c == '(') ++before;
    if (c == ')' && --before < 0) return before;
  }
  return before;
}

std::string count_in_words(std::size_t count) {
  constexpr std::array<std::string_view, 10> words{"no",   "one", "two",   "three", "four",
                                                   "five", "six", "seven", "eight", "nine"};
  return count < words.size() ? std::string(words[count]) : std::to_string(count);
}

/// Makes `node` the unquoted text from its beginning to `end`.
void stretch(Node& node, std::uint32_t end) {
  node.kind = Node::Kind::Scalar;
  node.span.end = end;
  node.bare = false;
  node.verbatim = true;
  node.text_begin = node.span.begin;
  node.text = node.span.file->text().substr(node.span.begin, end - node.span.begin);
}

/// Whether a key may have been meant: `{read, write}` are two that lack a value.
bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

/// The rest of a text that YAML took for a key: `B and C`.
bool is_loose(const Node& key) {
  return is_plain(key) && !is_word(key.text) &&
         key.text.find_first_of("()[]=/:") == std::string_view::npos;
}

void report_comma(const Node& first, const Node& last_part, std::uint32_t begin, std::size_t parts,
                  const FlowPlace& place, FileReport& report) {
  const std::string_view source = report.source();
  const char open = source[place.open.begin];
  const bool map = open != '[';
  const std::size_t comma = source.find(',', first.span.end);
  const std::string_view whole = source.substr(begin, last_part.span.end - begin);
  // A text of words can only be quoted: on a line of its own, each part would be a key again.
  const bool loose = first.span.begin != begin && is_loose(last_part);
  const std::string block = loose ? "" : as_block(source, place.open.begin, place.key);
  const std::string_view text =
      source.substr(first.span.begin, last_part.span.end - first.span.begin);
  const std::string_view key_before = source.substr(begin, first.span.begin - begin);
  report
      .error("yaml-comma", comma, comma + 1,
             in_backticks(whole) + " inside " + name_of_flow(open) + " was read as " +
                 count_in_words(parts) + (map ? " keys" : " items"))
      .label("YAML ends the value at this comma")
      .hint(block.empty()
                ? "put the text into quotes: `" + std::string(key_before) + quoted(text) + "`"
                : "write it as a block:\n" + block);
}

/// The parts of a collection that one text was split into: from `first` up to, not with, `end`.
struct Split {
  std::size_t end = 0;
  const Node* last = nullptr;
  bool ends_in_key = false;  // the last part is a key, its value was not split
};

/// `part(i)` is the first and the last scalar of the collection's part `i`, or a null pointer.
template <typename Part>
Split find_split(std::size_t first, std::size_t count, const Part& part) {
  const Node* last = part(first).second;
  if (last == nullptr || !is_plain(*last)) return {};
  int open = unclosed(last->text);
  if (open <= 0) return {};
  for (std::size_t at = first + 1; at < std::min(count, first + most_parts); ++at) {
    const auto [from, to] = part(at);
    if (from == nullptr || !is_plain(*from) || !is_plain(*to)) return {};
    open = unclosed(from->text, open);
    if (open == 0) return {at + 1, from, from != to};
    if (open > 0 && to != from) open = unclosed(to->text, open);
    if (open < 0) return {};
    if (open == 0) return {at + 1, to, false};
  }
  return {};
}

void join_items(Node& list, const FlowPlace& place, FileReport& report) {
  const auto part = [&list](std::size_t at) -> std::pair<const Node*, const Node*> {
    const Node& item = list.items[at];
    return item.is_scalar() ? std::pair{&item, &item} : std::pair<const Node*, const Node*>{};
  };
  std::size_t kept = 0;
  for (std::size_t at = 0; at < list.items.size();) {
    const Split split = find_split(at, list.items.size(), part);
    Node item = std::move(list.items[at]);
    if (split.last != nullptr) {
      const Node last = *split.last;
      report_comma(item, last, item.span.begin, split.end - at, place, report);
      stretch(item, last.span.end);
    }
    at = split.last != nullptr ? split.end : at + 1;
    list.items[kept++] = std::move(item);
  }
  list.items.resize(kept);
}

void join_entries(Node& map, const FlowPlace& place, FileReport& report) {
  const auto part = [&map](std::size_t at) -> std::pair<const Node*, const Node*> {
    const Entry& entry = map.entries[at];
    if (entry.value.is_null()) return {&entry.key, &entry.key};
    if (entry.value.is_scalar()) return {&entry.key, &entry.value};
    return {};
  };
  std::size_t kept = 0;
  for (std::size_t at = 0; at < map.entries.size();) {
    const Split split = find_split(at, map.entries.size(), part);
    Entry entry = std::move(map.entries[at]);
    if (split.last != nullptr) {
      Entry& last = map.entries[split.end - 1];
      const bool is_key = entry.value.is_null();
      const Node& end = split.ends_in_key && !is_key ? last.value : *split.last;
      Node& text = is_key ? entry.key : entry.value;
      report_comma(text, end, entry.key.span.begin, split.end - at, place, report);
      stretch(text, end.span.end);
      if (is_key && split.ends_in_key) {
        entry.value = std::move(last.value);
      } else if (is_key) {
        entry.value.span.begin = entry.value.span.end = text.span.end;
      }
    }
    at = split.last != nullptr ? split.end : at + 1;
    map.entries[kept++] = std::move(entry);
  }
  map.entries.resize(kept);
}

/// `{name: A, B and C}`: what stands behind the comma is no key but the rest of a text.
void join_loose_texts(Node& map, const FlowPlace& place, FileReport& report) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < map.entries.size();) {
    Entry entry = std::move(map.entries[at]);
    std::size_t end = at + 1;
    const auto continues = [&](const Entry& next) {
      return next.value.is_null() && next.value.bare && is_loose(next.key);
    };
    while (is_plain(entry.value) && end < map.entries.size() && continues(map.entries[end])) ++end;
    if (end > at + 1) {
      const Node& last = map.entries[end - 1].key;
      report_comma(entry.value, last, entry.key.span.begin, end - at, place, report);
      stretch(entry.value, last.span.end);
    }
    at = end;
    map.entries[kept++] = std::move(entry);
  }
  map.entries.resize(kept);
}

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '/' || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a pattern may end in `comment`: a slash with nothing, or a blank, behind it.
bool ends_pattern(std::string_view comment) {
  for (std::size_t at = comment.find('/'); at != std::string_view::npos;
       at = comment.find('/', at + 1)) {
    if (at + 1 == comment.size() || is_blank(comment[at + 1])) return true;
  }
  return false;
}

/// True if the comment finishes what the value began: a parenthesis, the second slash of a pattern,
/// or what stands behind `=`. `glued`: the `#` touches the word behind it, as it rarely does in
/// honest comments.
bool completes(std::string_view value, std::string_view comment, bool glued) {
  const int open = unclosed(value);
  if (open > 0 && comment.find(')') != std::string_view::npos) return true;
  if (value.ends_with('=')) return true;
  if (std::count(value.begin(), value.end(), '/') % 2 == 0) return false;
  const bool of_line = value.find(" /") != std::string_view::npos;
  if (of_line && ends_pattern(comment)) return true;
  const bool pattern = of_line || value.starts_with('/');
  return glued && pattern && comment.find('/') != std::string_view::npos;
}

std::string line_of(const Node& key, std::string_view text) {
  return "  " + (key.is_scalar() ? std::string(key.text) + ": " : std::string("- ")) + quoted(text);
}

void report_lost_value(Node& value, const Node& key, std::size_t hash, std::size_t end,
                       FileReport& report) {
  const std::string_view text = report.source().substr(hash, end - hash);
  const std::string owner = key.is_scalar() ? in_backticks(key.text) : std::string("this item");
  report
      .error("yaml-comment", hash, end,
             "the value of " + owner + " is lost, " + in_backticks(text) + " is a comment")
      .hint("if it is the value, put it into quotes:\n" + line_of(key, text) +
            "\nif it is a comment, put a space behind the `#`");
  value.span.begin = static_cast<std::uint32_t>(hash);
  stretch(value, static_cast<std::uint32_t>(end));
}

}  // namespace

void join_at_commas(Node& collection, const FlowPlace& place, FileReport& report) {
  if (collection.is_list()) join_items(collection, place, report);
  if (!collection.is_map()) return;
  join_entries(collection, place, report);
  join_loose_texts(collection, place, report);
}

void split_glued_colons(Node& map, FileReport& report) {
  for (Entry& entry : map.entries) {
    Node& key = entry.key;
    const std::size_t colon = key.text.find(':');
    const bool glued = entry.value.bare && is_plain(key) && colon != std::string_view::npos &&
                       colon > 0 && key.text.substr(colon, 2) != ":/";
    if (!glued) continue;
    const std::size_t at = key.text_begin + colon;
    report
        .error("yaml-missing-colon", at, at + 1,
               "found the key " + in_backticks(key.text) + " without a value, wanted `key: value`")
        .hint("a space is missing behind the colon: `" + std::string(key.text.substr(0, colon)) +
              ": " + std::string(key.text.substr(colon + 1)) + "`");
    entry.value.span.begin = static_cast<std::uint32_t>(at + 1);
    stretch(entry.value, key.span.end);
    stretch(key, static_cast<std::uint32_t>(at));
  }
}

void check_comment(Node& value, const Node& key, FileReport& report) {
  const bool plain = is_plain(value);
  if (!plain && !value.is_null()) return;
  const std::string_view source = report.source();
  const std::size_t hash = skip_blanks(source, value.span.end);
  if (hash >= source.size() || source[hash] != '#' || hash + 1 >= source.size()) return;
  const std::size_t stop = line_end(source, hash);
  std::size_t end = std::min(source.substr(0, stop).find(" #", hash), stop);
  while (end > hash && is_blank(source[end - 1])) --end;
  const bool glued = starts_word(source[hash + 1]);
  if (value.is_null()) {
    if (glued) report_lost_value(value, key, hash, end, report);
    return;
  }
  const std::string_view comment = source.substr(hash, end - hash);
  const std::string_view whole = source.substr(value.span.begin, end - value.span.begin);
  if (completes(value.text, comment, glued)) {
    report
        .error("yaml-comment", hash, hash + 1,
               "the text ends before ` #`, " + in_backticks(comment) + " is a comment")
        .hint("put the text into quotes:\n" + line_of(key, whole));
    stretch(value, static_cast<std::uint32_t>(end));
  } else if (glued && hash == value.span.end + 1) {
    report
        .warning("yaml-comment", hash, end,
                 "the text ends before ` #`, " + in_backticks(comment) + " is a comment")
        .hint("if it belongs to the text, put both into quotes:\n" + line_of(key, whole) +
              "\nif it is a comment, put a space behind the `#`");
  }
}

}  // namespace plinth::yaml
