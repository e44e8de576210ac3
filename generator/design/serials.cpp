// Numbers without gaps: what a serial counts anew for, and where an optional one is given its
// number
// (`sets: {number: next()}`). Other values that actions set are resolved here, too.

#include <string>
#include <utility>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

/// True if rows can be counted by `field`: it is always there, and has few values.
bool can_count_by(const Field& field) {
  const TypeKind kind = field.type.kind;
  return !field.optional && (kind == TypeKind::Reference || kind == TypeKind::Enum);
}

void resolve_per(Resolution& resolution, Resource& resource, Field& serial,
                 const WrittenWord& word) {
  if (!serial.type.known) return;
  if (serial.type.kind != TypeKind::Serial) {
    resolution.sink
        .error(
            "per-of-serial", word.span,
            "only a serial counts anew; this is a `" + std::string(to_text(serial.type.kind)) + "`")
        .hint("remove `per " + std::string(word.argument.text) + "`");
    return;
  }
  if (serial.unique) {
    resolution.sink
        .error("per-of-unique", word.span,
               "a number that is counted anew for each `" + std::string(word.argument.text) +
                   "` cannot be unique in the whole table")
        .hint("remove `unique`: with `per` the number is unique for each");
  }
  const std::size_t whole = resource.whole;
  const bool of_whole =
      whole != no_index && resolution.design.resources[whole].own_name.snake == word.argument.text;
  const Field* field = resource.find(word.argument.text);
  if (!of_whole && field == nullptr) {
    return report_unknown_field(resolution, resource, word.argument);
  }
  if (!of_whole && field->type.known && !can_count_by(*field)) {
    resolution.sink
        .error("per-of-field", word.argument.span,
               "numbers cannot be counted for each `" + std::string(word.argument.text) + "`")
        .note(field->span, "the field is here")
        .hint("what they can be counted for: a reference or an enum that every row has");
    return;
  }
  serial.per = std::string(word.argument.text);
}

}  // namespace

void resolve_serials(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    for (const WrittenField& written : resolution.written[i]->fields) {
      const WrittenWord* per = written.line.word("per");
      if (per == nullptr) continue;
      const std::size_t field = find_field(resources[i].fields, written.name.text);
      resolve_per(resolution, resources[i], resources[i].fields[field], *per);
    }
  }
}

}  // namespace plinth
