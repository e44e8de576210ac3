#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "diagnostics/unicode.hpp"
#include "jinja/builtins.hpp"
#include "jinja/number_layout.hpp"
#include "jinja/printf_format.hpp"
#include "jinja/template_error.hpp"
#include "jinja/value_text.hpp"

namespace plinth::jinja {
namespace {

constexpr std::int64_t longest_precision = 300;
constexpr std::size_t deepest_nesting = 2;  // `{:{width}}`

/// What stands behind the colon: `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct Specification {
  std::string fill = " ";
  char align = '\0';
  char sign = '-';
  bool alternate = false;
  std::size_t width = 0;
  char grouping = '\0';
  std::optional<std::int64_t> precision;
  char type = '\0';
};

bool is_alignment(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

class BraceFormatter {
 public:
  BraceFormatter(const List& positional, const Map& keyword, const Site& site)
      : positional_(positional), keyword_(keyword), site_(site) {}

  std::string run(std::string_view format, std::size_t depth) {
    if (depth > deepest_nesting) fail("braces inside of braces inside of braces");
    std::string out;
    for (std::size_t at = 0; at < format.size(); ++at) {
      const char c = format[at];
      const bool doubled = at + 1 < format.size() && format[at + 1] == c;
      if (c != '{' && c != '}') {
        out += c;
      } else if (doubled) {
        out += c;
        ++at;
      } else if (c == '}') {
        fail("a lone `}` in this format");
      } else {
        const std::size_t end = closing_brace(format, at);
        out += field(format.substr(at + 1, end - at - 1), depth);
        at = end;
      }
      check_text_size(out.size(), site_);
    }
    return out;
  }

 private:
  [[noreturn]] void fail(std::string message) const {
    jinja::fail(site_.span, "wrong-format", std::move(message));
  }

  std::size_t closing_brace(std::string_view format, std::size_t open) const {
    std::size_t level = 0;
    for (std::size_t at = open; at < format.size(); ++at) {
      if (format[at] == '{') ++level;
      if (format[at] == '}' && --level == 0) return at;
    }
    fail("a `{` is never closed");
  }

  std::string field(std::string_view field, std::size_t depth) {
    const std::size_t end = std::min(field.find_first_of("!:"), field.size());
    const Value value = argument(field.substr(0, end));
    require_defined(value, site_);
    field.remove_prefix(end);
    char conversion = '\0';
    if (field.size() >= 2 && field.front() == '!') {
      conversion = field[1];
      field.remove_prefix(2);
    }
    if (!field.empty() && field.front() != ':') fail("expected `:` or `}` in this format");
    const std::string specification = field.empty() ? "" : run(field.substr(1), depth + 1);
    if (conversion == 'r' || conversion == 'a') {
      std::string text;
      append_literal(value, site_.options.spelling, text);
      return laid_out(Value(std::move(text)), parse(specification));
    }
    if (conversion == 's') return laid_out(Value(printed(value, site_)), parse(specification));
    if (conversion != '\0') fail("`!r` and `!s` are known in a format, no others");
    return laid_out(value, parse(specification));
  }

  /// The value that `0.name[key]` names.
  Value argument(std::string_view path) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    Value value = first_argument(path.substr(0, end));
    path.remove_prefix(end);
    while (!path.empty()) {
      const bool bracket = path.front() == '[';
      path.remove_prefix(1);
      const std::size_t stop =
          bracket ? path.find(']') : std::min(path.find_first_of(".["), path.size());
      if (stop == std::string_view::npos) fail("a `[` is never closed");
      value = attribute_at(value, Value(path.substr(0, stop)));
      path.remove_prefix(std::min(stop + (bracket ? 1 : 0), path.size()));
    }
    return value;
  }

  Value first_argument(std::string_view name) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (name.empty()) {
      index = next_++;
    } else if (error != std::errc{} || end != name.data() + name.size()) {
      const Value* found = keyword_.find(name);
      if (found == nullptr) fail("there is no value for " + quoted(name));
      return *found;
    }
    if (index >= positional_.size()) fail("there are too few values for this format");
    return positional_[index];
  }

  Specification parse(std::string_view text) const {
    Specification specification;
    const std::size_t fill = first_code_points(text, 1).size();
    if (fill > 0 && fill < text.size() && is_alignment(text[fill])) {
      specification.fill = text.substr(0, fill);
      specification.align = text[fill];
      text.remove_prefix(fill + 1);
    } else if (!text.empty() && is_alignment(text.front())) {
      specification.align = take(text);
    }
    if (!text.empty() && std::string_view("+- ").find(text.front()) != std::string_view::npos) {
      specification.sign = take(text);
    }
    if (!text.empty() && text.front() == '#') specification.alternate = take(text) == '#';
    if (!text.empty() && text.front() == '0') {
      take(text);
      if (specification.align == '\0') {
        specification.align = '=';
        specification.fill = "0";
      }
    }
    specification.width = static_cast<std::size_t>(number(text).value_or(0));
    if (!text.empty() && (text.front() == ',' || text.front() == '_')) {
      specification.grouping = take(text);
    }
    if (!text.empty() && text.front() == '.') {
      take(text);
      specification.precision = number(text);
      if (!specification.precision) fail("a precision is missing in this format");
    }
    if (!text.empty()) specification.type = take(text);
    if (!text.empty()) fail("this format has something behind its end");
    check_text_size(specification.width, site_);
    return specification;
  }

