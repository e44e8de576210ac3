#include <charconv>
#include <string>

#include "diagnostics/unicode.hpp"
#include "jinja/expression_parser.hpp"
#include "jinja/template_error.hpp"

namespace plinth::jinja {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// Python's escapes, without names of characters.
class Unquoter {
 public:
  Unquoter(std::string_view inside, const Span& span) : rest_(inside), span_(span) {}

  std::string run() {
    while (!rest_.empty()) {
      const char c = next();
      if (c == '\\' && !rest_.empty()) {
        escape(next());
      } else if (c == '\r') {
        if (!rest_.empty() && rest_.front() == '\n') next();
        out_ += '\n';
      } else {
        out_ += c;
      }
    }
    return std::move(out_);
  }

 private:
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  void escape(char c) {
    switch (c) {
      case 'n':
        out_ += '\n';
        return;
      case 't':
        out_ += '\t';
        return;
      case 'r':
        out_ += '\r';
        return;
      case 'a':
        out_ += '\a';
        return;
      case 'b':
        out_ += '\b';
        return;
      case 'f':
        out_ += '\f';
        return;
      case 'v':
        out_ += '\v';
        return;
      case '\n':
        return;  // the text goes on in the next line
      case '\\':
      case '\'':
      case '"':
        out_ += c;
        return;
      case 'x':
        code_point(2);
        return;
      case 'u':
        code_point(4);
        return;
      case 'U':
        code_point(8);
        return;
      default:
        break;
    }
    if (is_octal(c)) {
      octal(c);
    } else {
      (out_ += '\\') += c;
    }
  }

  void code_point(std::size_t digits) {
    std::uint32_t value = 0;
    const char* end = rest_.data() + std::min(digits, rest_.size());
    const auto [stop, error] = std::from_chars(rest_.data(), end, value, 16);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (rest_.size() < digits || error != std::errc{} || stop != end || surrogate ||
        value > 0x10FFFF) {
      fail(span_, "template-syntax",
           "this text has an escape that is no character: " + std::to_string(digits) +
               " hexadecimal digits of a Unicode character were expected");
    }
    rest_.remove_prefix(digits);
    out_ += encode_utf8(value);
  }

  void octal(char first) {
    std::uint32_t value = static_cast<std::uint32_t>(first - '0');
    for (int more = 0; more < 2 && !rest_.empty() && is_octal(rest_.front()); ++more) {
      value = value * 8 + static_cast<std::uint32_t>(next() - '0');
    }
    out_ += encode_utf8(value);
  }

  std::string_view rest_;
  const Span& span_;
  std::string out_;
};

}  // namespace

std::string unquote(std::string_view literal, const Span& span) {
  return Unquoter(literal.substr(1, literal.size() - 2), span).run();
}

}  // namespace plinth::jinja
