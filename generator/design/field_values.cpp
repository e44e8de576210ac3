// What a field gets when nobody writes it: literals are read by the field's type and held against
// its limits here; expressions are resolved when all fields are known.

#include <algorithm>
#include <cctype>
#include <utility>

#include "description/calendar.hpp"
#include "description/duration.hpp"
#include "description/written_number.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/versions.hpp"
#include "diagnostics/unicode.hpp"

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

/// What a text of `kind` looks like, for a diagnostic; empty if every text does.
std::string_view form_of(TypeKind kind, std::string_view text) {
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

void report(Resolution& resolution, const Spelled& text, std::string message,
            std::string hint = {}) {
  resolution.sink.error("default-value", text.span, std::move(message)).hint(std::move(hint));
}

/// Digits before and behind the point, without zeros that say nothing.
struct Digits {
  std::size_t whole = 0;
  std::size_t fraction = 0;
};

Digits digits_of(std::string_view number) {
  number.remove_prefix(number.starts_with("-") ? 1 : 0);
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : number.substr(point + 1);
  while (fraction.ends_with("0")) fraction.remove_suffix(1);
  return {whole == "0" ? 0 : whole.size(), fraction.size()};
}

/// Whether the type can hold the number at all, whatever limits are written.
bool fits(Resolution& resolution, const Type& type, const Spelled& text) {
  const std::string number(text.text);
  if (type.kind == TypeKind::Decimal) {
    const Digits digits = digits_of(number);
    const auto scale = static_cast<std::size_t>(std::max(type.scale, 0));
    const auto whole = static_cast<std::size_t>(std::max(type.precision - type.scale, 0));
    if (digits.whole <= whole && digits.fraction <= scale) return true;
    report(resolution, text,
           "the default " + number + " does not fit `decimal(" + std::to_string(type.precision) +
               "," + std::to_string(type.scale) + ")`");
    return false;
  }
  const bool is_int = type.kind == TypeKind::Int;
  if (!is_int && type.kind != TypeKind::Long) return true;
  const std::string_view low = is_int ? "-2147483648" : "-9007199254740991";
  const std::string_view high = is_int ? "2147483647" : "9007199254740991";
  if (compare_numbers(number, low) >= 0 && compare_numbers(number, high) <= 0) return true;
  report(resolution, text,
         "the default " + number + " does not fit `" + std::string(to_text(type.kind)) +
             "`, from " + std::string(low) + " to " + std::string(high),
         is_int ? "write `long`, whose numbers may be larger" : "");
  return false;
}

std::optional<Constant> number_of(Resolution& resolution, const Type& type, const Spelled& text) {
  if (!check_number(text, resolution.sink)) return std::nullopt;
  const bool whole = type.kind == TypeKind::Int || type.kind == TypeKind::Long;
  if (whole && text.text.find('.') != std::string_view::npos) {
    report(resolution, text, "`" + std::string(text.text) + "` is no whole number");
    return std::nullopt;
  }
  if (!fits(resolution, type, text)) return std::nullopt;
  if (type.minimum) {
    const auto order = compare_numbers(text.text, type.minimum->value);
    if (order < 0 || (order == 0 && type.minimum->exclusive)) {
      report(
          resolution, text,
          "the default " + std::string(text.text) + " is below the minimum " + type.minimum->value);
      return std::nullopt;
    }
  }
  if (type.maximum) {
    const auto order = compare_numbers(text.text, type.maximum->value);
    if (order > 0 || (order == 0 && type.maximum->exclusive)) {
      report(
          resolution, text,
          "the default " + std::string(text.text) + " is above the maximum " + type.maximum->value);
      return std::nullopt;
    }
  }
  std::string spelling(text.text);
  if (type.kind == TypeKind::Decimal) return Constant{std::move(spelling)};
  return Constant{Constant::Number{std::move(spelling)}};
}

std::optional<Constant> word_of(Resolution& resolution, const Type& type, const Spelled& text) {
  std::vector<std::string> words;
  for (const EnumWord& word : type.words) words.push_back(word.word);
  if (std::find(words.begin(), words.end(), text.text) != words.end()) {
    return Constant{std::string(text.text)};
  }
  report_unknown(resolution,
                 {"default-value", text, "`" + std::string(text.text) + "` is no word of the enum",
                  words, "the words are: " + listed(words)});
  return std::nullopt;
}

std::optional<Constant> text_of(Resolution& resolution, const Type& type, const Spelled& text) {
  const std::string_view wanted = form_of(type.kind, text.text);
  if (!wanted.empty()) {
    report(resolution, text, "`" + std::string(text.text) + "` is not " + std::string(wanted));
    return std::nullopt;
  }
  const std::size_t length = code_point_count(text.text);
  if (type.max_length && length > *type.max_length) {
    report(resolution, text,
           "the default has " + std::to_string(length) + " characters, and at most " +
               std::to_string(*type.max_length) + " are allowed");
    return std::nullopt;
  }
  if (type.min_length && length < *type.min_length) {
    report(resolution, text,
           "the default has " + std::to_string(length) + " characters, and at least " +
               std::to_string(*type.min_length) + " are needed");
    return std::nullopt;
  }
  const bool without_seconds = type.kind == TypeKind::Time && text.text.size() == 5;
  return Constant{Constant::FreeText{std::string(text.text) + (without_seconds ? ":00" : "")}};
}

/// A list or a map that may be empty need not be sent: nothing is its natural value.
void fill_empty_collections(Field& field) {
  const bool collection = field.type.kind == TypeKind::List || field.type.kind == TypeKind::Map;
  if (!collection || field.optional || field.fill != Fill::None || field.type.min_items > 0) return;
  field.fill = Fill::Literal;
  field.literal =
      field.type.kind == TypeKind::List ? Constant{Constant::List{}} : Constant{Constant::Object{}};
}

std::string wire_name(const Resolution& resolution, const Field& field) {
  Name name = field.name;
  if (field.type.kind == TypeKind::Reference) name.snake += "_id";
  const bool references =
      field.type.kind == TypeKind::List && field.type.element[0].kind == TypeKind::Reference;
  if (references) name.snake = singular(name).snake + "_ids";
  return resolution.design.api.json_case == JsonCase::Camel ? camel_case(name) : name.snake;
}

void resolve_value(Resolution& resolution, const WrittenField& written, Field& field) {
  const WrittenValue& value = written.line.value;
  switch (value.kind) {
    case WrittenValue::Kind::None:
      break;
    case WrittenValue::Kind::Literal:
      // One that is wrong, and reported, is a value all the same: the field is not without one.
      field.fill = Fill::Literal;
      field.literal =
          constant_of(resolution, field.type, value.literal, value.quoted).value_or(Constant{});
      break;
    case WrittenValue::Kind::AtCreation:
      field.fill = Fill::AtCreation;
      break;
    case WrittenValue::Kind::Computed:
      field.fill = Fill::Computed;
      break;
  }
}

}  // namespace

