#include "description/text_cursor.hpp"

#include <algorithm>

#include "diagnostics/unicode.hpp"

namespace plinth {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_version_byte(char c) { return is_word_byte(c) || c == '.' || c == '-' || c == '+'; }

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

char TextCursor::peek(std::size_t ahead) const {
  const std::size_t at = position_ + ahead;
  return at < source_.text.size() ? source_.text[at] : '\0';
}

void TextCursor::skip_blanks() {
  while (!at_end() && is_blank(peek())) advance();
}

bool TextCursor::take(std::string_view token) {
  if (!starts_with(token)) return false;
  advance(token.size());
  return true;
}

Spelled TextCursor::take_word() {
  const std::size_t begin = position_;
  while (!at_end() && is_word_byte(peek())) advance();
  return piece(begin, position_);
}

Spelled TextCursor::take_number() {
  const std::size_t begin = position_;
  if (peek() == '-' || peek() == '+') advance();
  while (!at_end()) {
    const char c = peek();
    const bool point = c == '.' && peek(1) != '.';
    const char before = position_ > begin ? source_.text[position_ - 1] : '\0';
    const bool sign_of_exponent = (c == '-' || c == '+') && (before == 'e' || before == 'E');
    if (!is_word_byte(c) && !point && !sign_of_exponent) break;
    advance();
  }
  return piece(begin, position_);
}

Spelled TextCursor::take_version() {
  const std::size_t begin = position_;
  while (is_version_byte(peek())) advance();
  return piece(begin, position_);
}

Spelled TextCursor::take_chunk() {
  const std::size_t begin = position_;
  while (!at_end() && !is_blank(peek())) advance();
  return piece(begin, position_);
}

bool TextCursor::skip_brackets(char open, char close) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = position_; at < source_.text.size(); ++at) {
    const char c = source_.text[at];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == open) ++depth;
    if (c == close && --depth == 0) {
      position_ = at + 1;
      return true;
    }
  }
  return false;
}

Spelled TextCursor::trimmed(std::size_t begin, std::size_t end) const {
  while (begin < end && is_blank(source_.text[begin])) ++begin;
  while (end > begin && is_blank(source_.text[end - 1])) --end;
  return piece(begin, end);
}

Span TextCursor::here() const {
  const std::size_t begin = std::min(position_, source_.text.size());
  const std::size_t length = at_end() ? 0 : decode_utf8(rest()).length;
  return place(begin, begin + length);
}

Spelled trim(const Spelled& source) { return TextCursor(source).trimmed(0, source.text.size()); }

}  // namespace plinth
