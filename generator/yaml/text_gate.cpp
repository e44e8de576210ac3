#include "yaml/text_gate.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "diagnostics/unicode.hpp"

namespace plinth::yaml {
namespace {

constexpr char32_t next_line = 0x85;  // YAML counts it among the printable characters
constexpr char32_t byte_order_mark = 0xFEFF;
constexpr std::size_t probe_size = 512;  // bytes that tell a text from a picture or a program

std::string hexadecimal(char byte) {
  return escape_code_point("0x", static_cast<unsigned char>(byte), 2);
}

/// The name of a UTF-16 or UTF-32 encoding that the first bytes show, or empty.
std::string_view wide_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16";
  // Without a mark: ASCII in UTF-16 has a zero in every other byte.
  constexpr std::size_t enough = 4;
  if (text.size() < 2 * enough) return {};
  for (const std::size_t parity : {0U, 1U}) {
    bool alternates = true;
    for (std::size_t at = 0; at < 2 * enough; ++at) {
      alternates = alternates && (text[at] == '\0') == (at % 2 == parity);
    }
    if (alternates) return "UTF-16";
  }
  return {};
}

bool is_binary(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array signatures{"\x89PNG"sv,
                                  "\x7F"
                                  "ELF"sv,
                                  "PK\x03\x04"sv,
                                  "\x1F\x8B"sv,
                                  "%PDF-"sv,
                                  "GIF8"sv,
                                  "\xFF\xD8\xFF"sv,
                                  "SQLite format 3\0"sv};
  const auto starts = [text](std::string_view signature) { return text.starts_with(signature); };
  if (std::any_of(signatures.begin(), signatures.end(), starts)) return true;
  std::size_t strange = 0;
  const std::string_view probe = text.substr(0, probe_size);
  for (std::string_view rest = probe; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    const bool cut = !next.valid && rest.size() < 4 && text.size() > probe_size;
    const bool layout = next.value == '\t' || next.value == '\n' || next.value == '\r';
    if (!cut && (!next.valid || (is_control(next.value) && !layout))) ++strange;
    rest.remove_prefix(next.length);
  }
  return strange >= 8 && strange >= probe.size() / 8;
}

bool starts_line_with(std::string_view text, std::size_t at, std::string_view marker) {
  if (text.substr(at, marker.size()) != marker) return false;
  const std::size_t after = at + marker.size();
  return after >= text.size() || text[after] == ' ' || text[after] == '\n' || text[after] == '\r';
}

/// Offset of the next line from `at` on that is the conflict marker `marker`, or npos.
std::size_t find_marker(std::string_view text, std::size_t at, std::string_view marker) {
  for (; at < text.size(); ++at) {
    at = text.find(marker, at);
    if (at == std::string_view::npos) return at;
    if ((at == 0 || text[at - 1] == '\n') && starts_line_with(text, at, marker)) return at;
  }
  return std::string_view::npos;
}

/// Markers that version control left behind; a lone line of them is somebody's text.
bool report_conflicts(std::string_view text, FileReport& report) {
  constexpr std::string_view ours = "<<<<<<<", theirs = ">>>>>>>";
  bool found = false;
  for (std::size_t at = find_marker(text, 0, ours); at != std::string_view::npos;) {
    const std::size_t end = find_marker(text, at, theirs);
    if (end == std::string_view::npos) break;
    found = true;
    report.error("merge-conflict", at, at + ours.size(), "unresolved merge conflict")
        .note(report.span(end, end + theirs.size()), "it ends here")
        .hint("keep one of the two sides and remove the marker lines");
    at = find_marker(text, end, ours);
  }
  return found;
}

void report_byte_order_mark(std::size_t at, FileReport& report) {
  report.error("byte-order-mark", at, at + 3, "byte order mark `\\ufeff` inside the text")
      .hint("remove it; it prints nothing and has a meaning only as the first character of a file");
}

/// One pass over the bytes; ASCII takes the short way.
class ByteScan {
 public:
  ByteScan(std::string& text, FileReport& report) : text_(text), report_(report) {}

