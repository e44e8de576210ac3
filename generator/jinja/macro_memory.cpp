#include "jinja/macro_memory.hpp"

#include <algorithm>

namespace plinth::jinja {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 20U;
constexpr std::size_t longest_text = 1024;  // what is longer hardly ever comes again
constexpr std::size_t trial_calls = 32;     // after these it shows whether a macro repeats itself
constexpr std::size_t worthwhile = 8;       // one repetition in so many calls
constexpr std::size_t fewest_places = 16;   // a power of two, as all numbers of places

/// A tuple may hold what can change; nothing else that no template can change does.
bool can_change(const Value& value) {
  return value.is_callable() || value.is_tuple() || value.may_change();
}

std::size_t mixed(std::size_t hash, std::size_t more) {
  constexpr std::size_t multiplier = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
  const std::size_t product = (hash ^ more) * multiplier;
  return product ^ (product >> 32U);
}

}  // namespace

bool MacroMemory::may_repeat(Call& call) {
  if (calls_ >= trial_calls && repetitions_ * worthwhile < calls_) return false;
  std::size_t hash = 0;
  for (const Value& argument : call.arguments->positional()) {
    if (can_change(argument)) return false;
    hash = mixed(hash, argument.identity_hash());
  }
  for (const KeywordArgument& argument : call.arguments->keyword()) {
    if (can_change(argument.value)) return false;
    hash = mixed(hash, argument.value.identity_hash());
  }
  ++calls_;
  call.hash = hash;
  return true;
}

bool MacroMemory::is_same(const Printed& printed, const Call& call) {
  if (printed.hash != call.hash) return false;
  const auto positional = call.arguments->positional();
  const auto keyword = call.arguments->keyword();
  if (printed.arguments.size() != positional.size() + 2 * keyword.size()) return false;
  auto known = printed.arguments.begin();
  for (const Value& argument : positional) {
    if (!(known++)->is_identical(argument)) return false;
  }
  for (const KeywordArgument& argument : keyword) {
    if ((known++)->as_string() != argument.name) return false;
    if (!(known++)->is_identical(argument.value)) return false;
  }
  return true;
}

/// Where the call is, or would be.
std::uint32_t& MacroMemory::place_of(const Call& call) {
  std::size_t at = call.hash & (places_.size() - 1);
  while (places_[at] != 0 && !is_same(printed_[places_[at] - 1], call)) {
    at = (at + 1) & (places_.size() - 1);
  }
  return places_[at];
}

const std::string* MacroMemory::find(const Call& call) {
  if (places_.empty()) return nullptr;
  const std::uint32_t place = place_of(call);
  if (place == 0) return nullptr;
  ++repetitions_;
  return &printed_[place - 1].text;
}

void MacroMemory::keep(const Call& call, std::string_view text) {
  if (text.size() > longest_text || bytes_ + text.size() > most_bytes) return;
  bytes_ += text.size();
  if (2 * (printed_.size() + 1) > places_.size()) {
    places_.assign(std::max(fewest_places, 2 * places_.size()), 0);
    for (std::size_t known = 0; known < printed_.size(); ++known) {
      std::size_t at = printed_[known].hash & (places_.size() - 1);
      while (places_[at] != 0) at = (at + 1) & (places_.size() - 1);
      places_[at] = static_cast<std::uint32_t>(known + 1);
    }
  }
  const auto positional = call.arguments->positional();
  List arguments(positional.begin(), positional.end());
  for (const KeywordArgument& argument : call.arguments->keyword()) {
    arguments.emplace_back(argument.name);
    arguments.push_back(argument.value);
  }
  // A macro that calls itself may have kept the same call meanwhile; then there are two of it.
  place_of(call) = static_cast<std::uint32_t>(printed_.size() + 1);
  printed_.push_back({call.hash, std::move(arguments), std::string(text)});
}

}  // namespace plinth::jinja