Prose prose_of(const Remarks& remarks) {
  return {std::string(remarks.summary.text), std::string(remarks.description.text)};
}

Deprecation deprecation_of(const Remarks& remarks) {
  return {std::string(remarks.deprecated_since.text), std::string(remarks.deprecated_sunset.text),
          std::string(remarks.deprecated_use.text)};
}

std::optional<Constant> constant_of(Resolution& resolution, const Type& type, const Spelled& text,
                                    bool quoted) {
  if (!type.known) return std::nullopt;
  if (!quoted && text.text == "null") return Constant{};
  switch (type.kind) {
    case TypeKind::Bool:
      if (text.text == "true" || text.text == "false") return Constant{text.text == "true"};
      report(resolution, text, "`" + std::string(text.text) + "` is not a bool",
             "write `true` or `false`");
      return std::nullopt;
    case TypeKind::Int:
    case TypeKind::Long:
    case TypeKind::Float:
    case TypeKind::Decimal:
      return number_of(resolution, type, text);
    case TypeKind::Enum:
      return word_of(resolution, type, text);
    case TypeKind::List:
    case TypeKind::Map:
    case TypeKind::Object:
    case TypeKind::Json:
    case TypeKind::File:
    case TypeKind::Password:
    case TypeKind::Serial:
      report(resolution, text,
             "a field of type `" + std::string(to_text(type.kind)) + "` has no literal default");
      return std::nullopt;
    default:
      return text_of(resolution, type, text);
  }
}

Field resolve_field(Resolution& resolution, const WrittenField& written, std::size_t owner) {
  Field field = resolve_line(resolution, written, owner);
  field.wire = wire_name(resolution, field);
  field.prose = prose_of(written.remarks);
  field.deprecated = field.deprecated || written.remarks.deprecated;
  field.deprecation = deprecation_of(written.remarks);
  field.versions = version_range(resolution, written);
  if (field.type.kind == TypeKind::Password) field.writeonly = field.sensitive = true;
  resolve_value(resolution, written, field);
  fill_empty_collections(field);
  if (written.remarks.example) {
    field.example = constant_of(resolution, field.type, written.remarks.example, true);
  }
  return field;
}

}  // namespace plinth