  static char take(std::string_view& text) {
    const char c = text.front();
    text.remove_prefix(1);
    return c;
  }

  std::optional<std::int64_t> number(std::string_view& text) const {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) fail("a width is too large");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  }

  std::string laid_out(const Value& value, const Specification& specification) const {
    const bool text = !value.is_number() || (value.is_boolean() && specification.type == '\0') ||
                      specification.type == 's';
    if (text) {
      const bool numeric = specification.type != '\0' && specification.type != 's';
      if (numeric) fail("this format wants a number, not " + describe_one(value));
      std::string out = printed(value, site_);
      if (specification.precision) {
        out = first_code_points(out, static_cast<std::size_t>(*specification.precision));
      }
      return aligned(out, 0, specification, '<');
    }
    return laid_out_number(value, specification);
  }

  std::string laid_out_number(const Value& value, const Specification& specification) const {
    const Value number = positive(value, site_);
    const bool real_type =
        std::string_view("eEfFgG%").find(specification.type) != std::string_view::npos &&
        specification.type != '\0';
    const bool real = number.is_real() || real_type;
    bool negative = false;
    std::string digits;
    if (real) {
      double size = number.is_real() ? number.as_real() : static_cast<double>(number.as_integer());
      negative = std::signbit(size);
      digits = digits_of_real(std::fabs(size), specification);
    } else {
      negative = number.as_integer() < 0;
      digits = digits_of_integer(number.as_integer(), specification);
    }
    if (specification.grouping != '\0') group(digits, specification.grouping);
    std::string prefix;
    if (negative) {
      prefix = "-";
    } else if (specification.sign != '-') {
      prefix = specification.sign;
    }
    if (specification.alternate && !real && specification.type != 'd' &&
        specification.type != '\0') {
      prefix += '0';
      prefix += specification.type;
    }
    return aligned(prefix + digits, prefix.size(), specification, '>');
  }

  std::string digits_of_integer(std::int64_t number, const Specification& specification) const {
    switch (specification.type) {
      case '\0':
      case 'd':
      case 'n':
        return digits_of(number, 10, false);
      case 'b':
        return digits_of(number, 2, false);
      case 'o':
        return digits_of(number, 8, false);
      case 'x':
      case 'X':
        return digits_of(number, 16, specification.type == 'X');
      default:
        fail("unknown type " + quoted(std::string(1, specification.type)) + " in this format");
    }
  }

  std::string digits_of_real(double number, const Specification& specification) const {
    if (specification.precision.value_or(0) > longest_precision) {
      fail("more than 300 digits are wanted");
    }
    const auto precision = static_cast<int>(specification.precision.value_or(6));
    switch (specification.type) {
      case '%':
        return real_digits(number * 100, 'f', precision, false) + "%";
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return real_digits(number, specification.type, precision, specification.alternate);
      case '\0':
        if (specification.precision) return real_digits(number, 'g', precision, false);
        return text_of(Value(number), Spelling::Python);
      default:
        fail("unknown type " + quoted(std::string(1, specification.type)) + " in this format");
    }
  }

  static void group(std::string& digits, char separator) {
    const std::size_t end = std::min(digits.find_first_of(".e%"), digits.size());
    for (std::size_t at = end; at > 3;) {
      at -= 3;
      digits.insert(at, 1, separator);
    }
  }

  static std::string aligned(const std::string& text, std::size_t prefix,
                             const Specification& specification, char otherwise) {
    const std::size_t length = code_point_count(text);
    if (length >= specification.width) return text;
    const std::size_t missing = specification.width - length;
    const char align = specification.align == '\0' ? otherwise : specification.align;
    std::size_t left = 0;
    if (align == '>' || align == '=') left = missing;
    if (align == '^') left = missing / 2;
    std::string before;
    std::string after;
    for (std::size_t at = 0; at < missing; ++at) (at < left ? before : after) += specification.fill;
    if (align == '=') return text.substr(0, prefix) + before + text.substr(prefix);
    return before + text + after;
  }

  const List& positional_;
  const Map& keyword_;
  const Site& site_;
  std::size_t next_ = 0;
};

}  // namespace

Value format_braces(const Value& format, const List& positional, const Map& keyword,
                    const Site& site) {
  const Value result = BraceFormatter(positional, keyword, site).run(format.as_string(), 0);
  const bool tainted =
      format.is_tainted() || contains_taint(Value(positional)) || contains_taint(Value(keyword));
  return result.with_taint(tainted);
}

}  // namespace plinth::jinja
