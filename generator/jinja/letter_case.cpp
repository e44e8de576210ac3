#include "jinja/letter_case.hpp"

#include <algorithm>
#include <span>

#include "diagnostics/unicode.hpp"
#include "jinja/letter_case_table.hpp"

namespace plinth::jinja {
namespace {

bool is_ascii(char32_t character) { return character < 0x80; }

char32_t mapped(char32_t character, std::span<const CaseRange> ranges) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), character,
                       [](char32_t value, const CaseRange& range) { return value < range.first; });
  // Ranges with a stride of 2 may interleave with their neighbour: look at two of them.
  for (auto range = after; range != ranges.begin() && after - range < 2;) {
    --range;
    const bool inside = character <= range->last && (character - range->first) % range->stride == 0;
    if (inside) {
      return static_cast<char32_t>(static_cast<std::int64_t>(character) + range->offset);
    }
  }
  return character;
}

const CaseSpecial* special(char32_t character, std::span<const CaseSpecial> specials) {
  const auto found =
      std::lower_bound(specials.begin(), specials.end(), character,
                       [](const CaseSpecial& entry, char32_t value) { return entry.from < value; });
  return found != specials.end() && found->from == character ? &*found : nullptr;
}

struct CaseMapping {
  std::span<const CaseRange> ranges;
  std::span<const CaseSpecial> specials;
  char first;  // of ASCII's letters that are mapped
  char offset;
};

constexpr CaseMapping upper{to_upper, upper_specials, 'a', 'A' - 'a'};
constexpr CaseMapping lower{to_lower, lower_specials, 'A', 'a' - 'A'};

void append_mapped(std::string_view text, const CaseMapping& mapping, std::string& out) {
  while (!text.empty()) {
    const char c = text.front();
    if (is_ascii(static_cast<unsigned char>(c))) {
      const bool letter = c >= mapping.first && c < mapping.first + 26;
      out += letter ? static_cast<char>(c + mapping.offset) : c;
      text.remove_prefix(1);
      continue;
    }
    const CodePoint point = decode_utf8(text);
    if (!point.valid) {
      out += c;
    } else if (const CaseSpecial* entry = special(point.value, mapping.specials)) {
      out += entry->to;
    } else {
      out += encode_utf8(mapped(point.value, mapping.ranges));
    }
    text.remove_prefix(point.length);
  }
}

std::string mapped_text(std::string_view text, const CaseMapping& mapping) {
  // Nearly all text is ASCII: letters are mapped in place up to the first that is not.
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const char c = out[at];
    if (!is_ascii(static_cast<unsigned char>(c))) {
      out.resize(at);
      append_mapped(text.substr(at), mapping, out);
      return out;
    }
    const bool letter = c >= mapping.first && c < mapping.first + 26;
    if (letter) out[at] = static_cast<char>(c + mapping.offset);
  }
  return out;
}

}  // namespace

std::string upper_case(std::string_view text) { return mapped_text(text, upper); }

std::string lower_case(std::string_view text) { return mapped_text(text, lower); }

std::string capitalized(std::string_view text) {
  const std::string_view first = first_code_points(text, 1);
  std::string out = upper_case(first);
  append_mapped(text.substr(first.size()), lower, out);
  return out;
}

bool is_upper(char32_t character) {
  if (is_ascii(character)) return character >= 'A' && character <= 'Z';
  return mapped(character, lower.ranges) != character ||
         special(character, lower.specials) != nullptr;
}

bool is_lower(char32_t character) {
  if (is_ascii(character)) return character >= 'a' && character <= 'z';
  return mapped(character, upper.ranges) != character ||
         special(character, upper.specials) != nullptr;
}

bool is_letter(char32_t character) {
  if (is_upper(character) || is_lower(character)) return true;
  if (character < 0xAA) return false;
  const bool punctuation = (character >= 0x2000 && character <= 0x206F) ||
                           (character >= 0x20A0 && character <= 0x2BFF) ||
                           (character >= 0x3000 && character <= 0x3004) ||
                           (character >= 0x3008 && character <= 0x3020) ||
                           (character >= 0xFE10 && character <= 0xFE6F) ||
                           (character >= 0xFF01 && character <= 0xFF20) ||
                           (character >= 0x1F000 && character <= 0x1FAFF);
  const bool latin_sign =
      character <= 0xBF && character != 0xAA && character != 0xB5 && character != 0xBA;
  return !punctuation && !latin_sign && character != 0xD7 && character != 0xF7 &&
         !(character >= 0x300 && character <= 0x36F) && !is_space(character);
}

bool is_space(char32_t character) {
  return (character >= 0x09 && character <= 0x0D) || (character >= 0x1C && character <= 0x20) ||
         character == 0x85 || character == 0xA0 || character == 0x1680 ||
         (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
         character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

std::string_view trimmed(std::string_view text, bool left, bool right) {
  while (left && !text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (!is_space(point.value)) break;
    text.remove_prefix(point.length);
  }
  while (right && !text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    const CodePoint point = decode_utf8(text.substr(last));
    if (!is_space(point.value) || last + point.length != text.size()) break;
    text.remove_suffix(point.length);
  }
  return text;
}

}  // namespace plinth::jinja
