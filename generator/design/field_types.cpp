// Field lines become types: a table of the built-in types with the limits they imply, then the
// written limits on top. A named type is resolved first and what the line adds is put over it.

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "description/byte_size.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/value_family.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t default_list_size = 100;
constexpr std::uint64_t default_map_size = 100;
constexpr std::uint64_t json_bytes = 64 * 1024;
constexpr std::uint64_t most_least = 1000;  // characters, or elements
constexpr std::size_t deepest_types = 32;   // inside each other
constexpr std::size_t most_members = 1000;  // of a type and those that it is made of

struct BuiltIn {
  std::string_view word;
  TypeKind kind;
  std::uint64_t min_length, max_length;  // 0, 0: no length
};

constexpr std::array built_in_types{
    BuiltIn{"string", TypeKind::String, 1, 255},
    BuiltIn{"text", TypeKind::Text, 1, 10000},
    BuiltIn{"email", TypeKind::Email, 3, 254},  // RFC 5321, 4.5.3.1
    BuiltIn{"url", TypeKind::Url, 8, 2048},
    BuiltIn{"uuid", TypeKind::Uuid, 36, 36},        // RFC 9562, 4
    BuiltIn{"phone", TypeKind::Phone, 3, 16},       // E.164 with its plus sign
    BuiltIn{"ip", TypeKind::Ip, 2, 45},             // `::` to an IPv4-mapped IPv6 address
    BuiltIn{"color", TypeKind::Color, 7, 7},        // `#rrggbb`
    BuiltIn{"country", TypeKind::Country, 2, 2},    // ISO 3166-1 alpha-2
    BuiltIn{"currency", TypeKind::Currency, 3, 3},  // ISO 4217
    BuiltIn{"locale", TypeKind::Locale, 2, 35},     // BCP 47, RFC 5646 4.4.1
    BuiltIn{"slug", TypeKind::Slug, 1, 100},
    BuiltIn{"password", TypeKind::Password, 8, 128},
    BuiltIn{"bool", TypeKind::Bool, 0, 0},
    BuiltIn{"int", TypeKind::Int, 0, 0},
    BuiltIn{"long", TypeKind::Long, 0, 0},
    BuiltIn{"float", TypeKind::Float, 0, 0},
    BuiltIn{"decimal", TypeKind::Decimal, 0, 0},
    BuiltIn{"date", TypeKind::Date, 0, 0},
    BuiltIn{"time", TypeKind::Time, 0, 0},
    BuiltIn{"datetime", TypeKind::DateTime, 0, 0},
    BuiltIn{"duration", TypeKind::Duration, 0, 0},
    BuiltIn{"json", TypeKind::Json, 0, 0},
    BuiltIn{"file", TypeKind::File, 0, 0},
    BuiltIn{"serial", TypeKind::Serial, 1, 64},
    BuiltIn{"enum", TypeKind::Enum, 0, 0},
    BuiltIn{"object", TypeKind::Object, 0, 0},
};

const BuiltIn* built_in(std::string_view word) {
  const auto found = std::find_if(built_in_types.begin(), built_in_types.end(),
                                  [&](const BuiltIn& type) { return type.word == word; });
  return found == built_in_types.end() ? nullptr : &*found;
}

std::uint64_t count_of(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// `least`, or with a report what there can be examples of.
std::uint64_t accepted_least(Resolution& resolution, std::uint64_t least, const Spelled& written,
                             std::string_view what) {
  if (least <= most_least) return least;
  resolution.sink.error("least-too-large", written.span,
                        "at least " + std::to_string(least) + " " + std::string(what) +
                            " cannot be asked for; at most " + std::to_string(most_least) +
                            " can, or no example could be shown");
  return most_least;
}

/// The lengths that `range` says: one number is the maximum, an open lower end is 1.
void apply_length(Resolution& resolution, Type& type, const Spelled& argument) {
  const std::string_view text = argument.text;
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    type.max_length = count_of(text);
    type.min_length = std::min<std::uint64_t>(*type.max_length, 1);
    return;
  }
  const auto blank = [](std::string_view part) {
    const std::size_t begin = part.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view{} : part.substr(begin);
  };
  const std::string_view low = blank(text.substr(0, dots));
  const std::string_view high = blank(text.substr(dots + 2));
  type.min_length =
      low.empty() ? 1 : accepted_least(resolution, count_of(low), argument, "characters");
  if (!high.empty()) type.max_length = count_of(high);
}

