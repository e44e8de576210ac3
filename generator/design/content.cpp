// `body` and `returns`: the name of a resource stands for its rows, a few words have a meaning of
// their own, and everything else is a field line or a block of fields.

#include <algorithm>
#include <charconv>
#include <utility>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

/// A resource by its name; `owner`, its parts and those of its wholes by their own, any part by its
/// long one.
std::size_t resource_named(const Resolution& resolution, std::string_view name, std::size_t owner) {
  const auto top = resolution.top_resources.find(name);
  if (top != resolution.top_resources.end()) return top->second;
  for (std::size_t at = owner; at != no_index; at = resolution.design.resources[at].whole) {
    const std::size_t part = find_part(resolution.design, at, name);
    if (part != no_index) return part;
  }
  const std::vector<Resource>& all = resolution.design.resources;
  const auto part = std::find_if(all.begin(), all.end(), [&](const Resource& resource) {
    return resource.name.snake == name;
  });
  return part == all.end() ? no_index : static_cast<std::size_t>(part - all.begin());
}

std::uint64_t number_of(const Spelled& text, std::uint64_t fallback) {
  std::uint64_t value = fallback;
  if (text) std::from_chars(text.text.data(), text.text.data() + text.text.size(), value);
  return value;
}

/// Rows are what they are: a line of them has no `?`, limits, words or value.
void check_bare(Resolution& resolution, const FieldLine& line) {
  const bool bare = !line.optional && line.constraints.empty() && line.words.empty() &&
                    line.value.kind == WrittenValue::Kind::None;
  if (bare) return;
  resolution.sink
      .error("content-line", line.span,
             "nothing but `[]` stands behind `" + std::string(line.item.name.text) + "` here")
      .hint("what its members are is said where it is declared");
}

Content rows_of(Resolution& resolution, const FieldLine& line, std::size_t resource,
                Content content) {
  check_bare(resolution, line);
  content.kind = line.list ? Content::Kind::Rows : Content::Kind::Row;
  content.resource = resource;
  content.min_rows = 1;
  content.max_rows = 100;
  if (line.list_size) {
    const WrittenRange& size = *line.list_size;
    content.min_rows = number_of(size.min, 1);
    content.max_rows = number_of(size.max, number_of(size.single, 100));
  }
  return content;
}

void report_unknown_content(Resolution& resolution, const Spelled& name) {
  std::vector<std::string> known = type_names(resolution);
  known.insert(known.end(), resolution.top_names.begin(), resolution.top_names.end());
  known.insert(known.end(), {"nothing", "stream"});
  report_unknown(resolution, {"unknown-type", name,
                              "there is no type and no resource `" + std::string(name.text) + "`",
                              known, "a resource, a type, or a block of fields"});
}

bool holds_file(const Type& type) {
  return type.kind == TypeKind::File ||
         std::any_of(type.fields.begin(), type.fields.end(),
                     [](const Field& field) { return holds_file(field.type); });
}

}  // namespace

void refuse_files(Resolution& resolution, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (!holds_file(field.type)) continue;
    resolution.sink.error("file-in-body", field.span, "a file is no member of a body of JSON")
        .hint("an endpoint whose `body` is the file alone takes it as it is: `body: file(5MB)`");
  }
}

Content content_of(Resolution& resolution, const WrittenField& written, std::size_t owner) {
  Content content;
  content.span = written.span;
  if (!written.fields.empty()) {
    content.kind = Content::Kind::Block;
    for (const WrittenField& field : written.fields) {
      content.fields.push_back(resolve_field(resolution, field, owner));
    }
    return content;
  }
  const FieldLine& line = written.line;
  const Spelled& name = line.item.name;
  if (line.item.kind == WrittenItem::Kind::Name && name) {
    const bool word = name.text == "nothing" || name.text == "stream";
    if (word && !is_type_name(resolution, name.text)) {
      check_bare(resolution, line);
      if (name.text == "stream") content.kind = Content::Kind::Stream;
      return content;
    }
    if (!is_type_name(resolution, name.text)) {
      const std::size_t resource = resource_named(resolution, name.text, owner);
      if (resource != no_index) return rows_of(resolution, line, resource, std::move(content));
      report_unknown_content(resolution, name);
      return content;
    }
  }
  content.kind = Content::Kind::Line;
  content.fields.push_back(resolve_field(resolution, written, owner));
  return content;
}

}  // namespace plinth
