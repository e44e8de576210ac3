#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace plinth::jinja {

/// What an undefined value may be used for.
enum class UndefinedPolicy : std::uint8_t {
  Lenient,    // printed as nothing, false, an empty list; its attributes are an error
  Chainable,  // the same, and its attributes are undefined too
  Strict,     // may be tested and defaulted, nothing else
};

/// How booleans, none, lists and maps are printed.
enum class Spelling : std::uint8_t {
  Python,  // True, None, ['a'], {'a': 1}
  Json,    // true, null, ["a"], {"a": 1}
};

/// What happens to text that is printed.
enum class Escape : std::uint8_t {
  None,  // printed as it is
  Html,  // `&<>"'` are replaced, unless the text is marked safe
  Code,  // printed as it is if it is clean; tainted text is an error
};

/// Where the work of a template ends with a diagnostic instead of a crash or a hang.
struct Limits {
  std::size_t output_bytes = 256U << 20U;  // of the output and of any text made on the way
  std::size_t steps = 50'000'000;          // loop rounds and calls
  std::size_t made_bytes = 2048U << 20U;   // of all texts and lists made on the way, together
  std::size_t recursion = 200;             // macros, includes, blocks, loops inside each other
  std::size_t items = 10'000'000;          // of any list made on the way; of a `range`
  std::size_t nesting = 200;               // brackets, operators and blocks inside each other
};

struct Delimiters {
  std::string block_start = "{%";
  std::string block_end = "%}";
  std::string variable_start = "{{";
  std::string variable_end = "}}";
  std::string comment_start = "{#";
  std::string comment_end = "#}";
  std::string line_statement;  // empty: no line statements
  std::string line_comment;    // empty: no line comments
};

/// How templates of one environment are read and rendered. The defaults are those of Jinja2.
struct Options {
  bool trim_blocks = false;            // drop the line end behind a block tag
  bool lstrip_blocks = false;          // drop blanks before a block tag that starts its line
  bool keep_trailing_newline = false;  // of the template's last line
  bool auto_indent = false;            // `| indent` without a width carries the line's indentation
  bool plain_output = false;           // printing a list, a map or none is an error
  bool plain_json = false;  // `tojson` as it comes: keys in their order, nothing for HTML
  UndefinedPolicy undefined = UndefinedPolicy::Lenient;
  Spelling spelling = Spelling::Python;
  Escape escape = Escape::None;
  Delimiters delimiters;
  Limits limits;

  /// What packs are rendered with: strict, blocks trimmed, tainted text refused, JSON's spelling.
  /// Limits are wider: a pack is chosen, a template may be anybody's.
  static Options for_packs();
};

}  // namespace plinth::jinja
