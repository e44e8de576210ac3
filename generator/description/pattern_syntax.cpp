#include "description/pattern_syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "description/text_cursor.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// Reads a pattern from its beginning to its end, or to the first mistake.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

  std::string mistake() {
    std::size_t open = 0;
    bool repeatable = false;  // something stands in front that can be repeated
    while (at_ < pattern_.size() && mistake_.empty()) {
      const char c = pattern_[at_];
      if (c == '(') {
        ++open;
        read_group_start();
        repeatable = false;
      } else if (c == ')') {
        if (open == 0) mistake_ = "`)` closes nothing; the character itself is written `\\)`";
        if (open > 0) --open;
        ++at_;
        repeatable = true;
      } else if (c == '|' || c == '^' || c == '$') {
        ++at_;
        repeatable = false;
      } else if (const std::optional<std::string_view> repeats = quantifier()) {
        if (!repeatable) {
          mistake_ = in_backticks(*repeats) + " has nothing in front of it to repeat";
        }
        check_order(*repeats);
        at_ += repeats->size();
        if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;  // as few as possible
        repeatable = false;
      } else {
        read_atom();
        repeatable = true;
      }
    }
    if (mistake_.empty() && open > 0) {
      mistake_ = "`(` is never closed; the character itself is written `\\(`";
    }
    return mistake_;
  }

 private:
  void read_group_start() {
    ++at_;
    if (at_ >= pattern_.size() || pattern_[at_] != '?') return;
    const std::string_view rest = pattern_.substr(at_ + 1);
    constexpr std::array<std::string_view, 5> kinds{":", "=", "!", "<=", "<!"};
    for (const std::string_view kind : kinds) {
      if (!rest.starts_with(kind)) continue;
      at_ += 1 + kind.size();
      return;
    }
    const std::size_t end = rest.find('>');
    if (rest.starts_with('<') && end != std::string_view::npos && end > 1) {
      at_ += end + 2;
      return;
    }
    mistake_ = "`(?` is followed by `:`, `=`, `!`, `<=`, `<!` or `<name>`";
  }

  /// `*`, `+`, `?`, `{2}`, `{2,}` or `{2,5}`, if that stands here.
  std::optional<std::string_view> quantifier() const {
    const char c = pattern_[at_];
    if (c == '*' || c == '+' || c == '?') return pattern_.substr(at_, 1);
    if (c != '{') return std::nullopt;
    std::size_t end = at_ + 1;
    const std::size_t first = end;
    while (end < pattern_.size() && is_digit(pattern_[end])) ++end;
    if (end == first) return std::nullopt;
    if (end < pattern_.size() && pattern_[end] == ',') ++end;
    while (end < pattern_.size() && is_digit(pattern_[end])) ++end;
    if (end >= pattern_.size() || pattern_[end] != '}') return std::nullopt;
    return pattern_.substr(at_, end + 1 - at_);
  }

  void check_order(std::string_view repeats) {
    const std::size_t comma = repeats.find(',');
    if (comma == std::string_view::npos || comma + 2 >= repeats.size()) return;
    std::uint64_t least = 0, most = 0;
    std::from_chars(repeats.data() + 1, repeats.data() + comma, least);
    std::from_chars(repeats.data() + comma + 1, repeats.data() + repeats.size() - 1, most);
    if (least > most) mistake_ = in_backticks(repeats) + " counts backwards";
  }

  void read_atom() {
    if (pattern_[at_] == '[') return read_class();
    if (pattern_[at_] == '\\') return read_escape();
    ++at_;
  }

  void read_escape() {
    at_ += 2;
    if (at_ > pattern_.size()) mistake_ = "it ends with `\\`, which belongs to what follows";
  }

  /// One end of a range: its character, or nothing for what is more than one.
  std::optional<unsigned char> read_class_member() {
    const bool escaped = pattern_[at_] == '\\';
    if (escaped) {
      read_escape();
      return std::nullopt;
    }
    return static_cast<unsigned char>(pattern_[at_++]);
  }

  void read_class() {
    const std::size_t open = at_++;
    if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
    while (at_ < pattern_.size() && pattern_[at_] != ']' && mistake_.empty()) {
      const std::size_t begin = at_;
      const std::optional<unsigned char> low = read_class_member();
      const bool range =
          at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']';
      if (!range) continue;
      ++at_;
      const std::optional<unsigned char> high = read_class_member();
      // Beyond ASCII a character has several bytes, of which these are not the whole.
      if (low && high && *low < 0x80 && *high < 0x80 && *low > *high) {
        mistake_ = in_backticks(pattern_.substr(begin, at_ - begin)) + " runs backwards";
      }
    }
    if (!mistake_.empty()) return;
    if (at_ >= pattern_.size()) {
      mistake_ = in_backticks(pattern_.substr(open)) +
                 " is never closed; the character itself is written `\\[`";
      return;
    }
    ++at_;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string mistake_;
};

}  // namespace

std::string mistake_in_pattern(std::string_view pattern) {
  return PatternReader(pattern).mistake();
}

}  // namespace plinth
