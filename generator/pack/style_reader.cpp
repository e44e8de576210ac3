#include "pack/style_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::string_view default_pattern = "[A-Za-z_][A-Za-z0-9_]*";
constexpr std::size_t shortest_length =
    16;  // of a shortened name: room for its hash and a bit of it

/// An escaping style as it is written; what depends on two keys is decided at the end.
struct WrittenStyle {
  EscapingStyle style;
  Span control;
  Span non_ascii;
  Span utf16;
};

void report_value(const Span& place, std::string message, ManifestReading& reading,
                  std::string hint = {}) {
  reading.sink.error("pack-value", place, std::move(message)).hint(std::move(hint));
}

/// `\u{hex4}` -> how a code point is written; nothing, and reported, if there is no such number.
std::optional<CodePointSpelling> code_point_spelling(const yaml::Node& node,
                                                     ManifestReading& reading) {
  const std::string text = read_text(node, reading);
  const std::size_t begin = text.find("{hex");
  const std::size_t end = text.find('}', begin == std::string::npos ? 0 : begin);
  if (begin == std::string::npos || end == std::string::npos) {
    report_value(node.span, "expected a text with the number of the character in it", reading,
                 "write `{hex2}`, `{hex4}`, `{hex8}` or, with as many digits as it takes, `{hex}`");
    return std::nullopt;
  }
  const std::string_view digits = std::string_view(text).substr(begin + 4, end - begin - 4);
  CodePointSpelling spelling{text.substr(0, begin), 1, text.substr(end + 1), false};
  const bool one_digit = digits.size() == 1 && digits[0] >= '1' && digits[0] <= '8';
  if (one_digit) spelling.digits = static_cast<std::size_t>(digits[0] - '0');
  if (!one_digit && !digits.empty()) {
    report_value(node.span, "`{hex" + std::string(digits) + "}` is no number of digits", reading,
                 "write `{hex1}` to `{hex8}`, or `{hex}`");
    return std::nullopt;
  }
  return spelling;
}

std::vector<Replacement> read_replacements(const yaml::Node& node, ManifestReading& reading) {
  std::vector<Replacement> table;
  if (!expect_kind(node, yaml::Node::Kind::Map, reading)) return table;
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key.text.empty()) {
      report_value(entry.key.span, "an empty text cannot be replaced", reading);
      continue;
    }
    if (!accept_key(entry, true, {}, reading)) continue;
    table.push_back({std::string(entry.key.text), read_text(entry.value, reading)});
  }
  return table;
}

void read_line_breaks(const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
  const std::string text = read_text(entry.value, reading);
  if (text == "keep") {
    written.style.line_breaks = EscapingStyle::LineBreaks::Keep;
  } else if (text == "fold") {
    written.style.line_breaks = EscapingStyle::LineBreaks::Fold;
  } else {
    written.style.line_breaks = EscapingStyle::LineBreaks::Replace;
    written.style.line_break = text;
  }
}

void read_trim(const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
  const std::string text = read_text(entry.value, reading);
  if (text == "text" || text == "true") {
    written.style.trim = EscapingStyle::Trim::Text;
  } else if (text == "lines") {
    written.style.trim = EscapingStyle::Trim::Lines;
  } else if (text != "false") {
    report_value(entry.value.span, "expected `text`, `lines` or `false`", reading);
  }
}

void read_json_escapes(const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
  for (const std::string& text : read_texts(entry.value, reading)) {
    if (code_point_count(text) == 1) {
      written.style.json_escapes.push_back(decode_utf8(text).value);
    } else {
      report_value(entry.value.span, "expected single characters", reading);
    }
  }
}

void read_format(const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
  if (read_text(entry.value, reading) == "json") {
    written.style.json = true;
  } else {
    report_value(entry.value.span, "expected `json`, the only format there is", reading);
  }
}

using StyleKey = ManifestKey<WrittenStyle>;
constexpr std::array style_keys{
    StyleKey{"format", &read_format},
    StyleKey{"escape", &read_json_escapes},
    StyleKey{"before", &read_into<read_text, &WrittenStyle::style, &EscapingStyle::before>},
    StyleKey{"after", &read_into<read_text, &WrittenStyle::style, &EscapingStyle::after>},
    StyleKey{"fence", &read_into<read_text, &WrittenStyle::style, &EscapingStyle::fence>},
    StyleKey{"replace",
             &read_into<read_replacements, &WrittenStyle::style, &EscapingStyle::replacements>},
    StyleKey{"line_start",
             &read_into<read_replacements, &WrittenStyle::style, &EscapingStyle::line_starts>},
    StyleKey{"line_breaks", &read_line_breaks},
    StyleKey{"line_prefix",
             &read_into<read_text, &WrittenStyle::style, &EscapingStyle::line_prefix>},
    StyleKey{"control",
             [](const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
               if (entry.value.text == "refuse") return;
               written.control = entry.value.span;
               written.style.control = code_point_spelling(entry.value, reading);
             }},
    StyleKey{"non_ascii",
             [](const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
               if (entry.value.text == "keep") return;
               written.non_ascii = entry.value.span;
               written.style.non_ascii = code_point_spelling(entry.value, reading);
             }},
    StyleKey{"utf16",
             [](const yaml::Entry& entry, WrittenStyle& written, ManifestReading& reading) {
               if (read_flag(entry.value, reading)) written.utf16 = entry.value.span;
             }},
    StyleKey{"refuse", &read_into<read_texts, &WrittenStyle::style, &EscapingStyle::refused>},
    StyleKey{"trim", &read_trim},
};

