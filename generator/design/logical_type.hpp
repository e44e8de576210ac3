#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/constant.hpp"
#include "design/rare.hpp"

namespace plinth {

struct Field;

/// The only types that the core knows; packs say how each is spelt.
enum class TypeKind {
  String,
  Text,
  Email,
  Url,
  Uuid,
  Phone,
  Ip,
  Color,
  Country,
  Currency,
  Locale,
  Slug,
  Password,
  Bool,
  Int,
  Long,
  Float,
  Decimal,
  Date,
  Time,
  DateTime,
  Duration,
  Json,
  Map,
  File,
  Serial,
  Enum,
  Object,
  Reference,
  List,
};

/// `string`, `datetime`, … as in the language reference; `enum`, `object`, `reference`, `list`.
std::string_view to_text(TypeKind kind);

/// A type whose values are texts in JSON and have a length.
bool is_textual(TypeKind kind);
bool is_numeric(TypeKind kind);   ///< int, long, float, decimal
bool is_temporal(TypeKind kind);  ///< date, time, datetime

/// An end of a range of numbers; the value keeps its spelling (`0`, `99.5`).
struct Bound {
  std::string value;
  bool exclusive = false;
};

/// A word of an enum, on the wire as written.
struct EnumWord {
  std::string word;
  std::string label;  ///< free text; empty if none was written
};

inline constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

/// A resolved type. Lengths and sizes are here whether written or implied by the kind; ranges of
/// numbers as written (an int or a long has besides those of its kind).
struct Type {
  TypeKind kind = TypeKind::String;
  std::optional<std::uint64_t> min_length, max_length;  ///< textual: code points
  Rare<Bound> minimum, maximum;                         ///< numeric
  RareText multiple_of;                                 ///< numeric: `5`; empty: none
  RareText pattern;                                     ///< textual: free text; empty: none
  int precision = 0, scale = 0;                         ///< decimal
  RareList<EnumWord> words;                             ///< enum
  RareList<Field> fields;                               ///< object
  RareList<Type> element;                               ///< list and map: exactly one
  std::uint64_t min_items = 0, max_items = 0;           ///< list and map
  std::size_t target = no_index;                        ///< reference: index of a resource
  std::uint64_t max_bytes = 0;                          ///< file, json
  RareList<std::string> content_types;                  ///< file; empty: any
  RareText slug_source;                                 ///< slug: snake name of a field, or empty
  RareText alias;              ///< snake name of the named type used, or empty
  RareList<Constant> example;  ///< of a named type: one, or none
  bool columns = false;        ///< object: stored as prefixed columns
  /// False where what was written could not be understood: nothing is judged by such a type, and no
  /// deliverable is made.
  bool known = true;
};

}  // namespace plinth
