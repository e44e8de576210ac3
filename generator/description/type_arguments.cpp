#include "description/type_arguments.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "description/byte_size.hpp"
#include "description/name_rules.hpp"
#include "description/text_cursor.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

/// RFC 6838: `type/subtype`, either of which may be `*` as a whole.
bool is_content_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto allowed = [](char c) {
    return is_word_byte(c) || std::string_view("*.+-!#$&^").find(c) != std::string_view::npos;
  };
  const auto good = [&](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), allowed);
  };
  return slash != std::string_view::npos && good(text.substr(0, slash)) &&
         good(text.substr(slash + 1));
}

bool check_file_argument(const Spelled& argument, DiagnosticSink& sink) {
  if (parse_byte_size(argument.text) || is_content_type(argument.text)) return true;
  sink.error("bad-size", argument.span,
             "expected a size or a content type, found `" + std::string(argument.text) + "`")
      .hint("sizes are written `500KB`, `2MB`, `1GB`, content types `image/png`");
  return false;
}

/// `In-Progress` -> `inprogress`
std::string letters_of(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (c != '-' && c != '_')
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

}  // namespace

void remove_equal_enum_words(std::vector<Spelled>& words, DiagnosticSink& sink) {
  std::vector<std::pair<std::string, std::size_t>> order;
  order.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) order.emplace_back(letters_of(words[i].text), i);
  std::sort(order.begin(), order.end());
  std::vector<bool> equal(words.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (order[i].first != order[i - 1].first) continue;
    const Spelled& first = words[order[i - 1].second];
    const Spelled& second = words[order[i].second];
    const std::string name = "`" + std::string(second.text) + "`";
    sink.error("double-enum-word", second.span,
               first.text == second.text
                   ? "the enum has " + name + " twice"
                   : name + " is too much like `" + std::string(first.text) + "`")
        .note(first.span, "the first one");
    equal[order[i].second] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!equal[i]) words[kept++] = words[i];
  }
  words.resize(kept);
}

void remove_further_sizes(std::vector<Spelled>& arguments, DiagnosticSink& sink) {
  const Spelled* first = nullptr;
  std::erase_if(arguments, [&](const Spelled& argument) {
    if (!parse_byte_size(argument.text)) return false;
    if (first == nullptr) {
      first = &argument;
      return false;
    }
    sink.error("double-size", argument.span,
               "a file has one size, its largest, and this is a second one")
        .note(first->span, "the first one");
    return true;
  });
}

bool check_type_argument(std::string_view type, const Spelled& argument, DiagnosticSink& sink) {
  if (type == "string" || type == "text")
    return parse_range(argument, RangeOf::Counts, sink).has_value();
  if (type == "decimal") return check_count(argument, sink);
  if (type == "enum") return check_enum_word(argument, sink);
  if (type == "file") return check_file_argument(argument, sink);
  if (type == "slug") return check_reference(argument, "field", sink);
  return true;
}

}  // namespace plinth
