#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// One key that a map may have, and what is done with its value.
template <typename Target>
struct Key {
  std::string_view name;
  void (*read)(const yaml::Entry& entry, Target& target, DiagnosticSink& sink);
  bool required = false;  ///< it cannot be left out
};

/// `text`, `a list`, `a map`, `nothing`: what a report says was found.
std::string_view kind_in_words(const yaml::Node& node);

/// `expected a map, found text`, with a hint where one helps.
void report_kind(const yaml::Node& node, std::string_view wanted, DiagnosticSink& sink,
                 std::string_view hint = {});

/// Whether `node` is a map; else that is reported. `hint` says how to write one.
bool expect_map(const yaml::Node& node, DiagnosticSink& sink, std::string_view hint = {});

/// Whether the entry has a value; else that is reported, once: a key that YAML made of a damaged
/// text was reported when it was read. What is `required` cannot be left out instead.
bool expect_value(const yaml::Entry& entry, DiagnosticSink& sink, bool required = false);

/// Reports the key of `map` at `entry` that `where` does not know, with the nearest one of `known`,
/// which is returned; empty if none is near.
std::string report_unknown_key(const yaml::Node& map, const yaml::Entry& entry,
                               std::string_view where, std::span<const std::string_view> known,
                               DiagnosticSink& sink);

/// Whether `map` has the key `name` of `known`, or one that was most likely meant as it.
bool has_meant_key(const yaml::Node& map, std::string_view name,
                   std::span<const std::string_view> known);

template <typename Target, std::size_t count>
constexpr std::array<std::string_view, count> names_of(const std::array<Key<Target>, count>& keys) {
  std::array<std::string_view, count> names;
  for (std::size_t i = 0; i < count; ++i) names[i] = keys[i].name;
  return names;
}

template <typename Target, std::size_t count>
bool has_key(const yaml::Node& map, std::string_view name,
             const std::array<Key<Target>, count>& keys) {
  return map.find(name) != nullptr || has_meant_key(map, name, names_of(keys));
}

/// Reads every entry of the map `node` by the row of its key. `where` is said in reports of unknown
/// keys: `a resource`. A key with a slip of the pen is reported and read as the one that was meant,
/// unless the map has that one, too: what is wrong below it, or refers to it, comes in the same
/// run.
template <typename Target, std::size_t count>
void read_map(const yaml::Node& node, std::string_view where,
              const std::array<Key<Target>, count>& keys, Target& target, DiagnosticSink& sink) {
  if (!expect_map(node, sink)) return;
  std::array<bool, count> read{};
  const auto read_as = [&](std::string_view name, const yaml::Entry& entry, bool exact) {
    for (std::size_t i = 0; i < count; ++i) {
      if (keys[i].name != name) continue;
      const bool first = !std::exchange(read[i], true);
      if (exact ? expect_value(entry, sink, keys[i].required) : first && !entry.value.is_null()) {
        keys[i].read(entry, target, sink);
      }
      return true;
    }
    return false;
  };
  for (const yaml::Entry& entry : node.entries) {
    if (read_as(entry.key.text, entry, true)) continue;
    const std::string meant = report_unknown_key(node, entry, where, names_of(keys), sink);
    if (!meant.empty() && node.find(meant) == nullptr) read_as(meant, entry, false);
  }
}

/// One table of keys made of two.
template <typename Target, std::size_t first, std::size_t second>
constexpr std::array<Key<Target>, first + second> join_keys(
    const std::array<Key<Target>, first>& some, const std::array<Key<Target>, second>& others) {
  std::array<Key<Target>, first + second> all{};
  for (std::size_t i = 0; i < first; ++i) all[i] = some[i];
  for (std::size_t i = 0; i < second; ++i) all[first + i] = others[i];
  return all;
}

/// Calls `read(entry)` for every entry of the map `node` that has a value: a map whose keys are
/// names.
template <typename Read>
void read_entries(const yaml::Node& node, DiagnosticSink& sink, const Read& read) {
  if (!expect_map(node, sink)) return;
  for (const yaml::Entry& entry : node.entries) {
    if (expect_value(entry, sink)) read(entry);
  }
}

}  // namespace plinth
