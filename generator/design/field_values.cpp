// What a field gets when nobody writes it: literals are read by the field's type and held against
// its limits here; expressions are resolved when all fields are known.

#include <algorithm>
#include <utility>

#include "description/written_number.hpp"
#include "design/resolution.hpp"
#include "design/text_form.hpp"
#include "design/unknown_name.hpp"
#include "design/versions.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

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
  const std::string_view wanted = wanted_form(type.kind, text.text);
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
