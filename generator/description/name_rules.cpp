#include "description/name_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "description/text_cursor.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 4> device_names{"con", "prn", "aux", "nul"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_snake_byte(char c) { return is_lower(c) || is_digit(c) || c == '_'; }

bool is_snake(std::string_view text) {
  return !text.empty() && is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(), is_snake_byte);
}

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string as_code(std::string_view text) {
  std::string out = snake_form(text);
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

/// `U+200B`, as the Unicode standard writes it.
std::string code_point_name(char32_t value) {
  std::string digits = escape_code_point("", value, 4);
  std::transform(digits.begin(), digits.end(), digits.begin(), to_upper);
  return "U+" + digits;
}

/// `a field`, `an event`
std::string with_article(std::string_view what) {
  const bool vowel = std::string_view("aeiou").find(what.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(what);
}

bool check_length(const Spelled& name, std::string_view what, DiagnosticSink& sink) {
  if (name.text.empty()) {
    sink.error("bad-name", name.span, "the name of " + with_article(what) + " is empty");
    return false;
  }
  if (name.text.size() <= longest_name) return true;
  sink.error("name-too-long", name.span,
             "the name of " + with_article(what) + " has " + std::to_string(name.text.size()) +
                 " letters; it may have " + std::to_string(longest_name));
  return false;
}

bool report_form(const Spelled& name, std::string_view what, std::string_view form,
                 const std::string& better, DiagnosticSink& sink) {
  DiagnosticBuilder report = sink.error(
      "bad-name", name.span,
      in_backticks(name.text) + " is no name for " + with_article(what) + ": " + std::string(form));
  if (!better.empty()) report.hint("did you mean `" + better + "`?");
  return false;
}

/// The part before the first point, as Windows sees it: `aux.txt` is the device, too.
bool is_device_name(std::string_view text) {
  std::string stem(text.substr(0, text.find('.')));
  std::transform(stem.begin(), stem.end(), stem.begin(), to_lower);
  if (std::find(device_names.begin(), device_names.end(), stem) != device_names.end()) return true;
  const bool numbered = stem.starts_with("com") || stem.starts_with("lpt");
  return numbered && stem.size() == 4 && stem[3] >= '1' && stem[3] <= '9';
}

}  // namespace

std::string snake_form(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool new_word = is_upper(c) && at > 0 && !is_upper(text[at - 1]);
    const bool gap = c == '-' || c == ' ' || c == '.';
    if ((new_word || gap) && !out.empty() && out.back() != '_') out += '_';
    if (!gap) out += to_lower(c);
  }
  return is_snake(out) && out.size() <= longest_name ? out : std::string{};
}

bool check_word_characters(const Spelled& word, DiagnosticSink& sink) {
  for (std::size_t at = 0; at < word.text.size();) {
    const CodePoint character = decode_utf8(word.text.substr(at));
    if (character.value >= 0x80) {
      const bool invisible = is_invisible(character.value) || is_bidi_control(character.value);
      sink.error("bad-name", word.place(at, at + character.length),
                 in_backticks(word.text) + " holds the " + (invisible ? "invisible " : "") +
                     "character " + code_point_name(character.value) +
                     "; names are written in ASCII");
      return false;
    }
    at += character.length;
  }
  return true;
}

bool check_name(const Spelled& name, std::string_view what, DiagnosticSink& sink) {
  if (is_snake(name.text) && name.text.size() <= longest_name) return true;
  if (!check_word_characters(name, sink) || !check_length(name, what, sink)) return false;
  return report_form(name, what, "small letters, digits and `_`, a letter first",
                     snake_form(name.text), sink);
}

bool check_reference(const Spelled& name, std::string_view what, DiagnosticSink& sink) {
  return check_word_characters(name, sink) && check_length(name, what, sink);
}

bool check_service_name(const Spelled& name, DiagnosticSink& sink) {
  if (!check_word_characters(name, sink) || !check_length(name, "service", sink)) return false;
  if (is_device_name(name.text)) {
    sink.error("reserved-name", name.span,
               in_backticks(name.text) + " is the name of a device on Windows")
        .hint("the name of the service is the name of a folder");
    return false;
  }
  const auto allowed = [](char c) { return is_snake_byte(c) || c == '-'; };
  const bool good = is_lower(name.text.front()) && name.text.back() != '-' &&
                    std::all_of(name.text.begin(), name.text.end(), allowed);
  if (good) return true;
  return report_form(name, "service", "small letters, digits, `-` and `_`, a letter first",
                     snake_form(name.text), sink);
}

bool check_error_code(const Spelled& code, DiagnosticSink& sink) {
  if (!check_word_characters(code, sink) || !check_length(code, "error", sink)) return false;
  const auto allowed = [](char c) { return is_upper(c) || is_digit(c) || c == '_'; };
  if (is_upper(code.text.front()) && std::all_of(code.text.begin(), code.text.end(), allowed))
    return true;
  return report_form(code, "error", "capital letters, digits and `_`, a letter first",
                     as_code(code.text), sink);
}

bool check_event_name(const Spelled& name, DiagnosticSink& sink) {
  if (!check_word_characters(name, sink) || !check_length(name, "event", sink)) return false;
  std::string_view rest = name.text;
  for (std::size_t point = 0; point != std::string_view::npos;) {
    point = rest.find('.');
    if (!is_snake(rest.substr(0, point))) {
      return report_form(name, "event", "names joined by points, such as `order.paid`", {}, sink);
    }
    if (point != std::string_view::npos) rest.remove_prefix(point + 1);
  }
  return true;
}

bool check_enum_word(const Spelled& word, DiagnosticSink& sink) {
  if (!check_word_characters(word, sink) || !check_length(word, "value", sink)) return false;
  const auto is_letter = [](char c) { return is_lower(c) || is_upper(c); };
  const auto allowed = [&](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  if (is_letter(word.text.front()) && std::all_of(word.text.begin(), word.text.end(), allowed))
    return true;
  return report_form(word, "value of an enum", "letters, digits, `_` and `-`, a letter first",
                     snake_form(word.text), sink);
}

}  // namespace plinth
