#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "description/access_rule.hpp"
#include "description/expression.hpp"
#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// `1..100`, `..10`, `2..`, or one number.
struct WrittenRange {
  Span span;
  Spelled single;  // `string(200)`: one number; then min and max are empty
  Spelled min;
  Spelled max;
};

/// The kernel of a type: `string(200)`, `enum(a, b)`, `-> order.item`, `map<string>`.
struct WrittenItem {
  enum class Kind { Name, Reference, Map };
  Kind kind = Kind::Name;
  Span span;
  Spelled name;                    ///< of a name: a built-in type or one of `types`
  std::vector<Spelled> arguments;  ///< of a name: as written between the brackets, split at commas
  std::vector<Spelled> target;     ///< of a reference: `order`, `item`
  std::unique_ptr<WrittenItem> element;  ///< of a map
};

/// `>= 0`, `1..1000`, `% 5`, `/^[A-Z]+$/`.
struct WrittenConstraint {
  enum class Kind { AtLeast, MoreThan, AtMost, LessThan, Range, MultipleOf, Pattern };
  Kind kind = Kind::AtLeast;
  Span span;
  Spelled value;  ///< the number, or the pattern without its slashes
  WrittenRange range;
};

/// A word of the table in the language reference: `unique`, `read(admin)`, `was old`, `on delete
/// null`.
struct WrittenWord {
  Span span;
  std::string word;  ///< "unique", …, "read", "write", "per", "was", "since", "until", "on delete"
  Spelled argument;  ///< of per, was, since, until, on delete
  AccessRule rule;   ///< of read and write
};

/// What a field gets when nobody writes it.
struct WrittenValue {
  enum class Kind {
    None,
    Literal,     ///< `= pending`: what follows the sign, without quotes if it was quoted
    AtCreation,  ///< `= (now())`
    Computed,    ///< `:= a * b`
  };
  Kind kind = Kind::None;
  Span span;
  Spelled literal;
  bool quoted = false;
  /// Holds the text of `literal` where the line has it otherwise: two quotes inside quotes are one.
  std::unique_ptr<const std::string> unquoted;
  ExpressionPtr expression;  ///< of AtCreation and Computed; null if it could not be parsed
};

/// One line of the type language, as written; nothing is resolved.
struct FieldLine {
  Span span;
  WrittenItem item;
  bool list = false;
  std::optional<WrittenRange> list_size;
  bool optional = false;
  std::vector<WrittenConstraint> constraints;
  std::vector<WrittenWord> words;
  WrittenValue value;

  const WrittenWord* word(std::string_view name) const;
};

/// Parses `source` by the grammar of the language reference. Every problem goes to `sink` with its
/// exact place; the result holds what could be understood (an unknown word does not hide the rest).
/// What was reported is left out of it, so that no later stage finds it wrong again: a line whose
/// type could not be read has an item without a name.
FieldLine parse_field_line(const Spelled& source, DiagnosticSink& sink);

/// The line in its canonical form: the words in the order of the grammar, single spaces.
std::string to_text(const FieldLine& line);

}  // namespace plinth
