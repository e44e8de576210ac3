#include "jinja/text_operations.hpp"

#include <algorithm>

#include "diagnostics/unicode.hpp"
#include "jinja/editions.hpp"
#include "jinja/letter_case.hpp"

namespace plinth::jinja {
namespace {

std::size_t occurrences(std::string_view text, std::string_view old, std::size_t limit) {
  std::size_t count = 0;
  for (std::size_t at = text.find(old); at != std::string_view::npos && count < limit;
       at = text.find(old, at + old.size())) {
    ++count;
  }
  return count;
}

std::string replaced_between(std::string_view text, std::string_view with, std::size_t count,
                             const Site& site) {
  check_text_product(with.size() + 4, std::min(count, text.size() + 1), site);
  std::string out;
  for (; !text.empty() || count > 0; --count) {
    if (count == 0) return out.append(text);
    out += with;
    if (text.empty()) return out;
    const std::string_view first = first_code_points(text, 1);
    out += first;
    text.remove_prefix(first.size());
  }
  return out;
}

bool blank(std::string_view chunk) { return trimmed(chunk).empty(); }

bool letter_at(const std::vector<CodePoint>& points, std::size_t at) {
  return at < points.size() && is_letter(points[at].value);
}

bool word_at(const std::vector<CodePoint>& points, std::size_t at) {
  const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
  return at < points.size() &&
         (is_letter(points[at].value) || is_digit(points[at].value) || points[at].value == '_');
}

/// Whether a line may break behind the hyphen at `at`: letters on both sides of it.
bool breaks_behind(const std::vector<CodePoint>& points, std::size_t at) {
  if (points[at].value != '-') return false;
  const bool before = (at >= 2 && letter_at(points, at - 1) && letter_at(points, at - 2)) ||
                      (at >= 3 && word_at(points, at - 1) && points[at - 2].value == '-' &&
                       letter_at(points, at - 3));
  const bool hyphen = at + 2 < points.size() && points[at + 2].value == '-';
  return before && letter_at(points, at + 1) && letter_at(points, at + (hyphen ? 3 : 2));
}

/// The pieces that a line may be broken between: words, their hyphenated parts, blanks.
std::vector<std::string_view> chunks_of(std::string_view line, bool break_on_hyphens) {
  std::vector<std::string_view> chunks;
  std::vector<CodePoint> points;
  for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(points.back().length)) {
    points.push_back(decode_utf8(rest));
  }
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < points.size(); ++at) {
    end += points[at].length;
    const bool last = at + 1 == points.size();
    const bool changes = !last && is_space(points[at].value) != is_space(points[at + 1].value);
    if (last || changes || (break_on_hyphens && breaks_behind(points, at))) {
      chunks.push_back(line.substr(begin, end - begin));
      begin = end;
    }
  }
  return chunks;
}

/// How much of a chunk that fits into no line goes into the `space` that is left.
std::string_view broken_part(std::string_view chunk, std::size_t space, bool break_on_hyphens) {
  const std::string_view part = first_code_points(chunk, std::max<std::size_t>(space, 1));
  if (!break_on_hyphens) return part;
  const std::size_t hyphen = part.rfind('-');
  const bool useful = hyphen != std::string_view::npos && hyphen > 0 &&
                      part.substr(0, hyphen).find_first_not_of('-') != std::string_view::npos;
  return useful ? part.substr(0, hyphen + 1) : part;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text, bool keep_ends) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\r\v\f"), text.size());
    const bool crlf = text.substr(end, 2) == "\r\n";
    const std::size_t next = std::min(end + (crlf ? 2 : 1), text.size());
    lines.push_back(text.substr(0, keep_ends ? next : end));
    text.remove_prefix(next);
  }
  return lines;
}

std::string replaced(std::string_view text, std::string_view old, std::string_view with,
                     std::size_t count, const Site& site) {
  if (old.empty()) return replaced_between(text, with, count, site);
  const std::size_t found = occurrences(text, old, count);
  check_text_product(with.size(), found, site);
  std::string out;
  out.reserve(text.size() + found * with.size() - found * old.size());
  for (std::size_t done = 0; done < found; ++done) {
    const std::size_t at = text.find(old);
    out.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + old.size());
  }
  return out.append(text);
}

std::string padded(std::string_view text, std::size_t width, std::string_view fill,
                   Alignment alignment, const Site& site) {
  const std::size_t length = code_point_count(text);
  if (width <= length) return std::string(text);
  check_text_product(fill.size(), width, site);
  const std::size_t padding = width - length;
  std::size_t left = 0;
  if (alignment == Alignment::Right) left = padding;
  // Python's rule where the padding is odd.
  if (alignment == Alignment::Centre) left = padding / 2 + (padding & width & 1U);
  std::string out;
  for (std::size_t at = 0; at < left; ++at) out += fill;
  out += text;
  for (std::size_t at = left; at < padding; ++at) out += fill;
  return out;
}

std::string indented(std::string_view text, std::string_view indentation, bool first, bool blank,
                     const Site& site) {
  std::vector<std::string_view> lines = lines_of(text);
  const bool ends_line =
      text.empty() || std::string_view("\n\r\v\f").find(text.back()) != std::string_view::npos;
  if (ends_line) lines.emplace_back();
  check_text_product(indentation.size() + 1, lines.size(), site);
  check_text_size(text.size() + (indentation.size() + 1) * lines.size(), site);
  std::string out;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (at > 0) out += '\n';
    if (at == 0 ? first : blank) {
      out += indentation;
    } else if (at > 0 && !lines[at].empty()) {
      const auto begin = static_cast<std::size_t>(lines[at].data() - text.data());
      LineIndentation(text.substr(begin)).append_to(out, indentation);
    }
    out += lines[at];
  }
  return out;
}

std::string_view stripped(std::string_view text, std::string_view characters, bool left,
                          bool right) {
  const auto listed = [characters](std::string_view character) {
    return characters.find(character) != std::string_view::npos;
  };
  while (left && !text.empty()) {
    const std::string_view first = first_code_points(text, 1);
    if (!listed(first)) break;
    text.remove_prefix(first.size());
  }
  while (right && !text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    if (!listed(text.substr(last))) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

std::vector<std::string> wrapped_line(std::string_view line, const Wrapping& wrapping) {
  std::vector<std::string_view> chunks = chunks_of(line, wrapping.break_on_hyphens);
  std::reverse(chunks.begin(), chunks.end());
  std::vector<std::string> lines;
  while (!chunks.empty()) {
    std::vector<std::string_view> current;
    std::size_t length = 0;
    if (blank(chunks.back()) && !lines.empty()) chunks.pop_back();
    while (!chunks.empty() && length + code_point_count(chunks.back()) <= wrapping.width) {
      length += code_point_count(chunks.back());
      current.push_back(chunks.back());
      chunks.pop_back();
    }
    if (!chunks.empty() && code_point_count(chunks.back()) > wrapping.width) {
      if (wrapping.break_long_words) {
        const std::size_t space = wrapping.width > length ? wrapping.width - length : 0;
        const std::string_view part = broken_part(chunks.back(), space, wrapping.break_on_hyphens);
        current.push_back(part);
        chunks.back().remove_prefix(part.size());
        if (chunks.back().empty()) chunks.pop_back();
      } else if (current.empty()) {
        current.push_back(chunks.back());
        chunks.pop_back();
      }
    }
    if (!current.empty() && blank(current.back())) current.pop_back();
    if (current.empty()) continue;
    std::string& out = lines.emplace_back();
    for (const std::string_view chunk : current) out += chunk;
  }
  return lines;
}

}  // namespace plinth::jinja
