#include "pack/naming.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::size_t hash_digits = 8;

std::string lower_case(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

bool in_set(const std::array<bool, 128>& set, char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < set.size() && set[byte];
}

std::string hash_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  std::array<char, hash_digits> digits{};
  const auto folded = static_cast<std::uint32_t>(hash ^ (hash >> 32U));
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), folded, 16).ptr;
  const std::string written(digits.data(), end);
  return std::string(hash_digits - written.size(), '0') + written;
}

}  // namespace

NameWriter::NameWriter(NameStyle style, const std::vector<std::string>& reserved, bool ignore_case)
    : style_(std::move(style)), ignore_case_(ignore_case) {
  reserved_.reserve(reserved.size() + style_.reserved.size());
  reserved_.insert(reserved_.end(), reserved.begin(), reserved.end());
  reserved_.insert(reserved_.end(), style_.reserved.begin(), style_.reserved.end());
  if (ignore_case)
    std::transform(reserved_.begin(), reserved_.end(), reserved_.begin(), lower_case);
  std::sort(reserved_.begin(), reserved_.end());
}

bool NameWriter::is_well_formed(std::string_view name) const {
  return in_set(style_.first, name.front()) &&
         std::all_of(name.begin() + 1, name.end(), [&](char c) { return in_set(style_.rest, c); });
}

bool NameWriter::is_reserved(std::string_view name) const {
  const std::string word = ignore_case_ ? lower_case(name) : std::string(name);
  return std::binary_search(reserved_.begin(), reserved_.end(), word);
}

/// A name of at most `style.length` bytes. The hash is of the whole name, so that names that
/// differ only behind the cut stay different.
std::string NameWriter::shortened(std::string_view name) const {
  if (style_.length == 0 || name.size() <= style_.length) return std::string(name);
  std::size_t kept = style_.length - hash_digits - 1;
  while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) --kept;
  return std::string(name.substr(0, kept)) + "_" + hash_of(name);
}

std::string NameWriter::quoted(std::string_view name) const {
  std::string out = style_.quote_before;
  while (!name.empty()) {
    const std::size_t length = decode_utf8(name).length;
    out += name.substr(0, length);
    if (name.substr(0, length) == style_.quote_after) out += style_.quote_after;
    name.remove_prefix(length);
  }
  return out + style_.quote_after;
}

std::string NameWriter::changed(std::string_view name) const {
  std::string out = style_.prefix;
  for (const char c : name) {
    // The bytes behind the first one of a character beyond ASCII: it has its `_` already.
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;
    out += in_set(style_.rest, c) || in_set(style_.first, c) ? c : '_';
  }
  if (!in_set(style_.first, out.front())) out.insert(0, 1, '_');
  return out + style_.suffix;
}

std::string NameWriter::write(std::string_view name, const Span& place) const {
  if (name.empty()) refuse("an empty name", place);
  for (std::string_view rest = name; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    if (!next.valid) refuse("a name that is not valid UTF-8", place);
    if (is_control(next.value) || is_bidi_control(next.value)) {
      refuse("a name with the character " + escape_code_point("U+", next.value, 4), place);
    }
    rest.remove_prefix(next.length);
  }
  const std::string fitting = shortened(name);
  if (is_well_formed(fitting) && !is_reserved(fitting)) return fitting;
  return style_.quotes ? quoted(fitting) : changed(fitting);
}

void NameWriter::refuse(const std::string& what, const Span& place) const {
  Diagnostic diagnostic;
  diagnostic.id = "unprintable-name";
  diagnostic.span = place;
  diagnostic.message = what + " cannot be written by `| " + style_.name + "`";
  diagnostic.notes.push_back({style_.place, "the style is described here"});
  throw DiagnosticError(std::move(diagnostic));
}

}  // namespace plinth
