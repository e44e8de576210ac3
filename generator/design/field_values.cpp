// What a field gets when nobody writes it: literals are read by the field's type and held against
// its limits here; expressions are resolved when all fields are known.

#include <algorithm>
#include <array>
#include <utility>

#include "description/written_number.hpp"
#include "design/example_values.hpp"
#include "design/pattern_match.hpp"
#include "design/pattern_sample.hpp"
#include "design/resolution.hpp"
#include "design/text_form.hpp"
#include "design/unknown_name.hpp"
#include "design/value_family.hpp"
#include "design/versions.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

/// What a report calls a literal, in the order of LiteralUse.
struct UseWords {
  std::string_view id;
  std::string_view name;
};
constexpr std::array<UseWords, 3> words_of_use{{{"default-value", "the default"},
                                                {"example-value", "the example"},
                                                {"wrong-value", "the value"}}};

/// A literal that is read as a value of `type`.
struct Judged {
  Resolution& resolution;
  const Type& type;
  const Spelled& text;
  LiteralUse use;
  bool told = true;  // what is wrong with it

  void report(std::string message, std::string hint = {}) const {
    if (!told) return;
    resolution.sink.error(id(), text.span, std::move(message)).hint(std::move(hint));
  }
  std::string_view id() const { return words_of_use[static_cast<std::size_t>(use)].id; }
  std::string named() const {
    return std::string(words_of_use[static_cast<std::size_t>(use)].name);
  }
  bool has_wrong_form() const {
    if (type.pattern.empty() || type.kind == TypeKind::Serial) return false;
    const auto [known, added] =
        resolution.matches.try_emplace({type.pattern.str(), std::string(text.text)});
    if (added) known->second = Pattern(type.pattern).matches(text.text);
    return known->second == false;
  }
};

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
bool fits(const Judged& judged) {
  const Type& type = judged.type;
  const std::string number(judged.text.text);
  if (type.kind == TypeKind::Decimal) {
    const Digits digits = digits_of(number);
    const auto scale = static_cast<std::size_t>(std::max(type.scale, 0));
    const auto whole = static_cast<std::size_t>(std::max(type.precision - type.scale, 0));
    if (digits.whole <= whole && digits.fraction <= scale) return true;
    judged.report(judged.named() + " " + number + " does not fit `decimal(" +
                  std::to_string(type.precision) + "," + std::to_string(type.scale) + ")`");
    return false;
  }
  const bool is_int = type.kind == TypeKind::Int;
  if (!is_int && type.kind != TypeKind::Long) return true;
  const std::string_view low = is_int ? "-2147483648" : "-9007199254740991";
  const std::string_view high = is_int ? "2147483647" : "9007199254740991";
  if (compare_numbers(number, low) >= 0 && compare_numbers(number, high) <= 0) return true;
  judged.report(judged.named() + " " + number + " does not fit `" +
                    std::string(to_text(type.kind)) + "`, from " + std::string(low) + " to " +
                    std::string(high),
                is_int ? "write `long`, whose numbers may be larger" : "");
  return false;
}

std::optional<Constant> number_of(const Judged& judged) {
  const Type& type = judged.type;
  const std::string_view number = judged.text.text;
  if (judged.told && !check_number(judged.text, judged.resolution.sink)) return std::nullopt;
  if (is_whole(type.kind) && number.find('.') != std::string_view::npos) {
    judged.report("`" + std::string(number) + "` is no whole number");
    return std::nullopt;
  }
  if (!fits(judged)) return std::nullopt;
  if (type.minimum) {
    const auto order = compare_numbers(number, type.minimum->value);
    if (order < 0 || (order == 0 && type.minimum->exclusive)) {
      judged.report(judged.named() + " " + std::string(number) + " is below the minimum " +
                    type.minimum->value);
      return std::nullopt;
    }
  }
  if (type.maximum) {
    const auto order = compare_numbers(number, type.maximum->value);
    if (order > 0 || (order == 0 && type.maximum->exclusive)) {
      judged.report(judged.named() + " " + std::string(number) + " is above the maximum " +
                    type.maximum->value);
      return std::nullopt;
    }
  }
  if (!type.multiple_of.empty() && !is_multiple(number, type.multiple_of)) {
    judged.report(judged.named() + " " + std::string(number) + " is no multiple of " +
                  std::string(type.multiple_of));
    return std::nullopt;
  }
  std::string spelling(number);
  if (type.kind == TypeKind::Decimal) return Constant{std::move(spelling)};
  return Constant{Constant::Number{std::move(spelling)}};
}

