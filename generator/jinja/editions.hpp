#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace plinth::jinja {

// Two texts that differ in a few places are rendered in one go: what stands between
// `{% edition '3.0' %}` and `{% endedition %}` is in the text of that edition alone. Until the end
// both are one text, in which a mark opens and a mark closes what belongs to one edition. Marks are
// bytes that no UTF-8 has, so nothing that a template prints can be taken for one, and whatever
// moves text moves them along. What looks at the ends of lines or texts sees through them.

constexpr std::size_t most_editions = 2;

constexpr char opening_mark(std::size_t edition) { return static_cast<char>(0xF8U + edition); }
constexpr char closing_mark(std::size_t edition) { return static_cast<char>(0xFAU + edition); }
constexpr bool is_mark(char byte) { return static_cast<unsigned char>(byte) >= 0xF8U; }

/// Both texts of `marked`.
std::array<std::string, most_editions> texts_of_editions(std::string marked);

/// Takes the blanks and line breaks of ASCII away that stand at an end of one edition or of both,
/// in what `out` has from `begin` on.
void trim_editions(std::string& out, std::size_t begin);

bool has_marks(std::string_view text);

/// Whether trimming has to look behind marks.
inline bool has_marks_at_ends(std::string_view text) {
  return !text.empty() && (is_mark(text.front()) || is_mark(text.back()));
}

/// Who wants `indentation` in front of a line: nobody where it is empty.
class LineIndentation {
 public:
  /// For the line that begins `text`, which goes on behind it.
  explicit LineIndentation(std::string_view text);

  std::size_t size(std::string_view indentation) const {
    return indentation.size() * (editions_ != 0 ? 1 : 0) + (is_marked() ? 2 : 0);
  }
  /// Writes `size` bytes.
  void write_to(char* place, std::string_view indentation) const;
  void append_to(std::string& out, std::string_view indentation) const {
    const std::size_t before = out.size();
    out.resize(before + size(indentation));
    write_to(out.data() + before, indentation);
  }

 private:
  static constexpr unsigned everybody = (1U << most_editions) - 1;

  bool is_marked() const { return editions_ != 0 && editions_ != everybody; }
  unsigned read_behind_marks(std::string_view text) const;

  unsigned editions_ =
      everybody;  // bits; everybody who sees the place in front of the line, or one
};

inline LineIndentation::LineIndentation(std::string_view text) {
  if (text.empty() || text.front() == '\n') {
    editions_ = 0;
  } else if (is_mark(text.front())) {
    editions_ = read_behind_marks(text);
  }
}

}  // namespace plinth::jinja
