// What the parts of a field line ask of one another and of the fields beside them. What could not
// be read of a field is not judged: it was reported.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <set>

#include "description/pattern_syntax.hpp"
#include "description/written_number.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/value_family.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A field as it was written and as it is meant, among the fields of its resource.
struct CheckedField {
  const WrittenField& written;
  const Field& field;
  const Resource& resource;
};

const Type& element_of(const Type& type) {
  return type.kind == TypeKind::List ? type.element[0] : type;
}

bool is_reference(const Type& type) { return element_of(type).kind == TypeKind::Reference; }

void check_reference_words(Resolution& resolution, const CheckedField& checked) {
  for (const std::string_view word : {"on delete", "embed"}) {
    const WrittenWord* const written = checked.written.line.word(word);
    if (written == nullptr || is_reference(checked.field.type)) continue;
    resolution.sink
        .error("word-without-reference", written->span,
               in_backticks(word) + " belongs to a reference, and " +
                   in_backticks(checked.written.name.text) + " is none")
        .hint("a reference is written `-> user`");
  }
}

void check_null_on_delete(Resolution& resolution, const CheckedField& checked) {
  const WrittenWord* const written = checked.written.line.word("on delete");
  const bool null = written != nullptr && written->argument.text == "null";
  if (!null || checked.field.optional || checked.field.type.kind != TypeKind::Reference) return;
  resolution.sink
      .error(
          "null-of-required", written->span,
          in_backticks(checked.written.name.text) + " is required, so that it cannot become null")
      .hint("write `?` behind the resource, or `on delete cascade`");
}

void check_slug_source(Resolution& resolution, const CheckedField& checked) {
  const WrittenItem& item = checked.written.line.item;
  if (checked.field.type.kind != TypeKind::Slug || item.name.text != "slug") return;
  if (item.arguments.empty()) return;
  const Spelled& source = item.arguments.front();
  const Field* const field = checked.resource.find(source.text);
  if (field == nullptr) return report_unknown_field(resolution, checked.resource, source);
  const bool text = field->type.kind == TypeKind::String || field->type.kind == TypeKind::Text;
  if (!field->type.known || (text && field != &checked.field)) return;
  resolution.sink
      .error("slug-source", source.span,
             "a slug is made of a text, and " + in_backticks(source.text) + " is of type " +
                 in_backticks(to_text(field->type.kind)))
      .note(field->span, "the field is here");
}

void check_labels(Resolution& resolution, const CheckedField& checked) {
  const std::vector<NamedText>& labels = checked.written.labels;
  if (labels.empty()) return;
  const Type& type = element_of(checked.field.type);
  if (type.kind != TypeKind::Enum) {
    resolution.sink
        .error("labels-without-enum", labels.front().name.span,
               "`labels` name the words of an enum, and " +
                   in_backticks(checked.written.name.text) + " is none")
        .note(checked.written.line.span, "its type is written here");
    return;
  }
  std::vector<std::string> words;
  for (const EnumWord& word : type.words) words.push_back(word.word);
  for (const NamedText& label : labels) {
    if (std::find(words.begin(), words.end(), label.name.text) != words.end()) continue;
    report_unknown(resolution, {"unknown-word", label.name,
                                in_backticks(label.name.text) + " is no word of the enum", words,
                                "the words are: " + listed(words)});
  }
}

void check_store(Resolution& resolution, const CheckedField& checked) {
  const Spelled& store = checked.written.store;
  if (!store || checked.field.type.kind == TypeKind::Object) return;
  resolution.sink
      .error(
          "store-without-object", store.span,
          "`store` is for an object, and " + in_backticks(checked.written.name.text) + " is none")
      .note(checked.written.line.span, "its type is written here");
}

void check_key_words(Resolution& resolution, const CheckedField& checked) {
  for (const std::string_view word : {"unique", "index"}) {
    const WrittenWord* const written = checked.written.line.word(word);
    if (written == nullptr || can_be_key(checked.field.type)) continue;
    resolution.sink.error("key-type", written->span,
                          "a " + in_backticks(to_text(checked.field.type.kind)) + " cannot be " +
                              (word == "unique" ? "`unique`" : "an `index`"));
  }
}

void check_former_name(Resolution& resolution, const CheckedField& checked) {
  const WrittenWord* const was = checked.written.line.word("was");
  if (was == nullptr) return;
  const Field* const other = checked.resource.find(was->argument.text);
  if (other == nullptr) return;
  resolution.sink
      .error("former-name", was->argument.span,
             "there is a field " + in_backticks(was->argument.text) + " still, so that " +
                 in_backticks(checked.written.name.text) + " was not called so")
      .note(other->span, "it is here");
}

