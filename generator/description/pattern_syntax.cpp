#include "description/pattern_syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "description/text_cursor.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t most_repetitions = 255;  // DUPMAX of Spencer's library

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// Reads a pattern from its beginning to its end, or to the first mistake; notes the first
/// obstacle.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) { read(); }

  const std::string& mistake() const { return mistake_; }
  const std::optional<PatternObstacle>& obstacle() const { return obstacle_; }

 private:
  void read() {
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
        check_counts(*repeats);
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
  }

  void note_obstacle(std::string_view written, std::string_view hint) {
    if (!obstacle_) obstacle_ = PatternObstacle{written, hint};
  }

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
      note_obstacle(pattern_.substr(at_ - 1, 3), "write a group without a name");
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

  static std::uint64_t count_of(std::string_view digits) {
    std::uint64_t count = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return end.ec == std::errc::result_out_of_range ? std::numeric_limits<std::uint64_t>::max()
                                                    : count;
  }

  void check_counts(std::string_view repeats) {
    if (!repeats.starts_with('{')) return;
    const std::string_view counts = repeats.substr(1, repeats.size() - 2);
    const std::size_t comma = std::min(counts.find(','), counts.size());
    const std::string_view upper = counts.substr(std::min(comma + 1, counts.size()));
    const std::uint64_t least = count_of(counts.substr(0, comma));
    const std::uint64_t most = upper.empty() ? least : count_of(upper);
    if (least > most) mistake_ = in_backticks(repeats) + " counts backwards";
    if (most > most_repetitions) {
      note_obstacle(repeats, "say how long the text may be in brackets: `string(300)`");
    }
  }

  void read_atom() {
    if (pattern_[at_] == '[') return read_class();
    if (pattern_[at_] == '\\') return read_escape();
    ++at_;
  }

  void read_escape() {
    const std::string_view escape = pattern_.substr(at_, 2);
    at_ += 2;
    if (at_ > pattern_.size()) {
      mistake_ = "it ends with `\\`, which belongs to what follows";
      return;
    }
    constexpr std::string_view alike = "dDwWsSnrtfv";
    const char c = escape[1];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter || alike.find(c) != std::string_view::npos) return;
    note_obstacle(escape, c == 'u' || c == 'x'   ? "write the character itself"
                          : c == 'p' || c == 'P' ? "name what it holds: `[A-Za-z]`"
                                                 : "");
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
    const bool negated = at_ < pattern_.size() && pattern_[at_] == '^';
    if (negated) ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == ']') {
      note_obstacle(pattern_.substr(open, at_ + 1 - open),
                    negated ? "any character at all: `[\\s\\S]`" : "");
    }
    while (at_ < pattern_.size() && pattern_[at_] != ']' && mistake_.empty()) {
      const std::size_t begin = at_;
      if (pattern_.substr(at_).starts_with("[:")) {
        note_obstacle(pattern_.substr(at_, 2), "write `\\[` for the bracket");
      }
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
  std::optional<PatternObstacle> obstacle_;
};

}  // namespace

std::string mistake_in_pattern(std::string_view pattern) {
  return PatternReader(pattern).mistake();
}

std::optional<PatternObstacle> obstacle_in_pattern(std::string_view pattern) {
  return PatternReader(pattern).obstacle();
}

}  // namespace plinth
