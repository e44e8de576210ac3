#include "description/rate.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace plinth {

std::optional<WrittenRate> parse_rate(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> units{
      {{"/s", 1}, {"/min", 60}, {"/h", 3600}, {"/day", 86'400}}};
  constexpr std::uint64_t most = 1'000'000'000;
  WrittenRate rate;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, rate.count);
  if (error != std::errc{} || rate.count == 0 || rate.count > most) return std::nullopt;
  const std::string_view unit(behind, static_cast<std::size_t>(end - behind));
  for (const auto& [name, seconds] : units) {
    if (unit != name) continue;
    rate.seconds = seconds;
    return rate;
  }
  return std::nullopt;
}

}  // namespace plinth