void apply_file_arguments(Type& type, const WrittenItem& item) {
  type.max_bytes = 10ULL * 1024 * 1024;  // what a form of a web page sends without anybody's wonder
  for (const Spelled& argument : item.arguments) {
    if (argument.text.find('/') != std::string_view::npos) {
      type.content_types.push_back(std::string(argument.text));
    } else if (const auto size = parse_byte_size(argument.text)) {
      type.max_bytes = *size;
    }
  }
}

/// `true`, or a diagnostic that names what the type takes.
bool expect_arguments(Resolution& resolution, const WrittenItem& item, std::size_t least,
                      std::size_t most, std::string_view wanted) {
  if (item.arguments.size() >= least && item.arguments.size() <= most) return true;
  const std::string name(item.name.text);
  DiagnosticBuilder report = resolution.sink.error("type-arguments", item.span,
                                                   "`" + name + "` takes " + std::string(wanted));
  const bool range = most == 0 && item.arguments.size() == 1 &&
                     item.arguments[0].text.find("..") != std::string_view::npos;
  if (range) {
    report.hint("limits stand behind the type: `" + name + " " +
                std::string(item.arguments[0].text) + "`");
  }
  return false;
}

void apply_decimal_arguments(Resolution& resolution, Type& type, const WrittenItem& item) {
  type.precision = 18;
  type.scale = 2;
  if (!expect_arguments(resolution, item, 2, 2, "a precision and a scale: `decimal(12,2)`")) return;
  type.precision =
      static_cast<int>(std::min<std::uint64_t>(count_of(item.arguments[0].text), 1000));
  type.scale = static_cast<int>(std::min<std::uint64_t>(count_of(item.arguments[1].text), 1000));
  // 38 digits are what every database of the field stores exactly.
  if (type.precision < 1 || type.precision > 38) {
    resolution.sink.error(
        "decimal-precision", item.arguments[0].span,
        "a decimal has 1 to 38 digits, not " + std::string(item.arguments[0].text));
  } else if (type.scale > type.precision) {
    resolution.sink.error("decimal-scale", item.arguments[1].span,
                          "the scale " + std::string(item.arguments[1].text) +
                              " is larger than the precision " +
                              std::string(item.arguments[0].text));
  }
}

void apply_enum_arguments(Resolution& resolution, Type& type, const WrittenField& written,
                          const WrittenItem& item) {
  if (item.arguments.empty()) {
    type.known = false;
    if (resolution.description.damage.touches(item.span)) return;
    resolution.sink.error("type-arguments", item.span, "`enum` takes its words")
        .hint("write them in brackets: `enum(open, closed)`");
  }
  for (const Spelled& word : item.arguments) {
    std::string label;
    for (const NamedText& named : written.labels) {
      if (named.name.text == word.text) label = std::string(named.text.text);
    }
    type.words.push_back({std::string(word.text), std::move(label)});
  }
}

void apply_arguments(Resolution& resolution, Type& type, const WrittenField& written,
                     const WrittenItem& item) {
  switch (type.kind) {
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Password:
      if (!item.arguments.empty() &&
          expect_arguments(resolution, item, 1, 1, "one length or range: `(200)`, `(2..5000)`")) {
        apply_length(resolution, type, item.arguments[0]);
      }
      break;
    case TypeKind::Decimal:
      apply_decimal_arguments(resolution, type, item);
      break;
    case TypeKind::Enum:
      apply_enum_arguments(resolution, type, written, item);
      break;
    case TypeKind::File:
      apply_file_arguments(type, item);
      break;
    case TypeKind::Slug:
      if (!item.arguments.empty()) type.slug_source = std::string(item.arguments[0].text);
      break;
    case TypeKind::Serial:
      if (!item.arguments.empty()) type.pattern = std::string(item.arguments[0].text);
      break;
    case TypeKind::Json:
      type.max_bytes = json_bytes;
      break;
    default:
      expect_arguments(resolution, item, 0, 0, "nothing in brackets");
      break;
  }
}

}  // namespace

std::vector<std::string> type_names(const Resolution& resolution) {
  std::vector<std::string> known;
  for (const BuiltIn& type : built_in_types) known.emplace_back(type.word);
  known.emplace_back("map");
  for (const WrittenField& named : resolution.description.types) {
    known.emplace_back(named.name.text);
  }
  return known;
}

