#pragma once

#include <cstddef>
#include <string_view>

#include "description/spelled.hpp"

namespace plinth {

/// `A-Z a-z 0-9 _`, and every byte of a character outside ASCII, so that a foreign letter stays
/// inside the word it spoils.
bool is_word_byte(char c);
bool is_version_byte(char c);  ///< those, and `.`, `-`, `+`
bool is_digit(char c);
bool is_blank(char c);

/// A place in a line of the description's small languages (field lines, rules, expressions) and
/// the moves that their parsers share. Borrows the text.
class TextCursor {
 public:
  explicit TextCursor(const Spelled& source) : source_(source) {}

  bool at_end() const { return position_ >= source_.text.size(); }
  std::size_t position() const { return position_; }
  void move_to(std::size_t position) { position_ = position; }
  std::string_view rest() const { return source_.text.substr(position_); }

  /// The byte `ahead` of the place, or NUL behind the end.
  char peek(std::size_t ahead = 0) const;
  bool starts_with(std::string_view token) const { return rest().substr(0, token.size()) == token; }

  void advance(std::size_t bytes = 1) { position_ += bytes; }
  void skip_blanks();
  void move_to_end() { position_ = source_.text.size(); }

  /// Moves behind `token` if it stands here.
  bool take(std::string_view token);
  /// The word that stands here; empty if none does.
  Spelled take_word();
  /// A number or what was meant to be one: stops before `..` and at everything that is neither
  /// letter, digit, point nor sign.
  Spelled take_number();
  /// The name of a version of the API: `v2`, `1.1`, `2025-01`.
  Spelled take_version();
  /// Everything up to the next blank.
  Spelled take_chunk();
  /// Moves from an opening bracket to behind its closing one; brackets inside are counted, those
  /// in single quotes are not. False, and no move, if it is never closed.
  bool skip_brackets(char open, char close);

  Spelled piece(std::size_t begin, std::size_t end) const { return source_.piece(begin, end); }
  /// `piece` without blanks at its ends.
  Spelled trimmed(std::size_t begin, std::size_t end) const;
  Span place(std::size_t begin, std::size_t end) const { return source_.place(begin, end); }
  /// From `begin` to here.
  Span place_from(std::size_t begin) const { return source_.place(begin, position_); }
  /// The character that stands here; behind the end, no bytes.
  Span here() const;

 private:
  Spelled source_;
  std::size_t position_ = 0;
};

/// `source` without blanks at its ends.
Spelled trim(const Spelled& source);

}  // namespace plinth