/// Two limits of a line, or of a line and the named type that it uses, have to leave something.
void check_combined_range(Resolution& resolution, const CheckedField& checked) {
  const Type& type = element_of(checked.field.type);
  if (!type.minimum || !type.maximum) return;
  if (checked.written.line.constraints.empty()) return;
  if (!leaves_nothing(*type.minimum, *type.maximum)) return;
  const auto named = resolution.types.find(type.alias);
  DiagnosticBuilder report =
      resolution.sink.error("bad-range", checked.written.line.constraints.back().span,
                            "no number is left between the minimum " + type.minimum->value +
                                " and the maximum " + type.maximum->value);
  if (named != resolution.types.end()) {
    report.note(named->second->line.span, "the type " + in_backticks(type.alias) + " is here");
  }
}

/// Two limits that leave no whole number between them.
void check_whole_numbers(Resolution& resolution, const CheckedField& checked) {
  const Type& type = element_of(checked.field.type);
  if (!is_whole(type.kind) || !type.minimum || !type.maximum) return;
  std::int64_t least = 0, most = 0;
  const auto read = [](const std::string& text, std::int64_t& number) {
    const char* const end = text.data() + text.size();
    return std::from_chars(text.data(), end, number).ptr == end;
  };
  if (!read(type.minimum->value, least) || !read(type.maximum->value, most)) return;
  const bool neighbours =
      type.minimum->exclusive && type.maximum->exclusive && least < most && least + 1 == most;
  if (!neighbours || checked.written.line.constraints.empty()) return;
  resolution.sink.error(
      "bad-range", checked.written.line.constraints.back().span,
      "no whole number is left between " + type.minimum->value + " and " + type.maximum->value);
}

void check_null_value(Resolution& resolution, const CheckedField& checked) {
  const WrittenValue& value = checked.written.line.value;
  const bool null =
      value.kind == WrittenValue::Kind::Literal && !value.quoted && value.literal.text == "null";
  if (!null || checked.field.optional) return;
  resolution.sink
      .error("null-of-required", value.span,
             in_backticks(checked.written.name.text) + " is required, so that it is never null")
      .hint("write `?` behind the type, or another value");
}

/// The form of a serial has one counter, such as `{00000}`, and perhaps the year.
void check_serial_form(Resolution& resolution, const CheckedField& checked) {
  const WrittenItem& item = checked.written.line.item;
  if (checked.field.type.kind != TypeKind::Serial || item.arguments.empty()) return;
  const Spelled& form = item.arguments.front();
  std::size_t counters = 0;
  for (std::size_t open = form.text.find('{'); open != std::string_view::npos;
       open = form.text.find('{', open + 1)) {
    const std::size_t close = form.text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view word = form.text.substr(open + 1, close - open - 1);
    const bool counter = !word.empty() && word.find_first_not_of('0') == std::string_view::npos;
    counters += counter ? 1 : 0;
    if (counter || word == "year") continue;
    resolution.sink
        .error("serial-form", form.span,
               "the form of a serial has no " + in_backticks("{" + std::string(word) + "}"))
        .hint("there are `{year}` and the counter, a zero for each digit: `{00000}`");
    return;
  }
  if (counters == 1) return;
  resolution.sink
      .error("serial-form", form.span,
             counters == 0 ? "the form of this serial has no counter, so that all would be equal"
                           : "the form of a serial has one counter, and this one has " +
                                 std::to_string(counters))
      .hint("a counter is a zero for each digit: `INV-{year}-{00000}`");
}

/// Databases have regular expressions of their own, which mean the same as far as this goes.
void check_portable_pattern(Resolution& resolution, const FieldLine& line) {
  for (const WrittenConstraint& written : line.constraints) {
    if (written.kind != WrittenConstraint::Kind::Pattern) continue;
    const std::optional<PatternObstacle> obstacle = obstacle_in_pattern(written.value.text);
    if (!obstacle) continue;
    resolution.sink
        .error("pattern-of-database", written.span,
               in_backticks(obstacle->written) + " in this pattern is not read alike everywhere")
        .hint(std::string(obstacle->hint));
  }
}

void check_portable_pattern(Resolution& resolution, const CheckedField& checked) {
  check_portable_pattern(resolution, checked.written.line);
}

