#include "cli/context_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/input_file.hpp"
#include "jinja/value_json.hpp"
#include "jinja/value_text.hpp"
#include "yaml/reader.hpp"

namespace plinth::cli {
namespace {

using jinja::Value;

constexpr std::array<std::string_view, 1> smallest_context{"name: value"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// All of `digits` as a number of `radix`; nothing if it is none or too large.
std::optional<std::int64_t> integer(std::string_view digits, int radix) {
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number, radix);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

std::optional<double> real(std::string_view digits) {
  const std::string_view unsigned_digits =
      digits.substr(!digits.empty() && (digits[0] == '-' || digits[0] == '+') ? 1 : 0);
  const double sign = digits.starts_with('-') ? -1 : 1;
  if (is_one_of(unsigned_digits, {".inf", ".Inf", ".INF"})) {
    return sign * std::numeric_limits<double>::infinity();
  }
  if (is_one_of(digits, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  const bool begins =
      !unsigned_digits.empty() &&
      (unsigned_digits[0] == '.' || (unsigned_digits[0] >= '0' && unsigned_digits[0] <= '9'));
  if (!begins) return std::nullopt;  // from_chars would also take `inf` and `nan`
  double number = 0;
  const char* end = unsigned_digits.data() + unsigned_digits.size();
  const auto read = std::from_chars(unsigned_digits.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return sign * number;
}

/// A plain scalar by the core schema: YAML 1.2.2, section 10.3.2.
Value typed(std::string_view text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return Value::none();
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  if (text.starts_with("0o") || text.starts_with("0x")) {
    if (const auto number = integer(text.substr(2), text[1] == 'o' ? 8 : 16)) return *number;
    return text;
  }
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  if (const auto number = integer(digits, 10); number && !digits.starts_with("+")) return *number;
  if (const auto number = real(text)) return *number;
  return text;
}

Value value_of(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Node::Kind::Null:
      return Value::none();
    case yaml::Node::Kind::Scalar:
      return node.quoted ? Value(node.text) : typed(node.text);
    case yaml::Node::Kind::List: {
      jinja::List items;
      for (const yaml::Node& item : node.items) items.push_back(value_of(item));
      return items;
    }
    case yaml::Node::Kind::Map:
      break;
  }
  jinja::Map entries;
  for (const yaml::Entry& entry : node.entries) {
    entries.set(entry.key.quoted ? Value(entry.key.text) : typed(entry.key.text),
                value_of(entry.value));
  }
  return entries;
}

std::optional<Value> read_json(const SourceFile& file, DiagnosticSink& sink) {
  try {
    return jinja::value_from_json(nlohmann::ordered_json::parse(file.text()));
  } catch (const nlohmann::ordered_json::parse_error& error) {
    // The library counts from 1, and from 0 where the text ends too early.
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, file.text().size());
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(std::min(at + 1, file.text().size()));
    const bool over = at == file.text().size();
    sink.error("json-syntax", {&file, begin, end},
               over ? "the JSON ends in the middle" : "this is not well-formed JSON")
        .hint("a name that does not end in `.json` is read as YAML");
  } catch (const DiagnosticError& error) {
    sink.error(error.diagnostic().id, {&file, 0, 0}, error.diagnostic().message);
  } catch (const nlohmann::ordered_json::exception&) {
    sink.error("json-syntax", {&file, 0, 0}, "this JSON holds a number that is too large");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> read_context_file(const std::string& path, bool tainted, SourceFiles& files,
                                       DiagnosticSink& sink) {
  const bool json = path.ends_with(".json");
  const SourceFile* file =
      json ? read_whole_input_file(path, files, sink) : read_input_file(path, files, sink);
  if (file == nullptr) return std::nullopt;
  std::optional<Value> context;
  if (json) {
    context = read_json(*file, sink);
  } else {
    const yaml::Document document = yaml::read(*file, sink, {}, {"name", smallest_context});
    if (!sink.has_errors()) context = value_of(document.root);
  }
  if (!context) return std::nullopt;
  if (!context->is_map()) {
    sink.error(
        "context-kind", {file, 0, 0},
        "expected a map of variables, found a " + std::string(jinja::kind_name(context->kind())));
    return std::nullopt;
  }
  return tainted ? jinja::taint_everything(*context) : *context;
}

}  // namespace plinth::cli
