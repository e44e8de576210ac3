#include "description/byte_size.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace plinth {

std::optional<std::uint64_t> parse_byte_size(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 3> units{
      {{"KB", 1ULL << 10U}, {"MB", 1ULL << 20U}, {"GB", 1ULL << 30U}}};
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || count == 0) return std::nullopt;
  const std::string_view unit(behind, static_cast<std::size_t>(end - behind));
  for (const auto& [name, bytes] : units) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (unit == name && count <= most / bytes) return count * bytes;
  }
  return std::nullopt;
}

}  // namespace plinth