bool is_type_name(const Resolution& resolution, std::string_view name) {
  return built_in(name) != nullptr || resolution.types.contains(name);
}

namespace {
/// Types of other languages, and ours.
struct ForeignType {
  std::string_view word;
  std::string_view ours;
};
constexpr std::array foreign_types{
    ForeignType{"integer", "int"},
    ForeignType{"int32", "int"},
    ForeignType{"int64", "long"},
    ForeignType{"double", "float"},
    ForeignType{"real", "float"},
    ForeignType{"number", "decimal(12,2)"},
    ForeignType{"numeric", "decimal(12,2)"},
    ForeignType{"boolean", "bool"},
    ForeignType{"str", "string"},
    ForeignType{"char", "string"},
    ForeignType{"uri", "url"},
    ForeignType{"timestamp", "datetime"},
    ForeignType{"interval", "duration"},
    ForeignType{"bytes", "file"},
    ForeignType{"binary", "file"},
    ForeignType{"blob", "file"},
    ForeignType{"any", "json"},
    ForeignType{"array", "string[]"},
    ForeignType{"list", "string[]"},
    ForeignType{"dict", "map<string>"},
    ForeignType{"reference", "-> user"},
    ForeignType{"ref", "-> user"},
    ForeignType{"relation", "-> user"},
    ForeignType{"belongs_to", "-> user"},
};

void report_unknown_type(Resolution& resolution, const Spelled& name) {
  const std::string text(name.text);
  const std::string as_resource = name_from(text).snake;  // `OrderItem` is meant as `order_item`
  const std::string message = "there is no type `" + text + "`";
  for (const Resource& resource : resolution.design.resources) {
    const std::string& snake = resource.name.snake;
    const bool meant = text == snake || text == resource.plural.snake || as_resource == snake;
    if (!meant || resource.whole != no_index) continue;
    resolution.sink.error("unknown-type", name.span, message)
        .hint("`" + snake + "` is a resource; a reference to it is written `-> " + snake + "`");
    return;
  }
  const auto foreign = std::find_if(foreign_types.begin(), foreign_types.end(),
                                    [&](const ForeignType& type) { return type.word == text; });
  if (foreign != foreign_types.end()) {
    resolution.sink.error("unknown-type", name.span, message)
        .hint("write `" + std::string(foreign->ours) + "`");
    return;
  }
  const std::vector<std::string> known = type_names(resolution);
  report_unknown(resolution,
                 {"unknown-type", name, message, known, "the types are: " + listed(known)});
}

Type unknown_type() {
  Type type;
  type.known = false;
  return type;
}

/// Applies what stands behind the type: `>= 0`, `1..1000`, `% 5`, `/^[A-Z]+$/`.
void apply_constraint(Resolution& resolution, Type& type, const WrittenConstraint& written) {
  using Kind = WrittenConstraint::Kind;
  if (!type.known) return;
  const bool number = is_numeric(type.kind);
  if (written.kind == Kind::Pattern) {
    if (!is_textual(type.kind) || type.kind == TypeKind::Uuid) {
      resolution.sink.error(
          "pattern-of-number", written.span,
          "a pattern holds for texts, not for `" + std::string(to_text(type.kind)) + "`");
      return;
    }
    type.pattern = std::string(written.value.text);
    return;
  }
  if (!number) {
    resolution.sink
        .error("range-of-text", written.span,
               "a range of numbers does not fit `" + std::string(to_text(type.kind)) + "`")
        .hint(is_textual(type.kind) ? "the length of a text stands in brackets: `string(2..40)`"
                                    : "remove it");
    return;
  }
  const std::string value(written.value.text);
  switch (written.kind) {
    case Kind::AtLeast:
      type.minimum = Bound{value, false};
      break;
    case Kind::MoreThan:
      type.minimum = Bound{value, true};
      break;
    case Kind::AtMost:
      type.maximum = Bound{value, false};
      break;
    case Kind::LessThan:
      type.maximum = Bound{value, true};
      break;
    case Kind::MultipleOf:
      if (is_whole(type.kind) && value.find('.') != std::string::npos) {
        resolution.sink.error("step-of-whole", written.value.span,
                              "whole numbers go in whole steps, and " + value + " is none");
        break;
      }
      type.multiple_of = value;
      break;
    case Kind::Range:
      if (written.range.single) {
        type.minimum = type.maximum = Bound{std::string(written.range.single.text), false};
      }
      if (written.range.min) type.minimum = Bound{std::string(written.range.min.text), false};
      if (written.range.max) type.maximum = Bound{std::string(written.range.max.text), false};
      break;
    case Kind::Pattern:
      break;
  }
}

OnDelete on_delete_of(const WrittenWord& word) {
  if (word.argument.text == "cascade") return OnDelete::Cascade;
  return word.argument.text == "null" ? OnDelete::Null : OnDelete::Restrict;
}

bool is_nobody(const AccessRule& rule) {
  return rule.kind == AccessRule::Kind::Factor && rule.words.size() == 1 &&
         rule.words[0].text == "nobody";
}

void apply_word(Field& field, const WrittenWord& word) {
  const std::string_view text = word.word;
  if (text == "unique") field.unique = true;
  if (text == "index") field.indexed = true;
  if (text == "immutable") field.immutable = true;
  if (text == "readonly") field.readonly = true;
  if (text == "writeonly" || (text == "read" && is_nobody(word.rule))) field.writeonly = true;
  if (text == "internal") field.internal = true;
  if (text == "sensitive") field.sensitive = true;
  if (text == "embed") field.embed = true;
  if (text == "deprecated") field.deprecated = true;
  if (text == "was") field.was = std::string(word.argument.text);
  if (text == "on delete") field.on_delete = on_delete_of(word);
}

/// Resolves the kernel of a line into `field`, following named types.
class ItemResolver {
 public:
  ItemResolver(Resolution& resolution, std::size_t owner)
      : resolution_(resolution), owner_(owner) {}

