// What a type says of its values, flattened: a rule names the place inside the column it holds for,
// so that a dialect writes one condition per rule. Only lists and maps nest, as their rules hold
// for each element.

#include <algorithm>
#include <array>
#include <utility>

#include "design/design.hpp"

namespace plinth {
namespace {

constexpr std::string_view smallest_int = "-2147483648";
constexpr std::string_view largest_int = "2147483647";
constexpr std::string_view smallest_long = "-9007199254740991";  // what every client counts exactly
constexpr std::string_view largest_long = "9007199254740991";

/// What is kept of an upload beside its bytes. The URL is not: it follows from the key and from
/// where files are served, and would be wrong after every move.
constexpr std::uint64_t longest_file_key = 1024;
constexpr std::uint64_t longest_file_name = 255;

class RuleCollector {
 public:
  explicit RuleCollector(const Design& design) : design_(design) {}

  std::vector<ColumnRule> collect(const Type& type, bool inside_json) {
    add(type, inside_json);
    return std::move(rules_);
  }

 private:
  /// The limits of `type` alone.
  static Type bare(const Type& type) {
    Type limits;
    limits.kind = type.kind;
    limits.min_length = type.min_length;
    limits.max_length = type.max_length;
    limits.minimum = type.minimum;
    limits.maximum = type.maximum;
    limits.multiple_of = type.multiple_of;
    limits.pattern = type.pattern;
    limits.precision = type.precision;
    limits.scale = type.scale;
    limits.min_items = type.min_items;
    limits.max_items = type.max_items;
    limits.max_bytes = type.max_bytes;
    return limits;
  }

  ColumnRule& put(ColumnRule::Kind kind, const Type& type) {
    ColumnRule rule;
    rule.kind = kind;
    rule.path = path_;
    rule.optional = optional_;
    rule.type = bare(type);
    rules_.push_back(std::move(rule));
    return rules_.back();
  }

  void add(const Type& type, bool json) {
    if (type.kind == TypeKind::Reference) {
      if (type.target != no_index) add(id_type(design_.resources[type.target]), json);
      return;
    }
    if (json) put(ColumnRule::Kind::Json, type);
    switch (type.kind) {
      case TypeKind::Bool:
      case TypeKind::Date:
      case TypeKind::Time:
      case TypeKind::DateTime:
      case TypeKind::Duration:
      case TypeKind::Float:
        put(ColumnRule::Kind::Format, type);
        break;
      case TypeKind::Json:
        put(ColumnRule::Kind::Bytes, type);
        break;
      case TypeKind::Enum:
        add_words(type);
        break;
      case TypeKind::List:
      case TypeKind::Map:
        add_elements(type, json);
        return;
      case TypeKind::Object:
        add_object(type, json);
        return;
      case TypeKind::File:
        add_file(type, json);
        return;
      default:
        break;
    }
    if (is_textual(type.kind)) add_text(type);
    if (is_numeric(type.kind)) add_number(type);
  }

  void add_text(const Type& type) {
    if (type.kind == TypeKind::Serial && type.pattern.empty()) {
      Type number;
      number.kind = TypeKind::Long;
      number.minimum = Bound{"1", false};
      add_number(number);
      return;
    }
    const bool fixed = type.kind == TypeKind::Uuid || type.kind == TypeKind::Color ||
                       type.kind == TypeKind::Country || type.kind == TypeKind::Currency;
    const bool limited = type.min_length.value_or(0) > 0 || type.max_length;
    if (limited && !fixed) put(ColumnRule::Kind::Length, type);
    const bool known_form = type.kind > TypeKind::Text && type.kind <= TypeKind::Slug;
    if (known_form) put(ColumnRule::Kind::Format, type);
    if (!type.pattern.empty() && type.kind != TypeKind::Serial) {
      put(ColumnRule::Kind::Pattern, type);
    }
  }

