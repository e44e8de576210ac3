#include "jinja/editions.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace plinth::jinja {
namespace {

/// Where the next mark is at or behind `at`; the size of the text if there is none.
std::size_t next_mark(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  while (at < text.size()) {
    std::uint64_t eight = 0;
    if (at + sizeof(eight) <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof(eight));
      if ((eight & high_bits) == 0) {
        at += sizeof(eight);
        continue;
      }
    }
    const std::size_t end = std::min(at + sizeof(eight), text.size());
    for (; at < end; ++at) {
      if (is_mark(text[at])) return at;
    }
  }
  return text.size();
}

constexpr unsigned everybody = (1U << most_editions) - 1;

/// The editions, as bits, that see what stands at a place of a text that is read in one direction.
class Audience {
 public:
  unsigned seen_by() const { return seen_by_; }
  /// Who can see the place where the reading began, as far as it is known.
  unsigned began_with() const { return began_with_; }

  /// Goes over a mark. Read backwards, what closes opens.
  void pass(char mark, bool backwards) {
    const unsigned place = static_cast<unsigned char>(mark) & 7U;
    const bool opens = (place < most_editions) != backwards;
    if (opens) {
      outer_.push_back(seen_by_);
      seen_by_ &= 1U << (place % most_editions);
    } else if (outer_.empty()) {
      began_with_ &= 1U << (place % most_editions);
    } else {
      seen_by_ = outer_.back();
      outer_.pop_back();
    }
  }

 private:
  unsigned seen_by_ = everybody;
  unsigned began_with_ = everybody;
  std::vector<unsigned> outer_;
};

bool is_blank(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// The end of a text at which `first` begins, without what is blank there for an edition. Stops,
/// and moves `first` to where it does, as soon as every edition has seen something else.
template <typename Iterator>
std::string trimmed_end(Iterator& first, Iterator last, bool backwards) {
  std::string kept;
  Audience audience;
  unsigned waiting = everybody;  // have seen nothing but blanks
  for (; first != last && waiting != 0; ++first) {
    const char byte = *first;
    if (is_mark(byte)) {
      audience.pass(byte, backwards);
      kept += byte;
    } else if (!is_blank(byte)) {
      waiting &= ~audience.seen_by();
      kept += byte;
    } else if (const unsigned others = audience.seen_by() & ~waiting;
               others == audience.seen_by()) {
      kept += byte;
    } else if (others != 0) {
      const std::size_t edition = others == 1 ? 0 : 1;  // there are two: it is one of them
      kept += backwards ? closing_mark(edition) : opening_mark(edition);
      kept += byte;
      kept += backwards ? opening_mark(edition) : closing_mark(edition);
    }
  }
  return kept;
}

}  // namespace

bool has_marks(std::string_view text) { return next_mark(text, 0) < text.size(); }

std::array<std::string, most_editions> texts_of_editions(std::string marked) {
  std::array<std::string, most_editions> texts;
  texts[1].reserve(marked.size());
  Audience audience;
  std::size_t size = 0;  // of the first text, which is made where the marked one lies
  for (std::size_t at = 0; at < marked.size();) {
    const std::size_t mark = next_mark(marked, at);
    if ((audience.seen_by() & 2U) != 0) texts[1].append(marked, at, mark - at);
    if ((audience.seen_by() & 1U) != 0) {
      if (size != at) std::memmove(marked.data() + size, marked.data() + at, mark - at);
      size += mark - at;
    }
    if (mark < marked.size()) audience.pass(marked[mark], false);
    at = mark + 1;
  }
  marked.resize(size);
  texts[0] = std::move(marked);
  return texts;
}

unsigned LineIndentation::read_behind_marks(std::string_view text) const {
  Audience audience;
  unsigned waiting = everybody;  // have seen nothing of the line, nor its end
  unsigned wanting = 0;
  for (const char byte : text) {
    if (is_mark(byte)) {
      audience.pass(byte, false);
    } else {
      if (byte != '\n') wanting |= audience.seen_by() & waiting;
      waiting &= ~audience.seen_by();
    }
    if ((waiting & audience.began_with()) == 0) break;
  }
  // Marks are needed only where somebody sees the place who wants nothing there.
  wanting &= audience.began_with();
  return wanting == audience.began_with() ? everybody : wanting;
}

void LineIndentation::write_to(char* place, std::string_view indentation) const {
  if (editions_ == 0) return;
  const std::size_t edition = editions_ == 1 ? 0 : 1;
  if (is_marked()) *place++ = opening_mark(edition);
  place = std::copy(indentation.begin(), indentation.end(), place);
  if (is_marked()) *place = closing_mark(edition);
}

void trim_editions(std::string& out, std::size_t begin) {
  auto back = std::make_reverse_iterator(out.end());
  std::string tail = trimmed_end(
      back, std::make_reverse_iterator(out.begin() + static_cast<std::ptrdiff_t>(begin)), true);
  std::reverse(tail.begin(), tail.end());
  out.replace(back.base(), out.end(), tail);
  auto front = out.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto start = front;
  const std::string head = trimmed_end(front, out.end(), false);
  out.replace(start, front, head);
}

}  // namespace plinth::jinja
