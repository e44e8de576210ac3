// What a field gets when nobody writes it: literals are read by the field's type and held against
// its limits here; expressions are resolved when all fields are known.

#include <algorithm>
#include <cctype>
#include <utility>

#include "description/written_number.hpp"
#include "design/resolution.hpp"
#include "design/versions.hpp"
#include "diagnostics/nearest_word.hpp"
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

bool is_date(std::string_view text) {
  if (!matches(text, "9999-99-99")) return false;
  const int month = std::stoi(std::string(text.substr(5, 2)));
  const int day = std::stoi(std::string(text.substr(8, 2)));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
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

std::optional<Constant> number_of(Resolution& resolution, const Type& type, const Spelled& text) {
  if (!check_number(text, resolution.sink)) return std::nullopt;
  const bool whole = type.kind == TypeKind::Int || type.kind == TypeKind::Long;
  if (whole && text.text.find('.') != std::string_view::npos) {
    report(resolution, text, "`" + std::string(text.text) + "` is no whole number");
    return std::nullopt;
  }
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
  const std::string nearest = nearest_word(text.text, words);
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  report(resolution, text, "`" + std::string(text.text) + "` is no word of the enum",
         nearest.empty() ? "the words are: " + all : "did you mean `" + nearest + "`?");
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
  return Constant{Constant::FreeText{std::string(text.text)}};
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
      if (auto literal = constant_of(resolution, field.type, value.literal, value.quoted)) {
        field.fill = Fill::Literal;
        field.literal = std::move(*literal);
      }
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
