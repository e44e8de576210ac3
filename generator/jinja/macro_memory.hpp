#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "jinja/call_arguments.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

/// What one macro printed, by what it was called with. Templates that generate code say the same
/// things over and over (the schema of a type, the name of a resource), and a macro that does
/// nothing but print says the same each time: whether a call did nothing else is for the renderer
/// to find out. A macro whose calls hardly ever repeat is soon not asked for any more.
class MacroMemory {
 public:
  /// A call with these arguments.
  struct Call {
    const CallArguments* arguments = nullptr;
    std::size_t hash = 0;
  };

  /// Whether what the call prints may be remembered: its arguments cannot change, and the macro is
  /// not one that never repeats. Fills in `call.hash`.
  bool may_repeat(Call& call);
  /// What the same call printed before, or null. `call` is one that may repeat.
  const std::string* find(const Call& call);
  void keep(const Call& call, std::string_view text);

 private:
  struct Printed {
    std::size_t hash;
    List arguments;  // positional ones, then names and values of the others
    std::string text;
  };
  static bool is_same(const Printed& printed, const Call& call);
  std::uint32_t& place_of(const Call& call);

  std::vector<Printed> printed_;
  std::vector<std::uint32_t> places_;  // open addressing over `printed_` (place + 1), half empty
  std::size_t calls_ = 0;
  std::size_t repetitions_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace plinth::jinja
