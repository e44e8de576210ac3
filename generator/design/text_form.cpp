#include "design/text_form.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "description/calendar.hpp"
#include "description/duration.hpp"
#include "description/written_number.hpp"
#include "design/pattern_match.hpp"

namespace plinth {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A literal as an argument of a template.
template <std::size_t size>
struct PatternSource {
  std::array<char, size> bytes{};
  // NOLINTNEXTLINE(google-explicit-constructor): has_form<"^a$">
  constexpr PatternSource(const char (&literal)[size]) { std::copy_n(literal, size, bytes.data()); }
};

/// Whether `text` matches `source`, which is compiled when it is asked for first.
template <PatternSource source>
bool has_form(std::string_view text) {
  static const Pattern form({source.bytes.data(), source.bytes.size() - 1});
  return form.matches(text) == true;
}

bool is_time(std::string_view text) {
  return has_form<"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$">(text);
}

/// RFC 3339 in UTC. A leap second has no place in most databases.
bool is_datetime(std::string_view text) {
  return text.size() >= 20 && is_date(text.substr(0, 10)) && text[10] == 'T' &&
         is_time(text.substr(11, 8)) && has_form<"^(\\.[0-9]{1,9})?Z$">(text.substr(19));
}

/// RFC 9562, in small letters.
bool is_uuid(std::string_view text) {
  return has_form<"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$">(
      text);
}

/// `192.0.2.1`; of version 6 whatever has colons, which a database checks.
bool is_ip(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return has_form<"^[0-9A-Fa-f:.]{2,45}$">(text);
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= text.size(); ++parts) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    const bool padded = part.size() > 1 && part[0] == '0';
    if (!all_digits(part) || padded || part.size() > 3 || compare_numbers(part, "255") > 0)
      return false;
    begin = end + 1;
  }
  return parts == 4;
}

}  // namespace

std::string_view wanted_form(TypeKind kind, std::string_view text) {
  switch (kind) {
    case TypeKind::Date:
      return is_date(text) ? "" : "a date such as `2026-01-31`";
    case TypeKind::Time:
      return is_time(text) ? "" : "a time such as `09:30`";
    case TypeKind::DateTime:
      return is_datetime(text) ? "" : "an instant such as `2026-01-31T09:30:00Z`";
    case TypeKind::Uuid:
    case TypeKind::Reference:
      return is_uuid(text) || all_digits(text) ? "" : "an id";
    case TypeKind::Color:
      return has_form<"^#[0-9A-Fa-f]{6}$">(text) ? "" : "a colour such as `#1f6feb`";
    case TypeKind::Country:
      return has_form<"^[A-Z]{2}$">(text) ? "" : "a country such as `GB`";
    case TypeKind::Currency:
      return has_form<"^[A-Z]{3}$">(text) ? "" : "a currency such as `EUR`";
    case TypeKind::Locale:
      return has_form<"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$">(text) ? ""
                                                                   : "a locale such as `en-GB`";
    case TypeKind::Slug:
      return has_form<"^[a-z0-9]+(-[a-z0-9]+)*$">(text) ? "" : "a slug such as `two-words`";
    case TypeKind::Phone:
      return has_form<"^\\+[1-9][0-9]{1,14}$">(text) ? "" : "a number such as `+4930123456`";
    case TypeKind::Ip:
      return is_ip(text) ? "" : "an address such as `192.0.2.1`";
    case TypeKind::Duration:
      return parse_duration(text) ? "" : "a duration such as `30m`";
    case TypeKind::Email:
      return has_form<"^[^@\\s]+@[^@\\s]+$">(text) ? "" : "an e-mail address";
    case TypeKind::Url:
      return has_form<"^https?://\\S+$">(text) ? "" : "a URL such as `https://a.example`";
    default:
      return "";
  }
}

}  // namespace plinth
