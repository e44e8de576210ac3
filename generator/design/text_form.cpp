#include "design/text_form.hpp"

#include <algorithm>
#include <cctype>

#include "description/calendar.hpp"
#include "description/duration.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `text` against a mask: `9` is a digit, everything else itself.
bool matches(std::string_view text, std::string_view mask) {
  if (text.size() != mask.size()) return false;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (mask[i] == '9' ? !digit : text[i] != mask[i]) return false;
  }
  return true;
}

bool is_time(std::string_view text) {
  return (matches(text, "99:99:99") || matches(text, "99:99")) && text.substr(0, 2) < "24" &&
         text.substr(3, 2) < "60";
}

bool is_datetime(std::string_view text) {
  return text.size() >= 20 && is_date(text.substr(0, 10)) && text[10] == 'T' &&
         is_time(text.substr(11, 8)) && text.ends_with("Z");
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
      return false;
  }
  return true;
}

bool is_color(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         std::all_of(text.begin() + 1, text.end(),
                     [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

bool all_capitals(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// `192.0.2.1`; of version 6 whatever has colons, which a database checks.
bool is_ip(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return true;
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
      return is_color(text) ? "" : "a colour such as `#1f6feb`";
    case TypeKind::Country:
      return all_capitals(text, 2) ? "" : "a country such as `GB`";
    case TypeKind::Currency:
      return all_capitals(text, 3) ? "" : "a currency such as `EUR`";
    case TypeKind::Phone:
      return text.starts_with('+') && all_digits(text.substr(1)) ? ""
                                                                 : "a number such as `+4930123456`";
    case TypeKind::Ip:
      return is_ip(text) ? "" : "an address such as `192.0.2.1`";
    case TypeKind::Duration:
      return parse_duration(text) ? "" : "a duration such as `30m`";
    case TypeKind::Email:
      return text.find('@') != std::string_view::npos ? "" : "an e-mail address";
    case TypeKind::Url:
      return text.find("://") != std::string_view::npos ? "" : "a URL such as `https://a.example`";
    default:
      return "";
  }
}

}  // namespace plinth