  Type resolve(const WrittenField& written, const WrittenItem& item, Field& field) {
    switch (item.kind) {
      case WrittenItem::Kind::Reference:
        return reference(item);
      case WrittenItem::Kind::Map:
        return map(written, item, field);
      case WrittenItem::Kind::Name:
        break;
    }
    if (const BuiltIn* known = built_in(item.name.text)) return scalar(*known, written, item);
    const auto named = resolution_.types.find(item.name.text);
    if (named != resolution_.types.end()) {
      Type type = alias(*named->second, item, field);
      const bool apart = type.kind == TypeKind::Object && written.store.text == "columns";
      type.columns = type.columns || apart;
      return type;
    }
    if (item.name) report_unknown_type(resolution_, item.name);
    return unknown_type();
  }

 private:
  Type scalar(const BuiltIn& known, const WrittenField& written, const WrittenItem& item) {
    Type type;
    type.kind = known.kind;
    if (known.max_length > 0) {
      type.min_length = known.min_length;
      type.max_length = known.max_length;
    }
    apply_arguments(resolution_, type, written, item);
    if (type.kind == TypeKind::Object) {
      if (written.fields.empty() && !resolution_.description.damage.touches(written.span)) {
        resolution_.sink.error("object-without-fields", item.span, "this `object` has no `fields`")
            .hint("give it `fields`; of any members at all: `json`, or `map<string>`");
      }
      type.columns = written.store.text == "columns";
      for (const WrittenField& member : written.fields) {
        if (is_too_large()) break;
        type.fields.push_back(resolve_field(resolution_, member, owner_));
      }
    }
    return type;
  }

  Type reference(const WrittenItem& item) {
    Type type;
    type.kind = TypeKind::Reference;
    type.target = find_resource(resolution_, item.target, owner_);
    return type.target == no_index ? unknown_type() : type;
  }

  Type map(const WrittenField& written, const WrittenItem& item, Field& field) {
    Type type;
    type.kind = TypeKind::Map;
    type.max_items = default_map_size;
    Type element = item.element ? resolve(written, *item.element, field) : unknown_type();
    const bool forbidden = element.kind == TypeKind::File || element.kind == TypeKind::Password ||
                           element.kind == TypeKind::Serial;
    if (forbidden) {
      resolution_.sink.error("map-of", item.span,
                             "there are no maps of `" + std::string(to_text(element.kind)) + "`");
    }
    type.element.push_back(std::move(element));
    return type;
  }

