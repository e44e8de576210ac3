#include "description/type_arguments.hpp"

#include <algorithm>
#include <string>

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

}  // namespace

bool check_type_argument(std::string_view type, const Spelled& argument, DiagnosticSink& sink) {
  if (type == "string" || type == "text")
    return parse_range(argument, RangeOf::Counts, sink).has_value();
  if (type == "decimal") return check_count(argument, sink);
  if (type == "enum") return check_enum_word(argument, sink);
  if (type == "file") return check_file_argument(argument, sink);
  if (type == "slug") return check_name(argument, "field", sink);
  return true;
}

}  // namespace plinth
