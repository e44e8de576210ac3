#include "design/example_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "design/pattern_sample.hpp"
#include "design/sent_values.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

/// Values for names that everybody understands alike.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> known_names{{
    {"first_name", "Ada"},
    {"last_name", "Lovelace"},
    {"full_name", "Ada Lovelace"},
    {"display_name", "Ada Lovelace"},
    {"given_name", "Ada"},
    {"family_name", "Lovelace"},
    {"nickname", "ada"},
    {"username", "ada"},
    {"handle", "ada"},
    {"street", "12 St James's Square"},
    {"city", "London"},
    {"town", "London"},
    {"zip", "SW1Y 4JH"},
    {"zip_code", "SW1Y 4JH"},
    {"postal_code", "SW1Y 4JH"},
    {"postcode", "SW1Y 4JH"},
    {"company", "Analytical Engines"},
    {"time_zone", "Europe/London"},
    {"timezone", "Europe/London"},
    {"language", "en"},
    {"iban", "GB33BUKB20201555555555"},
    {"sku", "AB-1024"},
}};

/// `text` with as many code points as the limits allow: cut, or repeated.
std::string fitted(std::string text, const Type& type) {
  const std::uint64_t least = type.min_length.value_or(0);
  const std::uint64_t most = type.max_length.value_or(10000);
  const std::string once = text;
  while (!once.empty() && code_point_count(text) < least) text += once;
  text = std::string(first_code_points(text, most));
  while (text.size() > least && text.ends_with(" ")) text.pop_back();
  return text;
}

std::string sentence(const Name& name) {
  std::string text = spoken(name);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string plain_text(const Type& type, const Name& name) {
  if (!type.pattern.empty()) {
    const auto sample = sample_of_pattern(type.pattern, type.min_length.value_or(0),
                                          type.max_length.value_or(10000));
    if (sample) return *sample;
  }
  for (const auto& [known, value] : known_names) {
    const bool is_last_word = name.snake == known || name.snake.ends_with("_" + std::string(known));
    if (is_last_word) return fitted(std::string(value), type);
  }
  return fitted(sentence(name), type);
}

double number_of(const std::string& spelling) {
  double value = 0;
  std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  return value;
}

std::string with_decimals(double value, int decimals) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

/// A number inside the range: `wanted` if it fits, else the nearest end (one step inside it where
/// the end itself is excluded).
double inside(const Type& type, double wanted, double step) {
  if (!type.multiple_of.empty()) {
    step = number_of(type.multiple_of);
    wanted = std::max(std::round(wanted / step), 1.0) * step;
  }
  if (type.minimum) {
    const double least = number_of(type.minimum->value) + (type.minimum->exclusive ? step : 0);
    if (wanted < least) wanted = std::ceil(least / step - 1e-9) * step;
  }
  if (type.maximum) {
    const double most = number_of(type.maximum->value) - (type.maximum->exclusive ? step : 0);
    if (wanted > most) wanted = std::floor(most / step + 1e-9) * step;
  }
  return wanted;
}

Constant decimal_example(const Type& type) {
  const double step = std::pow(10.0, -type.scale);
  // 19.9 where there is room for it before the point, else a value below 1.
  const double wanted = type.precision - type.scale >= 2 ? 19.9
                        : type.precision > type.scale    ? 4.5
                                                         : step;
  return {with_decimals(inside(type, wanted, step), type.scale)};
}

Constant list_example(const Type& type, const Name& name) {
  const Type& element = type.element[0];
  Constant::List items;
  const std::uint64_t wanted = std::clamp<std::uint64_t>(
      1, type.min_items, std::max<std::uint64_t>(type.max_items, type.min_items));
  for (std::uint64_t i = 0; i < wanted; ++i) {
    items.push_back(example_of(element, singular(name), nullptr));
  }
  return {std::move(items)};
}

std::string serial_example(const std::string& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      out += pattern[i];
      continue;
    }
    const std::size_t close = std::min(pattern.find('}', i), pattern.size());
    const std::string_view inside_braces = std::string_view(pattern).substr(i + 1, close - i - 1);
    out += inside_braces == "year"
               ? std::string("2026")
               : std::string(inside_braces.empty() ? 0 : inside_braces.size() - 1, '0') + "1";
    i = close;
  }
  return out;
}

