// The pattern is walked once per attempt and writes the text directly: the first alternative is
// taken, a quantifier repeats its least count plus `growth`. Attempts grow until the length fits.

#include "design/pattern_sample.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::size_t deepest_group = 50;
constexpr std::size_t longest_sample = 4096;

/// Whether the byte goes on with a character of UTF-8.
bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

class Sampler {
 public:
  Sampler(std::string_view pattern, std::uint64_t growth) : pattern_(pattern), growth_(growth) {}

  std::optional<std::string> sample() {
    std::string out = alternatives(0);
    if (failed_ || at_ != pattern_.size()) return std::nullopt;
    return out;
  }

 private:
  bool at_end() const { return at_ >= pattern_.size(); }
  char peek() const { return at_end() ? '\0' : pattern_[at_]; }
  char next() { return at_end() ? '\0' : pattern_[at_++]; }

  /// The first of the alternatives; the others are read and dropped.
  std::string alternatives(std::size_t depth) {
    if (depth > deepest_group) failed_ = true;
    std::string first = sequence(depth);
    while (!failed_ && peek() == '|') {
      next();
      sequence(depth);
    }
    return first;
  }

  std::string sequence(std::size_t depth) {
    std::string out;
    while (!failed_ && !at_end() && peek() != '|' && peek() != ')') {
      if (peek() == '^' || peek() == '$') {
        next();
        continue;
      }
      const std::string piece = atom(depth);
      const std::uint64_t times = repetitions();
      for (std::uint64_t i = 0; i < times && out.size() < longest_sample; ++i) out += piece;
    }
    return out;
  }

  std::string atom(std::size_t depth) {
    const char c = next();
    if (c == '(') return group(depth);
    if (c == '[') return character_class();
    if (c == '\\') return std::string(1, escape());
    if (c == '.') return "a";
    if (c == '*' || c == '+' || c == '?' || c == '{') failed_ = true;
    return character(c);
  }

  /// The character that starts with the byte `first`, which was just read.
  std::string character(char first) {
    std::string bytes(1, first);
    while (is_continuation(peek())) bytes += next();
    return bytes;
  }

  std::string group(std::size_t depth) {
    if (peek() == '?') {
      next();
      if (next() != ':') failed_ = true;  // look-around and named groups
    }
    std::string out = alternatives(depth + 1);
    if (next() != ')') failed_ = true;
    return out;
  }

  char escape() {
    const char c = next();
    switch (c) {
      case 'd':
        return '1';
      case 'w':
        return 'a';
      case 's':
        return ' ';
      case 'D':
      case 'S':
        return 'a';
      case 'W':
        return '-';
      default:
        break;
    }
    const bool letter_or_digit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\0';
    if (letter_or_digit) failed_ = true;  // \b, \1, \u…
    return c;
  }

  /// A character that the class holds; of a negated one, a letter or digit that it does not name.
  std::string character_class() {
    const bool negated = peek() == '^';
    if (negated) next();
    std::array<bool, 128> named{};
    std::string first;
    bool empty = true;
    while (!failed_ && (peek() != ']' || empty)) {
      if (at_end()) {
        failed_ = true;
        break;
      }
      const std::string low = class_member();
      std::string high = low;
      const bool range = peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']';
      if (range) {
        next();
        high = class_member();
      }
      if (empty) first = low;
      empty = false;
      // Beyond ASCII nothing is chosen for a negated class.
      const int last = high.size() == 1 ? high[0] : 127;
      for (int c = low[0]; c >= 0 && c <= last; ++c) named[static_cast<std::size_t>(c)] = true;
    }
    next();
    if (!negated) return first;
    for (const char c : std::string_view("ab1Z_- ")) {
      if (!named[static_cast<std::size_t>(c)]) return std::string(1, c);
    }
    failed_ = true;
    return "a";
  }

  std::string class_member() {
    const char c = next();
    return c == '\\' ? std::string(1, escape()) : character(c);
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(next() - '0'),
                                      longest_sample);
    }
    return value;
  }

  std::uint64_t repetitions() {
    std::uint64_t least = 1;
    std::uint64_t most = 1;
    switch (peek()) {
      case '*':
        next(), least = 0, most = longest_sample;
        break;
      case '+':
        next(), most = longest_sample;
        break;
      case '?':
        next(), least = 0;
        break;
      case '{': {
        next();
        least = most = number();
        if (peek() == ',') {
          next();
          most = peek() == '}' ? longest_sample : number();
        }
        if (next() != '}') failed_ = true;
        break;
      }
      default:
        return 1;
    }
    if (peek() == '?') next();  // a lazy quantifier matches the same texts
    return std::min(most, least + growth_);
  }

  std::string_view pattern_;
  std::uint64_t growth_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<std::string> sample_of_pattern(std::string_view pattern, std::uint64_t min_length,
                                             std::uint64_t max_length) {
  // 3 first: `[a-z]+` reads better as `aaaa` than as `a`, and is no longer than most limits.
  for (const unsigned growth : {3U, 0U, 1U, 2U, 4U, 5U, 6U, 8U, 10U, 15U, 20U, 31U, 50U, 100U}) {
    const std::optional<std::string> sample = Sampler(pattern, growth).sample();
    if (!sample) return std::nullopt;
    const std::size_t length = code_point_count(*sample);
    if (length >= min_length && length <= max_length) return sample;
  }
  return std::nullopt;
}

}  // namespace plinth
