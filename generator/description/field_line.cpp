#include "description/field_line.hpp"

#include <algorithm>

#include "description/field_words.hpp"

namespace plinth {
namespace {

using Kind = WrittenConstraint::Kind;

std::string range_text(const WrittenRange& range) {
  if (range.single) return std::string(range.single.text);
  return std::string(range.min.text) + ".." + std::string(range.max.text);
}

std::string item_text(const WrittenItem& item) {
  if (item.kind == WrittenItem::Kind::Map) {
    return "map<" + (item.element ? item_text(*item.element) : std::string{}) + ">";
  }
  std::string text;
  if (item.kind == WrittenItem::Kind::Reference) {
    for (const Spelled& segment : item.target)
      text += (text.empty() ? "-> " : ".") + std::string(segment.text);
    return text;
  }
  for (const Spelled& argument : item.arguments)
    text += (text.empty() ? "" : ", ") + std::string(argument.text);
  // Two numbers belong together and stand together: `decimal(12,2)`.
  if (item.name.text == "decimal") std::erase(text, ' ');
  return std::string(item.name.text) + (text.empty() ? "" : "(" + text + ")");
}

std::string constraint_text(const WrittenConstraint& constraint) {
  const std::string value(constraint.value.text);
  switch (constraint.kind) {
    case Kind::AtLeast:
      return ">= " + value;
    case Kind::MoreThan:
      return "> " + value;
    case Kind::AtMost:
      return "<= " + value;
    case Kind::LessThan:
      return "< " + value;
    case Kind::Range:
      return range_text(constraint.range);
    case Kind::MultipleOf:
      return "% " + value;
    case Kind::Pattern:
      return "/" + value + "/";
  }
  return {};
}

std::string word_text(const WrittenWord& word, WordArgument argument) {
  if (argument == WordArgument::None) return word.word;
  if (argument == WordArgument::Rule) return word.word + "(" + to_text(word.rule) + ")";
  return word.word + " " + std::string(word.argument.text);
}

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

std::string value_text(const WrittenValue& value) {
  const std::string expression = value.expression ? to_text(*value.expression) : std::string{};
  const std::string literal(value.literal.text);
  switch (value.kind) {
    case WrittenValue::Kind::None:
      return {};
    case WrittenValue::Kind::Literal:
      return " = " + (value.quoted ? in_quotes(literal) : literal);
    case WrittenValue::Kind::AtCreation:
      return " = (" + expression + ")";
    case WrittenValue::Kind::Computed:
      return " := " + expression;
  }
  return {};
}

}  // namespace

const WrittenWord* FieldLine::word(std::string_view name) const {
  const auto found = std::find_if(words.begin(), words.end(), [name](const WrittenWord& written) {
    return written.word == name;
  });
  return found == words.end() ? nullptr : &*found;
}

std::string to_text(const FieldLine& line) {
  std::string text = item_text(line.item);
  if (line.list) text += "[]";
  if (line.list_size) text += "(" + range_text(*line.list_size) + ")";
  if (line.optional) text += "?";
  for (const WrittenConstraint& constraint : line.constraints)
    text += " " + constraint_text(constraint);
  for (const FieldWord& row : field_words) {
    if (const WrittenWord* word = line.word(row.word)) text += " " + word_text(*word, row.argument);
  }
  return text + value_text(line.value);
}

}  // namespace plinth
