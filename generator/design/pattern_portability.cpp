#include "design/pattern_portability.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "description/text_cursor.hpp"

namespace plinth {
namespace {

constexpr std::uint32_t most_repetitions = 255;  // DUPMAX of Spencer's library

class PatternScan {
 public:
  explicit PatternScan(std::string_view pattern) : pattern_(pattern) {}

  std::optional<PatternObstacle> first() {
    while (at_ < pattern_.size() && !found_) {
      switch (pattern_[at_]) {
        case '\\':
          read_escape();
          break;
        case '[':
          read_class();
          break;
        case '(':
          read_group();
          break;
        case '{':
          read_count();
          break;
        default:
          ++at_;
      }
    }
    return found_;
  }

 private:
  void report(std::size_t begin, std::size_t length, std::string_view hint = {}) {
    found_ = PatternObstacle{std::string(pattern_.substr(begin, length)), hint};
  }

  void read_escape() {
    const std::size_t begin = at_;
    const char c = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\\';
    at_ += 2;
    constexpr std::string_view alike = "dDwWsSnrtfv";
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter || alike.find(c) != std::string_view::npos) return;
    report(begin, 2,
           c == 'u' || c == 'x'   ? "write the character itself"
           : c == 'p' || c == 'P' ? "name what it holds: `[A-Za-z]`"
                                  : "");
  }

  void read_class() {
    const std::size_t begin = at_++;
    if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == ']') {
      return report(begin, at_ + 1 - begin,
                    pattern_[at_ - 1] == '^' ? "any character at all: `[\\s\\S]`" : "");
    }
    while (at_ < pattern_.size() && pattern_[at_] != ']' && !found_) {
      if (pattern_[at_] == '\\') {
        read_escape();
      } else if (pattern_.substr(at_).starts_with("[:")) {
        report(at_, 2, "write `\\[` for the bracket");
      } else {
        ++at_;
      }
    }
    ++at_;
  }

  void read_group() {
    const std::string_view rest = pattern_.substr(at_);
    const bool named =
        rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!");
    if (named) report(at_, 3, "write a group without a name");
    ++at_;
  }

  void read_count() {
    const std::size_t begin = at_++;
    while (at_ < pattern_.size() && (pattern_[at_] == ',' || is_digit(pattern_[at_]))) {
      const char* const from = pattern_.data() + at_;
      std::uint32_t count = 0;
      const auto end = std::from_chars(from, pattern_.data() + pattern_.size(), count);
      const bool large = end.ec == std::errc::result_out_of_range || count > most_repetitions;
      if (large) {
        const std::size_t close = std::min(pattern_.find('}', at_), pattern_.size() - 1);
        return report(begin, close + 1 - begin,
                      "say how long the text may be in brackets: `string(300)`");
      }
      at_ = end.ptr == from ? at_ + 1 : static_cast<std::size_t>(end.ptr - pattern_.data());
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::optional<PatternObstacle> found_;
};

}  // namespace

std::optional<PatternObstacle> obstacle_in(std::string_view pattern) {
  return PatternScan(pattern).first();
}

}  // namespace plinth
