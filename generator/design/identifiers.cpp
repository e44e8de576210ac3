#include "design/identifiers.hpp"

#include <algorithm>
#include <cstdint>

namespace plinth {
namespace {

constexpr std::size_t hash_length = 8;

/// FNV-1a: small, and the same on every machine for ever, which names in a database need.
std::string hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 16777619U;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out(hash_length, '0');
  for (std::size_t i = hash_length; i-- > 0; hash >>= 4U) out[i] = digits[hash & 0xFU];
  return out;
}

}  // namespace

std::string shortened(std::string_view name, std::size_t longest) {
  if (name.size() <= longest) return std::string(name);
  return std::string(name.substr(0, longest - hash_length - 1)) + "_" + hash_of(name);
}

std::string Identifiers::take(std::string_view wanted, std::string_view owner) {
  std::string name = shortened(wanted);
  std::string reason(owner);
  while (!taken_.insert(name).second) {
    reason += '.';
    const std::string_view start = std::string_view(name).substr(
        0, std::min(name.size(), longest_identifier - hash_length - 1));
    name = std::string(start) + "_" + hash_of(reason);
  }
  return name;
}

}  // namespace plinth
