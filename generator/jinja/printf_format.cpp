#include "jinja/printf_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "diagnostics/unicode.hpp"
#include "jinja/number_layout.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

constexpr std::int64_t longest_precision = 300;

/// One `%...x` of the format.
struct Directive {
  bool minus = false;
  bool zero = false;
  bool plus = false;
  bool blank = false;
  bool alternate = false;
  std::int64_t width = 0;
  std::optional<std::int64_t> precision;
  char kind = 's';
};

class PrintfFormatter {
 public:
  PrintfFormatter(std::string_view format, const Value& arguments, const Site& site)
      : rest_(format), arguments_(arguments), site_(site) {}

  std::string run() {
    while (!rest_.empty()) {
      const std::size_t percent = std::min(rest_.find('%'), rest_.size());
      out_ += rest_.substr(0, percent);
      rest_.remove_prefix(percent);
      if (!rest_.empty()) directive();
      check_text_size(out_.size(), site_);
    }
    const bool unused = !arguments_.is_map() && used_ < argument_count();
    if (unused) fail("there are more values than places for them in this format");
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::string message) const {
    jinja::fail(site_.span, "wrong-format", std::move(message));
  }

  std::size_t argument_count() const { return arguments_.is_tuple() ? arguments_.size() : 1; }

  char next() {
    if (rest_.empty()) fail("this format ends in the middle of a `%`");
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  const Value& next_argument() {
    if (used_ >= argument_count()) fail("there are too few values for this format");
    const std::size_t at = used_++;
    return arguments_.is_tuple() ? arguments_.as_list()[at] : arguments_;
  }

  std::optional<std::int64_t> number() {
    if (!rest_.empty() && rest_.front() == '*') {
      next();
      const Value& value = next_argument();
      if (!value.is_integer()) fail("`*` wants an integer");
      return value.as_integer();
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error == std::errc::result_out_of_range) fail("a width is too large");
    if (error != std::errc{} || rest_.front() == '-') return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  /// The value for `%(key)s`, or null.
  const Value* keyed_argument() {
    if (rest_.empty() || rest_.front() != '(') return nullptr;
    const std::size_t end = rest_.find(')');
    if (end == std::string_view::npos) fail("a `%(` is never closed");
    const std::string_view key = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (!arguments_.is_map()) fail("`%(" + std::string(key) + ")` wants a map of values");
    const Value* found = arguments_.as_map().find(key);
    if (found == nullptr) fail("there is no value for " + quoted(key));
    return found;
  }

  bool flag(Directive& directive) {
    switch (rest_.empty() ? '\0' : rest_.front()) {
      case '-':
        directive.minus = true;
        break;
      case '0':
        directive.zero = true;
        break;
      case '+':
        directive.plus = true;
        break;
      case ' ':
        directive.blank = true;
        break;
      case '#':
        directive.alternate = true;
        break;
      default:
        return false;
    }
    next();
    return true;
  }

  void directive() {
    next();
    Directive directive;
    const Value* keyed = keyed_argument();
    while (flag(directive)) {
    }
    directive.width = number().value_or(0);
    if (directive.width < 0) {
      directive.minus = true;
      directive.width = directive.width < -INT64_MAX ? INT64_MAX : -directive.width;
    }
    if (!rest_.empty() && rest_.front() == '.') {
      next();
      directive.precision = std::max<std::int64_t>(number().value_or(0), 0);
    }
    while (!rest_.empty() &&
           std::string_view("hlL").find(rest_.front()) != std::string_view::npos) {
      next();
    }
    directive.kind = next();
    if (directive.kind == '%') {
      out_ += '%';
      return;
    }
    write(directive, keyed != nullptr ? *keyed : next_argument());
  }

  void write(const Directive& directive, const Value& value) {
    require_defined(value, site_);
    switch (directive.kind) {
      case 's':
      case 'r':
      case 'a': {
        std::string text;
        if (directive.kind == 's') {
          text = printed(value, site_);
        } else {
          append_literal(value, site_.options.spelling, text);
        }
        if (directive.precision) {
          text = first_code_points(text, static_cast<std::size_t>(*directive.precision));
        }
        pad(text, directive, 0);
        return;
      }
      case 'c':
        write_character(directive, value);
        return;
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        write_integer(directive, value);
        return;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        write_real(directive, value);
        return;
      default:
        fail("unknown `%" + std::string(1, directive.kind) + "` in this format");
    }
  }

  void write_character(const Directive& directive, const Value& value) {
    if (value.is_string() && code_point_count(value.as_string()) == 1) {
      pad(std::string(value.as_string()), directive, 0);
      return;
    }
    const bool scalar = value.is_integer() && value.as_integer() >= 0 &&
                        value.as_integer() <= 0x10FFFF &&
                        !(value.as_integer() >= 0xD800 && value.as_integer() <= 0xDFFF);
    if (!scalar) fail("`%c` wants a character");
    pad(encode_utf8(static_cast<char32_t>(value.as_integer())), directive, 0);
  }

  std::string sign(bool negative, const Directive& directive) const {
    if (negative) return "-";
    if (directive.plus) return "+";
    return directive.blank ? " " : "";
  }

  void write_integer(const Directive& directive, const Value& value) {
    const bool decimal = directive.kind == 'd' || directive.kind == 'i' || directive.kind == 'u';
    if (!value.is_number() || (!decimal && value.is_real())) {
      fail("`%" + std::string(1, directive.kind) + "` wants a number, not " + describe_one(value));
    }
    std::int64_t number = value.is_boolean() ? (value.as_boolean() ? 1 : 0) : 0;
    if (value.is_integer()) number = value.as_integer();
    if (value.is_real()) {
      if (!(std::fabs(value.as_real()) < 9.2e18)) fail("the number is out of range");
      number = static_cast<std::int64_t>(value.as_real());
    }
    int base = 10;
    if (directive.kind == 'o') base = 8;
    if (directive.kind == 'x' || directive.kind == 'X') base = 16;
    std::string digits = digits_of(number, base, directive.kind == 'X');
    const auto wanted = static_cast<std::size_t>(directive.precision.value_or(0));
    check_text_size(wanted, site_);
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
    std::string prefix = sign(number < 0, directive);
    if (directive.alternate && base != 10) {
      prefix += base == 8 ? "0o" : (directive.kind == 'X' ? "0X" : "0x");
    }
    pad(prefix + digits, directive, prefix.size());
  }

  void write_real(const Directive& directive, const Value& value) {
    if (!value.is_number()) {
      fail("`%" + std::string(1, directive.kind) + "` wants a number, not " + describe_one(value));
    }
    const double number = positive(value, site_).is_real()
                              ? value.as_real()
                              : static_cast<double>(positive(value, site_).as_integer());
    const std::int64_t precision = directive.precision.value_or(6);
    if (precision > longest_precision) fail("more than 300 digits are wanted");
    const std::string prefix = sign(std::signbit(number), directive);
    pad(prefix + real_digits(std::fabs(number), directive.kind, static_cast<int>(precision),
                             directive.alternate),
        directive, prefix.size());
  }

  /// `prefix` bytes of `text` stay in front of the zeros that fill it up.
  void pad(std::string text, const Directive& directive, std::size_t prefix) {
    const auto width = static_cast<std::size_t>(directive.width);
    check_text_size(width, site_);
    const std::size_t length = code_point_count(text);
    if (length < width) {
      const std::size_t missing = width - length;
      const bool numeric = directive.kind != 's' && directive.kind != 'r' &&
                           directive.kind != 'a' && directive.kind != 'c';
      if (directive.minus) {
        text.append(missing, ' ');
      } else if (directive.zero && numeric) {
        text.insert(prefix, missing, '0');
      } else {
        text.insert(0, missing, ' ');
      }
    }
    out_ += text;
  }

  std::string_view rest_;
  const Value& arguments_;
  const Site& site_;
  std::string out_;
  std::size_t used_ = 0;
};

}  // namespace

Value format_printf(const Value& format, const Value& arguments, const Site& site) {
  const Value result = PrintfFormatter(format.as_string(), arguments, site).run();
  return result.with_taint(format.is_tainted() || contains_taint(arguments));
}

std::string fixed_real(double number, int precision) {
  std::array<char, 700> buffer;
  const auto end =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::fixed, precision);
  return {buffer.data(), end.ptr};
}

}  // namespace plinth::jinja