std::string slug_example(const Type& type, const Name& name) {
  return fitted(kebab_case(name), type);
}

}  // namespace

Constant example_instant() { return {std::string("2026-01-15T09:30:00Z")}; }

Constant example_id(const Resource& resource) {
  if (resource.id_type != TypeKind::Uuid) return {Constant::Number{"1024"}};
  // FNV-1a: the same id for a resource in every example, another one for every other resource.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : resource.name.snake) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::string id = "0194f3c2-6a1b-7c3d-8e4f-";
  for (int shift = 44; shift >= 0; shift -= 4) {
    id += "0123456789abcdef"[(hash >> static_cast<unsigned>(shift)) & 15U];
  }
  return {std::move(id)};
}

Constant example_of(const Type& type, const Name& name, const Field* field) {
  // What is sensitive is masked: what the author wrote might be a real value.
  const bool masked = field != nullptr && field->sensitive;
  if (field != nullptr && field->example && !masked) return as_sent(type, *field->example);
  if (!type.example.empty() && !masked) return as_sent(type, type.example[0]);
  const bool has_default = field != nullptr && field->fill == Fill::Literal &&
                           type.kind != TypeKind::List && type.kind != TypeKind::Map &&
                           !field->literal.is_null();
  if (has_default) return as_sent(type, field->literal);
  switch (type.kind) {
    case TypeKind::String:
    case TypeKind::Text:
      if (masked && type.pattern.empty()) return {fitted("********", type)};
      return {plain_text(type, name)};
    case TypeKind::Email:
      return {std::string("ada@mail.example")};
    case TypeKind::Url:
      return {"https://www.site.example/" + kebab_case(name)};
    case TypeKind::Uuid:
    case TypeKind::Reference:
      return {std::string("0194f3c2-6a1b-7c3d-8e4f-5a6b7c8d9e0f")};
    case TypeKind::Phone:
      return {std::string("+442071234567")};
    case TypeKind::Ip:
      return {std::string("192.0.2.1")};
    case TypeKind::Color:
      return {std::string("#1f6feb")};
    case TypeKind::Country:
      return {std::string("GB")};
    case TypeKind::Currency:
      return {std::string("EUR")};
    case TypeKind::Locale:
      return {std::string("en-GB")};
    case TypeKind::Slug:
      return {slug_example(type, name)};
    case TypeKind::Password:
      return {fitted("correct horse battery staple", type)};
    case TypeKind::Bool:
      return {true};
    case TypeKind::Int:
    case TypeKind::Long:
      return {Constant::Number{with_decimals(inside(type, 3, 1), 0)}};
    case TypeKind::Float:
      return {Constant::Number{with_decimals(inside(type, 1.5, 0.5), 1)}};
    case TypeKind::Decimal:
      return decimal_example(type);
    case TypeKind::Date:
      return {std::string("2026-01-15")};
    case TypeKind::Time:
      return {std::string("09:30:00")};
    case TypeKind::DateTime:
      return example_instant();
    case TypeKind::Duration:
      return {std::string("PT15M")};
    case TypeKind::Json:
      return {Constant::Object{{"key", {std::string("value")}}}};
    case TypeKind::Map:
      return {Constant::Object{{"key", example_of(type.element[0], name, nullptr)}}};
    case TypeKind::Serial:
      if (type.pattern.empty()) return {Constant::Number{"1"}};
      return {serial_example(type.pattern)};
    case TypeKind::Enum:
      return type.words.empty() ? Constant{} : Constant{type.words[0].word};
    case TypeKind::List:
      return list_example(type, name);
    case TypeKind::File:
    case TypeKind::Object:
      return {};  // made of their members, where schemas are
  }
  return {};
}

}  // namespace plinth
