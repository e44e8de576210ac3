#include "jinja/macro_memory.hpp"

#include <algorithm>
#include <utility>

namespace plinth::jinja {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 20U;
constexpr std::size_t trial_calls = 32;    // after these it shows whether a macro repeats itself
constexpr std::size_t worthwhile = 8;      // one repetition in so many calls

/// A tuple may hold what can change; nothing else that no template can change does.
bool can_change(const Value& value) {
  return value.is_callable() || value.is_tuple() || value.may_change();
}

std::size_t mixed(std::size_t hash, std::size_t more) { return (hash ^ more) * 0x100000001B3U; }

}  // namespace

bool MacroMemory::may_repeat(Call& call) {
  Usefulness& usefulness = usefulness_[call.plan];
  if (usefulness.calls >= trial_calls &&
      usefulness.repetitions * worthwhile < usefulness.calls) {
    return false;
  }
  std::size_t hash = mixed(std::hash<const void*>{}(call.plan), call.frame);
  for (const Value& argument : call.arguments->positional()) {
    if (can_change(argument)) return false;
    hash = mixed(hash, argument.identity_hash());
  }
  for (const KeywordArgument& argument : call.arguments->keyword()) {
    if (can_change(argument.value)) return false;
    hash = mixed(hash, argument.value.identity_hash());
  }
  ++usefulness.calls;
  call.hash = hash;
  return true;
}

bool MacroMemory::is_same(const Printed& printed, const Call& call) {
  if (printed.plan != call.plan || printed.frame != call.frame || printed.escape != call.escape) {
    return false;
  }
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

const std::string* MacroMemory::find(const Call& call) {
  const auto [begin, end] = printed_.equal_range(call.hash);
  const auto found =
      std::find_if(begin, end, [&](const auto& entry) { return is_same(entry.second, call); });
  if (found == end) return nullptr;
  ++usefulness_[call.plan].repetitions;
  return &found->second.text;
}

void MacroMemory::keep(const Call& call, std::string text) {
  if (bytes_ + text.size() > most_bytes) return;
  bytes_ += text.size();
  const auto positional = call.arguments->positional();
  Printed printed{call.plan, call.frame, call.escape, List(positional.begin(), positional.end()), {}};
  for (const KeywordArgument& argument : call.arguments->keyword()) {
    printed.arguments.emplace_back(argument.name);
    printed.arguments.push_back(argument.value);
  }
  printed.text = std::move(text);
  printed_.emplace(call.hash, std::move(printed));
}

}  // namespace plinth::jinja