using Check = void (*)(Resolution& resolution, const CheckedField& checked);
constexpr std::array<Check, 12> checks{
    check_reference_words, check_null_on_delete, check_slug_source, check_labels,
    check_store,           check_key_words,      check_former_name, check_combined_range,
    check_whole_numbers,   check_null_value,     check_serial_form, check_portable_pattern,
};

void check_field(Resolution& resolution, const CheckedField& checked) {
  const bool damaged = resolution.description.damage.touches(checked.written.span) ||
                       !checked.field.type.known || !element_of(checked.field.type).known;
  if (damaged) return;
  for (const Check check : checks) check(resolution, checked);
}

void check_all(Resolution& resolution, const std::vector<WrittenField>& written,
               const std::vector<Field>& fields, const Resource& resource) {
  for (std::size_t i = 0; i < std::min(written.size(), fields.size()); ++i) {
    check_field(resolution, {written[i], fields[i], resource});
    const Type& type = element_of(fields[i].type);
    if (type.kind == TypeKind::Object) {
      check_all(resolution, written[i].fields, type.fields, resource);
    }
  }
}

/// What says something of a row's field, and nothing of what a call sends.
void check_input(Resolution& resolution, const WrittenField& written, const Field& field) {
  if (resolution.description.damage.touches(written.span)) return;
  constexpr std::array<std::string_view, 10> of_rows{"unique",   "index", "immutable", "readonly",
                                                     "internal", "embed", "on delete", "writeonly",
                                                     "read",     "write"};
  for (const WrittenWord& word : written.line.words) {
    if (std::find(of_rows.begin(), of_rows.end(), word.word) == of_rows.end()) continue;
    resolution.sink
        .error("word-of-input", word.span,
               in_backticks(word.word) + " is of a field of a row, and this is an input of a call")
        .hint("leave it out");
  }
  if (field.type.kind == TypeKind::Serial) {
    resolution.sink.error("word-of-input", written.line.item.span,
                          "the service gives a serial, so that no call sends one");
  }
  const WrittenValue& value = written.line.value;
  if (value.kind != WrittenValue::Kind::Computed) return;
  resolution.sink.error("word-of-input", value.span, "what is worked out is sent by no call")
      .hint("a default is written `= 3`");
}

/// Reports files that have no path to be sent to: that of a row, and of objects in it.
void check_places_of_files(Resolution& resolution, const std::vector<Field>& fields,
                           std::string_view without_path) {
  for (const Field& field : fields) {
    const bool in_list = field.type.kind == TypeKind::List || field.type.kind == TypeKind::Map;
    const Type& type = in_list ? field.type.element[0] : field.type;
    if (type.kind == TypeKind::Object) {
      check_places_of_files(resolution, type.fields,
                            in_list && without_path.empty() ? "a list" : without_path);
    }
    const bool is_sent = field.type.kind == TypeKind::File && !field.readonly && !field.internal;
    if (!is_sent || without_path.empty()) continue;
    resolution.sink
        .error("file-without-path", field.span,
               in_backticks(field.name.snake) + " stands in " + std::string(without_path) +
                   ", where nothing has a path of its own that a file could be sent to")
        .hint(without_path == "a list" ? "write the list as a part, under `contains:`"
                                       : "leave out `inline`");
  }
}

/// What a line that uses a type does not take over may not stand in the type: it would be lost.
void check_type_line(Resolution& resolution, const WrittenField& type) {
  for (const WrittenWord& word : type.line.words) {
    if (word.word == "sensitive") continue;
    resolution.sink
        .error("word-of-type", word.span,
               in_backticks(word.word) + " is of a field and not of a type")
        .hint("write it where the type " + in_backticks(type.name.text) + " is used");
  }
  const WrittenValue& value = type.line.value;
  if (value.kind != WrittenValue::Kind::AtCreation && value.kind != WrittenValue::Kind::Computed)
    return;
  resolution.sink
      .error("word-of-type", value.span,
             "a value that is worked out is of a field and not of a type")
      .hint("write it where the type " + in_backticks(type.name.text) + " is used");
}

/// False, with a report, where the name is one of something else.
bool check_type_name(Resolution& resolution, const WrittenField& type) {
  const auto resource = resolution.top_resources.find(type.name.text);
  if (is_built_in_type(type.name.text)) {
    resolution.sink
        .error("name-collision", type.name.span,
               in_backticks(type.name.text) + " is a type of the language already")
        .hint("give yours another name");
    return false;
  }
  if (resource != resolution.top_resources.end()) {
    resolution.sink
        .error("name-collision", type.name.span,
               in_backticks(type.name.text) + " is a type and a resource")
        .note(resolution.design.resources[resource->second].span, "the resource is here");
    return false;
  }
  return true;
}