  void add_number(const Type& type) {
    ColumnRule& rule = put(ColumnRule::Kind::Range, type);
    const bool whole = type.kind == TypeKind::Int || type.kind == TypeKind::Long;
    rule.natural_minimum = !type.minimum;
    rule.natural_maximum = !type.maximum;
    if (whole && !type.minimum) {
      rule.type.minimum =
          Bound{std::string(type.kind == TypeKind::Int ? smallest_int : smallest_long), false};
    }
    if (whole && !type.maximum) {
      rule.type.maximum =
          Bound{std::string(type.kind == TypeKind::Int ? largest_int : largest_long), false};
    }
    if (!type.multiple_of.empty()) put(ColumnRule::Kind::MultipleOf, type);
  }

  void add_words(const Type& type) {
    ColumnRule& rule = put(ColumnRule::Kind::OneOf, type);
    for (const EnumWord& word : type.words) rule.words.push_back(word.word);
  }

  void add_elements(const Type& type, bool json) {
    if (!json) put(ColumnRule::Kind::Json, type);
    put(ColumnRule::Kind::Size, type);
    std::vector<ColumnRule> each = RuleCollector(design_).collect(type.element[0], true);
    put(ColumnRule::Kind::Each, type).rules = std::move(each);
  }

  void add_object(const Type& type, bool json) {
    if (!json) put(ColumnRule::Kind::Json, type);
    std::vector<std::string> needed;
    for (const Field& field : type.fields) {
      if (!field.optional) needed.push_back(member_name(field));
    }
    if (!needed.empty()) put(ColumnRule::Kind::Members, type).words = std::move(needed);
    for (const Field& field : type.fields) {
      add_member(member_name(field), field.type, field.optional);
    }
  }

  void add_file(const Type& type, bool json) {
    if (!json) put(ColumnRule::Kind::Json, type);
    put(ColumnRule::Kind::Members, type).words = {"key", "name", "size", "content_type"};
    Type text;
    text.min_length = 1;
    text.max_length = longest_file_key;
    add_member("key", text);
    text.max_length = longest_file_name;
    add_member("name", text);
    Type size;
    size.kind = TypeKind::Long;
    size.minimum = Bound{"0", false};
    size.maximum = Bound{std::to_string(type.max_bytes), false};
    add_member("size", size);
    add_content_types(type, text);
  }

  void add_member(std::string name, const Type& type, bool optional = false) {
    const bool outer = std::exchange(optional_, optional);
    path_.push_back(std::move(name));
    add(type, true);
    path_.pop_back();
    optional_ = outer;
  }

  /// `image/*` is a matter of the service: a list of words cannot say it.
  void add_content_types(const Type& type, const Type& text) {
    const bool listed =
        !type.content_types.empty() &&
        std::none_of(type.content_types.begin(), type.content_types.end(),
                     [](const std::string& one) { return one.find('*') != std::string::npos; });
    if (!listed) return add_member("content_type", text);
    Type word;
    word.kind = TypeKind::Enum;
    for (const std::string& one : type.content_types) word.words.push_back({one, {}});
    add_member("content_type", word);
  }

  const Design& design_;
  std::vector<std::string> path_;
  bool optional_ = false;  // what stands at `path_` may be null
  std::vector<ColumnRule> rules_;
};

}  // namespace

std::string member_name(const Field& field) {
  if (field.type.kind == TypeKind::Reference) return field.name.snake + "_id";
  const bool references =
      field.type.kind == TypeKind::List && field.type.element[0].kind == TypeKind::Reference;
  return references ? singular(field.name).snake + "_ids" : field.name.snake;
}

Type id_type(const Resource& resource) {
  Type type;
  type.kind = resource.id_type;
  return type;
}

std::vector<ColumnRule> rules_of(const Type& type, const Design& design) {
  return RuleCollector(design).collect(type, false);
}

std::string_view to_text(ColumnRule::Kind kind) {
  constexpr std::array<std::string_view, 11> words{"length",  "range",  "multiple_of", "one_of",
                                                   "pattern", "format", "json",        "members",
                                                   "size",    "bytes",  "each"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace plinth
