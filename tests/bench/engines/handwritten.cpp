#include "engines/handwritten.hpp"

#include <string_view>

namespace plinth::bench {
namespace {

using Json = nlohmann::ordered_json;

const std::string& text(const Json& object, const char* key) {
  return object.at(key).get_ref<const std::string&>();
}

std::string number(const Json& object, const char* key) {
  return std::to_string(object.at(key).get<long>());
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string capitalized(std::string word) {
  if (!word.empty()) word[0] = upper(word[0]);
  return word;
}

void rule(const Json& field, const char* name, std::string_view limit, std::string_view message,
          std::string& out) {
  const std::string& field_name = text(field, "name");
  const std::string bound = number(field, name);
  out += "  if (value.";
  out += field_name;
  out += " !== undefined && size(value.";
  out += field_name;
  out += ") ";
  out += limit;
  out += ' ';
  out += bound;
  out += ") {\n    problems.push({ field: '";
  out += field_name;
  out += "', rule: '";
  out += name;
  out += "', message: '";
  out += message;
  out += ' ';
  out += bound;
  out += "' });\n  }\n";
}

void declaration(const Json& field, std::string& out) {
  out += "  /**\n   * ";
  out += text(field, "title");
  if (field.at("required").get<bool>()) out += ", required";
  if (field.at("readonly").get<bool>()) out += ", set by the service";
  out += ".\n   * ";
  out += text(field, "summary");
  out += "\n   */\n  ";
  if (field.at("readonly").get<bool>()) out += "readonly ";
  out += text(field, "name");
  if (!field.at("required").get<bool>()) out += '?';
  out += ": ";
  out += text(field, "type");
  out += ";\n";
}

void words(const Json& field, std::string& out) {
  const Json& list = field.at("words");
  out += "  if (![";
  bool first = true;
  for (const Json& word : list) {
    if (!first) out += ", ";
    first = false;
    out += '\'';
    for (const char c : word.get_ref<const std::string&>()) out += upper(c);
    out += '\'';
  }
  out += "].includes(value.";
  out += text(field, "name");
  out += ")) {\n    problems.push({ field: '";
  out += text(field, "name");
  out += "', rule: 'enum', message: 'must be one of ";
  first = true;
  for (const Json& word : list) {
    if (!first) out += ", ";
    first = false;
    out += word.get_ref<const std::string&>();
  }
  out += "' });\n  }\n";
}

void check(const Json& field, const Json& resource, std::size_t at, std::string& out) {
  const std::string& name = text(field, "name");
  if (field.at("required").get<bool>() && !field.at("readonly").get<bool>()) {
    out += "  if (value.";
    out += name;
    out += " === undefined) {\n    problems.push({ field: '";
    out += name;
    out += "', rule: 'required', message: 'is missing' });\n  }\n";
  }
  if (!field.at("words").empty()) words(field, out);
  if (!field.at("minimum").is_null()) rule(field, "minimum", "<", "must be at least", out);
  if (!field.at("maximum").is_null()) rule(field, "maximum", ">", "must be at most", out);
  const std::string& kind = text(field, "kind");
  if (kind == "email" || kind == "url" || kind == "uuid") {
    out += "  if (!formats.";
    out += kind;
    out += ".test(value.";
    out += name;
    out += " ?? '')) {\n    problems.push({ field: '";
    out += name;
    out += "', rule: 'format', message: 'must be a well-formed ";
    out += kind;
    out += "' });\n  }\n";
  } else if (kind == "date" || kind == "instant") {
    out += "  if (Number.isNaN(Date.parse(value.";
    out += name;
    out += " ?? ''))) {\n    problems.push({ field: '";
    out += name;
    out += "', rule: 'format', message: 'must be a point in time' });\n  }\n";
  } else {
    out += "  // ";
    out += name;
    out += " has no format of its own: ";
    out += text(field, "type");
    out += " of ";
    out += text(resource, "plural");
    out += '[';
    out += std::to_string(at);
    out += "]\n";
  }
}

}  // namespace

std::string handwritten(const Json& context) {
  std::string out;
  const Json& resources = context.at("resources");
  std::size_t index = 0;
  for (const Json& resource : resources) {
    const std::string name = capitalized(text(resource, "name"));
    out += "/** ";
    out += std::to_string(++index);
    out += " of ";
    out += std::to_string(resources.size());
    out += ": ";
    out += text(resource, "title");
    out += " of the service ";
    out += text(context, "service");
    out += ", version ";
    out += number(context, "version");
    out += ". */\nexport interface ";
    out += name;
    out += " {\n";
    for (const Json& field : resource.at("fields")) declaration(field, out);
    out += "}\n\nexport function check";
    out += name;
    out += "(value: ";
    out += name;
    out += "): Problem[] {\n  const problems: Problem[] = [];\n";
    std::size_t at = 0;
    for (const Json& field : resource.at("fields")) check(field, resource, at++, out);
    out += "  return problems;\n}\n\n";
  }
  return out;
}

}  // namespace plinth::bench
