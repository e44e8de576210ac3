#include "description/written_number.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "description/text_cursor.hpp"

namespace plinth {
namespace {

struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

Parts split(std::string_view number) {
  Parts parts;
  if (!number.empty() && number.front() == '-') {
    parts.negative = true;
    number.remove_prefix(1);
  }
  const std::size_t point = number.find('.');
  parts.whole = number.substr(0, point);
  if (point != std::string_view::npos) parts.fraction = number.substr(point + 1);
  return parts;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_number_form(std::string_view text) {
  const Parts parts = split(text);
  if (!all_digits(parts.whole) || (parts.whole.size() > 1 && parts.whole.front() == '0'))
    return false;
  const bool zero =
      parts.whole == "0" && parts.fraction.find_first_not_of('0') == std::string_view::npos;
  if (parts.negative && zero) return false;
  return text.find('.') == std::string_view::npos || all_digits(parts.fraction);
}

/// `007` and `-0` without what no number is written with: `7`, `0`.
std::string without_excess(std::string_view text) {
  const Parts parts = split(text);
  const std::size_t first = parts.whole.find_first_not_of('0');
  const bool zero = first == std::string_view::npos;
  const bool nothing = zero && parts.fraction.find_first_not_of('0') == std::string_view::npos;
  std::string number = parts.negative && !nothing ? "-" : "";
  number += zero ? "0" : parts.whole.substr(first);
  return parts.fraction.empty() ? number : number + "." + std::string(parts.fraction);
}

void report_form(const Spelled& number, DiagnosticSink& sink) {
  const std::string quoted = "`" + std::string(number.text) + "`";
  const std::string meant = without_excess(number.text);
  if (all_digits(split(number.text).whole) && has_number_form(meant)) {
    sink.error("bad-number", number.span, quoted + " is not how a number is written")
        .hint("did you mean `" + meant + "`?");
    return;
  }
  sink.error("bad-number", number.span, quoted + " is not a number")
      .hint("digits, with `-` before them and a point among them if need be: `12`, `-3`, `0.5`");
}

bool fits_64_bits(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  std::int64_t value = 0;
  const auto end = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  return end.ec == std::errc{};
}

std::strong_ordering compare_magnitudes(const Parts& left, const Parts& right) {
  if (left.whole.size() != right.whole.size()) return left.whole.size() <=> right.whole.size();
  if (const int order = left.whole.compare(right.whole); order != 0) return order <=> 0;
  const std::size_t digits = std::max(left.fraction.size(), right.fraction.size());
  for (std::size_t at = 0; at < digits; ++at) {
    const char a = at < left.fraction.size() ? left.fraction[at] : '0';
    const char b = at < right.fraction.size() ? right.fraction[at] : '0';
    if (a != b) return a <=> b;
  }
  return std::strong_ordering::equal;
}

bool check_end(const Spelled& number, RangeOf kind, DiagnosticSink& sink) {
  return kind == RangeOf::Counts ? check_count(number, sink) : check_number(number, sink);
}

}  // namespace

bool is_not_finite(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower == ".nan" || lower == ".inf" || lower == "nan" || lower == "inf" ||
         lower == "infinity";
}

bool check_number(const Spelled& number, DiagnosticSink& sink) {
  const std::string quoted = "`" + std::string(number.text) + "`";
  if (number.text.empty()) {
    sink.error("missing-number", number.span, "expected a number, found nothing");
  } else if (is_not_finite(number.text)) {
    sink.error("not-finite", number.span, quoted + " is no finite number");
  } else if (!has_number_form(number.text)) {
    report_form(number, sink);
  } else if (!fits_64_bits(number.text)) {
    sink.error("number-too-large", number.span, quoted + " does not fit into 64 bits")
        .hint("whole numbers reach from -9223372036854775808 to 9223372036854775807");
  } else {
    return true;
  }
  return false;
}

bool check_count(const Spelled& number, DiagnosticSink& sink) {
  if (!check_number(number, sink)) return false;
  if (all_digits(number.text)) return true;
  sink.error("bad-count", number.span,
             "expected a whole number from 0 on, found `" + std::string(number.text) + "`");
  return false;
}

std::strong_ordering compare_numbers(std::string_view left, std::string_view right) {
  const Parts a = split(left);
  const Parts b = split(right);
  if (a.negative != b.negative)
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  return a.negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

bool is_multiple(std::string_view number, std::string_view step) {
  const Parts a = split(number);
  const Parts b = split(step);
  const std::size_t decimals = std::max(a.fraction.size(), b.fraction.size());
  // Without the point: 2.5 and 0.75 are 250 and 75.
  const auto digits_of = [&](const Parts& parts) {
    std::string digits = std::string(parts.whole) + std::string(parts.fraction);
    digits.append(decimals - parts.fraction.size(), '0');
    return digits;
  };
  std::uint64_t divisor = 0;
  const std::string divisor_digits = digits_of(b);
  if (divisor_digits.size() > 18) return true;
  std::from_chars(divisor_digits.data(), divisor_digits.data() + divisor_digits.size(), divisor);
  if (divisor == 0) return true;
  std::uint64_t rest = 0;
  for (const char digit : digits_of(a)) {
    rest = (rest * 10 + static_cast<std::uint64_t>(digit - '0')) % divisor;
  }
  return rest == 0;
}

std::optional<WrittenRange> parse_range(const Spelled& source, RangeOf kind, DiagnosticSink& sink) {
  WrittenRange range;
  range.span = source.span;
  const std::size_t dots = source.text.find("..");
  if (dots == std::string_view::npos) {
    range.single = trim(source);
    if (!check_end(range.single, kind, sink)) return std::nullopt;
    return range;
  }
  const TextCursor cursor(source);
  const Spelled min = cursor.trimmed(0, dots);
  const Spelled max = cursor.trimmed(dots + 2, source.text.size());
  if (min.text.empty() && max.text.empty()) {
    sink.error("bad-range", source.span, "the range `..` has no end")
        .hint("write one end or both: `1..`, `..100`, `1..100`");
    return std::nullopt;
  }
  if (!min.text.empty() && !check_end(min, kind, sink)) return std::nullopt;
  if (!max.text.empty() && !check_end(max, kind, sink)) return std::nullopt;
  if (!min.text.empty()) range.min = min;
  if (!max.text.empty()) range.max = max;
  if (range.min && range.max && compare_numbers(min.text, max.text) > 0) {
    sink.error("bad-range", source.span,
               "the minimum " + std::string(min.text) + " is greater than the maximum " +
                   std::string(max.text))
        .hint("did you mean `" + std::string(max.text) + ".." + std::string(min.text) + "`?");
    return std::nullopt;
  }
  return range;
}

}  // namespace plinth