/// The names of types that lines of a description use.
class UsedTypes {
 public:
  void add(const WrittenItem& item) {
    names_.insert(item.name.text);
    if (item.element) add(*item.element);
  }
  void add(const WrittenField& field) {
    add(field.line.item);
    for (const WrittenField& inner : field.fields) add(inner);
  }
  void add(const std::vector<WrittenField>& fields) {
    for (const WrittenField& field : fields) add(field);
  }
  void add(const std::optional<WrittenField>& field) {
    if (field) add(*field);
  }
  void add(const WrittenResource& resource) {
    add(resource.fields);
    for (const WrittenAction& action : resource.actions) {
      add(action.input);
      add(action.returned);
    }
    for (const WrittenResource& part : resource.contains) add(part);
  }
  void add(const Description& description) {
    for (const WrittenResource& resource : description.resources) add(resource);
    for (const WrittenEndpoint& endpoint : description.endpoints) {
      add(endpoint.params);
      add(endpoint.query);
      add(endpoint.body);
      add(endpoint.returned);
    }
    for (const WrittenEvent& event : description.events) add(event.payload);
    for (const WrittenSubscription& event : description.subscribes) add(event.payload);
  }
  /// A type that is used uses others.
  void follow(const Resolution& resolution) {
    std::vector<std::string_view> open(names_.begin(), names_.end());
    while (!open.empty()) {
      const auto type = resolution.types.find(open.back());
      open.pop_back();
      if (type == resolution.types.end()) continue;
      UsedTypes of_type;
      of_type.add(*type->second);
      for (const std::string_view name : of_type.names_) {
        if (names_.insert(name).second) open.push_back(name);
      }
    }
  }
  bool contains(std::string_view name) const { return names_.contains(name); }

  /// The names that are of no type, each of which was reported.
  std::vector<std::string> unknown(const Resolution& resolution) const {
    std::vector<std::string> names;
    for (const std::string_view name : names_) {
      const bool known = is_built_in_type(name) || resolution.types.contains(name);
      if (!known && !name.empty()) names.emplace_back(name);
    }
    return names;
  }

 private:
  std::set<std::string_view> names_;
};

}  // namespace

bool leaves_nothing(const Bound& minimum, const Bound& maximum) {
  const auto order = compare_numbers(minimum.value, maximum.value);
  return order > 0 || (order == 0 && (minimum.exclusive || maximum.exclusive));
}

bool can_be_key(const Type& type) {
  constexpr std::array<TypeKind, 6> refused{TypeKind::Password, TypeKind::Json,   TypeKind::Map,
                                            TypeKind::File,     TypeKind::Object, TypeKind::List};
  return std::find(refused.begin(), refused.end(), type.kind) == refused.end();
}

void check_types(Resolution& resolution) {
  UsedTypes used;
  used.add(resolution.description);
  used.follow(resolution);
  const std::vector<std::string> unknown = used.unknown(resolution);
  for (const WrittenField& type : resolution.description.types) {
    const bool named = check_type_name(resolution, type);
    check_type_line(resolution, type);
    check_portable_pattern(resolution, type.line);
    if (!named || used.contains(type.name.text)) continue;
    if (!nearest_word(type.name.text, unknown).empty()) continue;  // with a slip of the pen
    resolution.sink
        .warning("unused-type", type.name.span,
                 "nothing uses the type " + in_backticks(type.name.text))
        .hint("leave it out, or write it as the type of a field");
    resolve_field(resolution, type, no_index);  // what is used was judged where that is
  }
}

void check_fields(Resolution& resolution) {
  const std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const WrittenResource& written = *resolution.written[i];
    check_all(resolution, written.fields, resources[i].fields, resources[i]);
    check_places_of_files(resolution, resources[i].fields,
                          resources[i].inline_parts ? "an inline part" : "");
    for (std::size_t a = 0; a < resources[i].actions.size(); ++a) {
      const std::vector<WrittenField>& inputs = written.actions[a].input;
      const std::vector<Field>& fields = resources[i].actions[a].input;
      check_all(resolution, inputs, fields, resources[i]);
      for (std::size_t at = 0; at < std::min(inputs.size(), fields.size()); ++at) {
        check_input(resolution, inputs[at], fields[at]);
      }
    }
  }
}

}  // namespace plinth