std::optional<Constant> word_of(const Judged& judged) {
  const std::string_view text = judged.text.text;
  std::vector<std::string> words;
  for (const EnumWord& word : judged.type.words) words.push_back(word.word);
  if (std::find(words.begin(), words.end(), text) != words.end()) {
    return Constant{std::string(text)};
  }
  if (!judged.told) return std::nullopt;
  report_unknown(judged.resolution,
                 {judged.id(), judged.text, "`" + std::string(text) + "` is no word of the enum",
                  words, "the words are: " + listed(words)});
  return std::nullopt;
}

std::optional<Constant> text_of(const Judged& judged) {
  const Type& type = judged.type;
  const std::string text(judged.text.text);
  const std::string_view wanted = wanted_form(type.kind, text);
  if (!wanted.empty()) {
    judged.report("`" + text + "` is not " + std::string(wanted));
    return std::nullopt;
  }
  const std::size_t length = code_point_count(text);
  if (type.max_length && length > *type.max_length) {
    judged.report(judged.named() + " has " + std::to_string(length) + " characters, and at most " +
                  std::to_string(*type.max_length) + " are allowed");
    return std::nullopt;
  }
  if (type.min_length && length < *type.min_length) {
    judged.report(judged.named() + " has " + std::to_string(length) + " characters, and at least " +
                  std::to_string(*type.min_length) + " are needed");
    return std::nullopt;
  }
  if (judged.has_wrong_form()) {
    judged.report(judged.named() + " `" + text + "` does not match the pattern `" +
                  std::string(type.pattern) + "`");
    return std::nullopt;
  }
  const bool without_seconds = type.kind == TypeKind::Time && text.size() == 5;
  return Constant{Constant::FreeText{text + (without_seconds ? ":00" : "")}};
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
          constant_of(resolution, field.type, value.literal, value.quoted, LiteralUse::Default)
              .value_or(Constant{});
      break;
    case WrittenValue::Kind::AtCreation:
      field.fill = Fill::AtCreation;
      break;
    case WrittenValue::Kind::Computed:
      field.fill = Fill::Computed;
      break;
  }
}

/// A literal as it is written; nothing for lists and objects.
std::optional<std::string> spelling_of(const Constant& constant) {
  if (const auto* const text = std::get_if<Constant::FreeText>(&constant.value)) return text->text;
  if (const auto* const word = std::get_if<std::string>(&constant.value)) return *word;
  if (const auto* const number = std::get_if<Constant::Number>(&constant.value)) {
    return number->spelling;
  }
  return std::nullopt;
}

bool has_elements(const Type& type) {
  return type.kind == TypeKind::List || type.kind == TypeKind::Map;
}

/// What is shown of a list or map is made of what is shown of its elements.
std::string hint_for_example(const Type& type) {
  return has_elements(type) ? "make a named type of the element, and write an `example` there" : "";
}

/// What is written, if it is a value of the type.
std::optional<Constant> constant_from(const Judged& judged) {
  const std::string_view text = judged.text.text;
  switch (judged.type.kind) {
    case TypeKind::Bool:
      if (text == "true" || text == "false") return Constant{text == "true"};
      judged.report("`" + std::string(text) + "` is not a bool", "write `true` or `false`");
      return std::nullopt;
    case TypeKind::Int:
    case TypeKind::Long:
    case TypeKind::Float:
    case TypeKind::Decimal:
      return number_of(judged);
    case TypeKind::Enum:
      return word_of(judged);
    case TypeKind::List:
    case TypeKind::Map:
    case TypeKind::Object:
    case TypeKind::Json:
    case TypeKind::File:
    case TypeKind::Password:
    case TypeKind::Serial:
      judged.report("a field of type `" + std::string(to_text(judged.type.kind)) +
                        "` has no literal " + judged.named().substr(4),
                    judged.use == LiteralUse::Example ? hint_for_example(judged.type) : "");
      return std::nullopt;
    default:
      return text_of(judged);
  }
}

/// Whether `constant` is a value of `type`, with all its limits.
bool is_value_of(Resolution& resolution, const Type& type, const Constant& constant) {
  const std::optional<std::string> spelling = spelling_of(constant);
  if (!spelling) return true;
  const Spelled text{*spelling, {}};
  return constant_from({resolution, type, text, LiteralUse::Example, false}).has_value();
}