/// What two keys say together.
void complete(WrittenStyle& written, ManifestReading& reading) {
  EscapingStyle& style = written.style;
  if (style.non_ascii) {
    style.non_ascii->utf16 = static_cast<bool>(written.utf16);
    const bool closed = !style.non_ascii->after.empty() && style.non_ascii->digits == 1;
    // Without an end mark, more digits than the language expects would be read as text.
    if (!written.utf16 && !closed && style.non_ascii->digits < 8) {
      report_value(written.non_ascii, "this cannot hold every character", reading,
                   "use `{hex8}`, `{hex}` with something behind it, or `utf16: true`");
    }
  }
  if (style.line_breaks != EscapingStyle::LineBreaks::Keep && !style.line_prefix.empty()) {
    report_value(style.place, "`line_prefix` needs `line_breaks: keep`", reading);
  }
  if (style.control) style.control->utf16 = static_cast<bool>(written.utf16);
  if (style.json && (!style.replacements.empty() || !style.before.empty() || style.control)) {
    report_value(style.place, "`format: json` goes with `escape` only", reading);
  }
}

struct WrittenName {
  NameStyle style;
  Span changes;  ///< of the key that changes a name
};

/// Sets the characters of `[A-Za-z_]`; false if `text` is no such set.
bool read_set(std::string_view text, std::array<bool, 128>& set) {
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const bool range = at + 2 < text.size() && text[at + 1] == '-';
    const auto last = range ? static_cast<unsigned char>(text[at + 2]) : first;
    if (first >= set.size() || last >= set.size() || last < first) return false;
    for (std::size_t byte = first; byte <= last; ++byte) set[byte] = true;
    if (range) at += 2;
  }
  return true;
}

/// `[a-z_][a-z0-9_]*`
bool read_pattern(std::string_view pattern, NameStyle& style) {
  const std::size_t split = pattern.find("][");
  if (split == std::string_view::npos || !pattern.ends_with("]*")) return false;
  pattern.remove_suffix(1);
  style.first = {};
  style.rest = {};
  return read_set(pattern.substr(0, split + 1), style.first) &&
         read_set(pattern.substr(split + 1), style.rest);
}

void read_quote(const yaml::Entry& entry, WrittenName& written, ManifestReading& reading) {
  const std::vector<std::string> marks = read_texts(entry.value, reading);
  written.style.quotes = true;
  if (marks.size() != 2 || code_point_count(marks[0]) != 1 || code_point_count(marks[1]) != 1) {
    report_value(entry.value.span, "expected two characters, the one before and the one after",
                 reading, "for example `quote: ['\"', '\"']`");
    return;
  }
  written.style.quote_before = marks[0];
  written.style.quote_after = marks[1];
}

void read_length(const yaml::Entry& entry, WrittenName& written, ManifestReading& reading) {
  const std::string text = read_text(entry.value, reading);
  std::size_t length = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, length);
  if (read.ec != std::errc() || read.ptr != end || length < shortest_length) {
    report_value(entry.value.span, "expected a number of bytes, 16 at least", reading);
    return;
  }
  written.style.length = length;
}

using NameKey = ManifestKey<WrittenName>;
constexpr std::array name_keys{
    NameKey{"pattern",
            [](const yaml::Entry& entry, WrittenName& written, ManifestReading& reading) {
              if (read_pattern(read_text(entry.value, reading), written.style)) return;
              report_value(entry.value.span, "expected two sets of ASCII characters", reading,
                           "for example `pattern: \"[a-z_][a-z0-9_]*\"`");
            }},
    NameKey{"quote", &read_quote},
    NameKey{"prefix",
            [](const yaml::Entry& entry, WrittenName& written, ManifestReading& reading) {
              written.style.prefix = read_text(entry.value, reading);
              written.changes = entry.key.span;
            }},
    NameKey{"suffix",
            [](const yaml::Entry& entry, WrittenName& written, ManifestReading& reading) {
              written.style.suffix = read_text(entry.value, reading);
              written.changes = entry.key.span;
            }},
    NameKey{"length", &read_length},
    NameKey{"reserved", &read_into<read_texts, &WrittenName::style, &NameStyle::reserved>},
};

void complete(WrittenName& written, ManifestReading& reading) {
  if (written.style.quotes && written.changes) {
    report_value(written.changes, "a name is either quoted or changed", reading);
  }
  if (!written.style.quotes && !written.changes) {
    report_value(written.style.place, "nothing says what a reserved word becomes", reading,
                 "write `quote: ['\"', '\"']`, `prefix: _` or `suffix: _`");
  }
}

}  // namespace

std::vector<EscapingStyle> read_escaping(const yaml::Node& node, ManifestReading& reading) {
  std::vector<EscapingStyle> styles;
  if (!expect_kind(node, yaml::Node::Kind::Map, reading)) return styles;
  for (const yaml::Entry& entry : node.entries) {
    if (!accept_key(entry, true, {}, reading)) continue;
    WrittenStyle written;
    written.style.name = entry.key.text;
    written.style.place = entry.key.span;
    read_keys<WrittenStyle>(entry.value, style_keys, written, reading);
    complete(written, reading);
    styles.push_back(std::move(written.style));
  }
  return styles;
}

std::vector<NameStyle> read_names(const yaml::Node& node, ManifestReading& reading) {
  std::vector<NameStyle> styles;
  if (!expect_kind(node, yaml::Node::Kind::Map, reading)) return styles;
  for (const yaml::Entry& entry : node.entries) {
    if (!accept_key(entry, true, {}, reading)) continue;
    WrittenName written;
    written.style.name = entry.key.text;
    written.style.place = entry.key.span;
    read_pattern(default_pattern, written.style);
    read_keys<WrittenName>(entry.value, name_keys, written, reading);
    complete(written, reading);
    styles.push_back(std::move(written.style));
  }
  return styles;
}

}  // namespace plinth