  /// Types that use others twice grow with every level. Reported once for each field.
  bool is_too_large() {
    if (resolution_.open_types.empty()) return false;
    if (resolution_.members > most_members) return true;
    if (++resolution_.members <= most_members) return false;
    const Spelled& outermost = resolution_.open_types.front()->name;
    resolution_.sink
        .error("type-too-large", outermost.span,
               "with the types that it is made of, `" + std::string(outermost.text) +
                   "` has more than " + std::to_string(most_members) + " members")
        .hint("use fewer types inside each other");
    return true;
  }

  Type alias(const WrittenField& named, const WrittenItem& item, Field& field) {
    std::vector<const WrittenField*>& open = resolution_.open_types;
    if (std::find(open.begin(), open.end(), &named) != open.end()) {
      resolution_.sink.error("type-cycle", item.span,
                             "the type `" + std::string(item.name.text) + "` is made of itself");
      return unknown_type();
    }
    if (open.size() == deepest_types) {
      resolution_.sink.error(
          "type-too-deep", item.span,
          "there are more than " + std::to_string(deepest_types) + " types inside each other here");
      return unknown_type();
    }
    if (open.empty()) resolution_.members = 0;
    open.push_back(&named);
    Field of_type = resolve_line(named);
    resolve_remarks(resolution_, named, of_type);
    open.pop_back();
    Type type = std::move(of_type.type);
    type.alias = std::string(item.name.text);
    if (of_type.example) type.example = std::vector<Constant>{std::move(*of_type.example)};
    field.optional = field.optional || of_type.optional;
    field.sensitive = field.sensitive || of_type.sensitive;
    field.deprecated = field.deprecated || of_type.deprecated;
    field.deprecation = std::move(of_type.deprecation);
    // What has a schema of its own is described there.
    const bool has_schema = type.kind == TypeKind::Object || type.kind == TypeKind::Enum;
    if (!has_schema) field.prose = std::move(of_type.prose);
    if (of_type.fill == Fill::Literal) {
      field.fill = Fill::Literal;
      field.literal = std::move(of_type.literal);
    }
    return type;
  }

 public:
  /// A whole line: kernel, list, constraints, words. Values are resolved by the caller.
  Field resolve_line(const WrittenField& written) {
    Field field;
    field.name.snake = std::string(written.name.text);
    field.span = written.name.span;
    field.optional = written.line.optional;
    // What a named type says of a value is not said of a list of them, but for secrets.
    Field of_element;
    const bool several = written.line.list || written.line.item.kind == WrittenItem::Kind::Map;
    Type type = resolve(written, written.line.item, several ? of_element : field);
    field.sensitive = field.sensitive || of_element.sensitive;
    for (const WrittenConstraint& constraint : written.line.constraints) {
      apply_constraint(resolution_, type, constraint);
    }
    if (!written.line.constraints.empty() && !type.alias.empty()) {
      hold_against_limits(resolution_, written.line.constraints.back().span, field, type);
    }
    field.type = written.line.list ? list_of(std::move(type), written.line) : std::move(type);
    for (const WrittenWord& word : written.line.words) apply_word(field, word);
    return field;
  }

 private:
  Type list_of(Type element, const FieldLine& line) {
    const bool forbidden = element.kind == TypeKind::List || element.kind == TypeKind::File ||
                           element.kind == TypeKind::Password || element.kind == TypeKind::Serial;
    if (forbidden) {
      resolution_.sink.error("list-of", line.span,
                             "there are no lists of `" + std::string(to_text(element.kind)) + "`");
    }
    Type type;
    type.kind = TypeKind::List;
    type.max_items = default_list_size;
    if (line.list_size) {
      const WrittenRange& size = *line.list_size;
      if (size.single) type.max_items = count_of(size.single.text);
      if (size.min) {
        type.min_items = accepted_least(resolution_, count_of(size.min.text), size.min, "elements");
      }
      if (size.max) type.max_items = count_of(size.max.text);
    }
    type.element.push_back(std::move(element));
    return type;
  }

  Resolution& resolution_;
  std::size_t owner_;
};

}  // namespace

bool is_built_in_type(std::string_view name) { return name == "map" || built_in(name) != nullptr; }

std::size_t find_field(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name.snake == name; });
  return found == fields.end() ? no_index : static_cast<std::size_t>(found - fields.begin());
}

Field resolve_line(Resolution& resolution, const WrittenField& written, std::size_t owner) {
  return ItemResolver(resolution, owner).resolve_line(written);
}

}  // namespace plinth