/// Limits that leave nothing are reported as such.
bool has_empty_range(const Type& type) {
  if (!type.minimum || !type.maximum) return false;
  const bool neighbours = is_whole(type.kind) && type.minimum->exclusive && type.maximum->exclusive;
  return neighbours || leaves_nothing(*type.minimum, *type.maximum);
}

/// What the contract shows of a type has to keep to its limits; the author knows what does.
void check_example(Resolution& resolution, const WrittenField& written, const Field& field) {
  const bool several = has_elements(field.type);
  const Type& type = several ? field.type.element[0] : field.type;
  const bool limited =
      !type.pattern.empty() || !type.multiple_of.empty() || type.minimum || type.maximum;
  if (!limited || !type.known || type.kind == TypeKind::Serial || has_empty_range(type)) return;
  const bool shown =
      written.remarks.example || field.example || (!several && field.fill == Fill::Literal);
  if (shown || !type.example.empty()) return;
  const bool text = is_textual(type.kind);
  const bool followed =
      !text || type.pattern.empty() || type.kind == TypeKind::Password ||
      sample_of_pattern(type.pattern, type.min_length.value_or(0), type.max_length.value_or(10000));
  const Constant example = example_of(type, field.name, several ? nullptr : &field);
  if (followed && is_value_of(resolution, type, example)) return;
  if (!text) {
    resolution.sink
        .error("no-example", written.line.span,
               "plinth finds no value of `" + field.name.snake + "` that its limits allow")
        .hint("write others, or an `example` that they allow");
    return;
  }
  resolution.sink
      .error("no-example", written.line.span,
             "plinth finds no example of `" + field.name.snake + "` that its pattern matches")
      .hint(several ? hint_for_example(field.type)
                    : "write one, in the long form: `" + field.name.snake +
                          ": {type: …, example: '…'}`");
}

/// False, with a report, for a list or map where one value is wanted.
bool is_one_value(Resolution& resolution, const Remarks& remarks, const Type& type) {
  const bool structured = has_elements(type) || type.kind == TypeKind::Object;
  if (remarks.structure.empty() || structured || !type.known) return true;
  resolution.sink.error("example-value", remarks.example.span,
                        "expected one `" + std::string(to_text(type.kind)) + "`, found " +
                            std::string(remarks.structure));
  return false;
}

}  // namespace

void resolve_remarks(Resolution& resolution, const WrittenField& written, Field& field) {
  const Prose prose = prose_of(written.remarks);
  if (!prose.summary.empty() || !prose.description.empty()) field.prose = prose;
  if (written.remarks.deprecated) field.deprecation = deprecation_of(written.remarks);
  field.deprecated = field.deprecated || written.remarks.deprecated;
  resolve_value(resolution, written, field);
  const Remarks& remarks = written.remarks;
  if (remarks.example && is_one_value(resolution, remarks, field.type)) {
    field.example = constant_of(resolution, field.type, remarks.example, true, LiteralUse::Example);
  }
}

void hold_against_limits(Resolution& resolution, const Span& place, const Field& field,
                         Type& type) {
  const std::optional<std::string> value =
      field.fill == Fill::Literal ? spelling_of(field.literal) : std::nullopt;
  if (value) constant_of(resolution, type, {*value, place}, true, LiteralUse::Default);
  if (!type.example.empty() && !is_value_of(resolution, type, type.example[0])) type.example = {};
}

Prose prose_of(const Remarks& remarks) {
  return {std::string(remarks.summary.text), std::string(remarks.description.text)};
}

Deprecation deprecation_of(const Remarks& remarks) {
  return {std::string(remarks.deprecated_since.text), std::string(remarks.deprecated_sunset.text),
          std::string(remarks.deprecated_use.text)};
}

std::optional<Constant> constant_of(Resolution& resolution, const Type& type, const Spelled& text,
                                    bool quoted, LiteralUse use) {
  if (!type.known) return std::nullopt;
  if (!quoted && text.text == "null") return Constant{};
  return constant_from({resolution, type, text, use});
}

Field resolve_field(Resolution& resolution, const WrittenField& written, std::size_t owner) {
  Field field = resolve_line(resolution, written, owner);
  field.wire = wire_name(resolution, field);
  resolve_remarks(resolution, written, field);
  field.versions = version_range(resolution, written);
  if (field.type.kind == TypeKind::Password) field.writeonly = field.sensitive = true;
  fill_empty_collections(field);
  check_example(resolution, written, field);
  return field;
}

}  // namespace plinth