  bool run() {
    for (std::size_t at = 0; at < text_.size() && !report_.is_full();) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if ((byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t') {
        ++at;
      } else if (byte >= 0x80) {
        at = wide_character(at);
      } else {
        at = control_character(at);
      }
    }
    if (lone_returns_ > 0) report_lone_returns();
    return readable_;
  }

 private:
  std::size_t control_character(std::size_t at) {
    if (text_[at] != '\r') {
      report_refused_character(static_cast<unsigned char>(text_[at]), at, at + 1, report_);
      text_[at] = ' ';
    } else if (at + 1 == text_.size() || text_[at + 1] != '\n') {
      if (lone_returns_++ == 0) first_return_ = at;
      readable_ = false;
    }
    return at + 1;
  }

  std::size_t wide_character(std::size_t at) {
    const CodePoint next = decode_utf8(std::string_view(text_).substr(at, 4));
    if (!next.valid) return invalid_bytes(at);
    if (next.value == byte_order_mark) {
      report_byte_order_mark(at, report_);
    } else if (is_refused_character(next.value)) {
      report_refused_character(next.value, at, at + next.length, report_);
    } else {
      return at + next.length;
    }
    text_.replace(at, next.length, next.length, ' ');
    return at + next.length;
  }

  std::size_t invalid_bytes(std::size_t begin) {
    std::size_t end = begin;
    std::string bytes;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80 &&
           !decode_utf8(std::string_view(text_).substr(end, 4)).valid) {
      if (end - begin < 8) bytes += (end == begin ? "" : " ") + hexadecimal(text_[end]);
      ++end;
    }
    if (end - begin > 8) bytes += " …";
    report_
        .error("invalid-utf8", begin, end,
               "invalid UTF-8: " + std::string(end - begin == 1 ? "byte " : "bytes ") + bytes +
                   " at offset " + std::to_string(begin))
        .hint("save the file as UTF-8");
    readable_ = false;
    return end;
  }

  void report_lone_returns() {
    std::string others;
    if (lone_returns_ > 1) others = " (and " + std::to_string(lone_returns_ - 1) + " more)";
    report_
        .error("lone-carriage-return", first_return_, first_return_ + 1,
               "carriage return without a line feed behind it" + others)
        .hint("save the file with line ends of Unix (LF) or Windows (CR LF)");
  }

  std::string& text_;
  FileReport& report_;
  bool readable_ = true;
  std::size_t lone_returns_ = 0;
  std::size_t first_return_ = 0;
};

}  // namespace

bool is_refused_character(char32_t value) {
  const bool control = is_control(value) && value != '\t' && value != '\n' && value != next_line;
  const bool noncharacter = (value & 0xFFFEU) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF);
  return control || noncharacter || is_bidi_control(value);
}

void report_refused_character(char32_t value, std::size_t begin, std::size_t end,
                              FileReport& report) {
  const std::string name =
      "`" +
      (value < 0x100 ? escape_code_point("\\x", value, 2) : escape_code_point("\\u", value, 4)) +
      "`";
  if (is_bidi_control(value)) {
    report.error("bidi-control", begin, end, "bidirectional control character " + name)
        .hint("remove it; it makes a text look different from what it says");
    return;
  }
  report.error("control-character", begin, end, "control character " + name + " in the text")
      .hint("remove it; the only ones allowed are tabs and line ends");
}

bool check_text(std::string& text, FileReport& report) {
  if (const std::string_view encoding = wide_encoding(text); !encoding.empty()) {
    report.error("wide-encoding", 0, 0, "the file is " + std::string(encoding) + ", wanted UTF-8")
        .hint("save the file as UTF-8");
    return false;
  }
  if (is_binary(text)) {
    report
        .error("not-text", 0, 1,
               "this is not a text file, it starts with byte " + hexadecimal(text[0]) +
                   "; wanted YAML in UTF-8")
        .hint("check the name of the file");
    return false;
  }
  const bool readable = ByteScan(text, report).run();
  return !report_conflicts(text, report) && readable;
}

}  // namespace plinth::yaml
