#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"

namespace plinth {

/// What stands for a sequence of characters.
struct Replacement {
  std::string from;
  std::string to;
};

/// How a character is written by its number: `\u{hex4}` is before `\u`, four digits, nothing after.
struct CodePointSpelling {
  std::string before;
  std::size_t digits = 1;  ///< at least; lower-case hexadecimal
  std::string after;
  bool utf16 = false;  ///< what lies above U+FFFF is written as its two surrogates
};

/// How free text is made harmless in one place of one language: the language's rules as data.
struct EscapingStyle {
  enum class LineBreaks {
    LikeControl,  ///< a line break is one more control character
    Keep,
    Fold,     ///< a line break and the blanks around it are one space
    Replace,  ///< each is `line_break`
  };
  enum class Trim { Off, Text, Lines };

  std::string name;   ///< of the filter
  Span place;         ///< in pack.yaml
  bool json = false;  ///< any value, written as JSON; then only `json_escapes` says more
  std::vector<char32_t> json_escapes;

  std::string before;
  std::string after;
  std::string
      fence;  ///< around all; its last character is repeated until the text holds no such run
  std::vector<Replacement> replacements;  ///< longest first
  std::vector<Replacement> line_starts;   ///< likewise, where a line of the text begins
  LineBreaks line_breaks = LineBreaks::LikeControl;
  std::string line_break;
  std::string line_prefix;                     ///< after each kept line break
  std::optional<CodePointSpelling> control;    ///< none: a control character is refused
  std::optional<CodePointSpelling> non_ascii;  ///< none: kept
  std::vector<std::string> refused;            ///< sequences that may not stand in the result
  Trim trim = Trim::Off;
};

/// Writes text in an escaping style. The text is taken in one pass: what was put in is not looked
/// at again. At each place the first of these that fits is taken: a sequence of `line_starts`, a
/// sequence of `replacements`, a line break, a control character, a non-ASCII character.
class Escaper {
 public:
  explicit Escaper(EscapingStyle style);

  /// `text` in the style. What the style cannot write (a control character, a refused sequence,
  /// ill-formed UTF-8) is a DiagnosticError `unprintable-text` at `place`.
  std::string escape(std::string_view text, const Span& place) const;

  const EscapingStyle& style() const { return style_; }

 private:
  std::string_view trimmed(std::string_view text) const;
  std::string escaped_inside(std::string_view text, const Span& place) const;
  std::size_t plain_length(std::string_view text) const;
  bool replace(const std::vector<Replacement>& table, std::string_view& text,
               std::string& out) const;
  bool write_line_break(std::string_view& text, std::string& out, const Span& place) const;
  void write_code_point(std::string_view& text, std::string& out, const Span& place) const;
  void write_control(char32_t value, std::string& out, const Span& place) const;
  std::string fence_around(std::string_view text) const;
  [[noreturn]] void refuse(const std::string& what, const Span& place) const;

  EscapingStyle style_;
  std::array<bool, 256> special_{};  ///< bytes that may begin something that is not copied as it is
};

}  // namespace plinth
