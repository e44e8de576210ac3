#include "description/duration.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace plinth {

std::optional<std::uint64_t> parse_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 5> units{
      {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit(behind, static_cast<std::size_t>(end - behind));
  for (const auto& [name, milliseconds] : units) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (unit == name && count <= most / milliseconds) return count * milliseconds;
  }
  return std::nullopt;
}

}  // namespace plinth
