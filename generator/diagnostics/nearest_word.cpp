#include "diagnostics/nearest_word.hpp"

#include <algorithm>
#include <vector>

namespace plinth {
namespace {

constexpr std::size_t longest_word = 64;  // longer ones are no typing mistakes of a known word

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, std::span<const std::string> known) {
  if (word.empty() || word.size() > longest_word) return {};
  const std::string* nearest = nullptr;
  std::size_t smallest = 0;
  for (const std::string& candidate : known) {
    if (candidate.size() > longest_word) continue;
    const std::size_t current = distance(word, candidate);
    const std::size_t allowed =
        std::max<std::size_t>(1, std::max(word.size(), candidate.size()) / 3);
    // Words that have no letter in common are none for another, however short they are.
    if (current >= std::min(word.size(), candidate.size())) continue;
    if (current <= allowed && (nearest == nullptr || current < smallest)) {
      nearest = &candidate;
      smallest = current;
    }
  }
  return nearest == nullptr ? std::string{} : *nearest;
}

}  // namespace plinth
