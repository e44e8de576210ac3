#pragma once

#include <array>
#include <span>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// One key that a map may have, and what is done with its value.
template <typename Target>
struct Key {
  std::string_view name;
  void (*read)(const yaml::Entry& entry, Target& target, DiagnosticSink& sink);
};

/// `text`, `a list`, `a map`, `nothing`: what a report says was found.
std::string_view kind_in_words(const yaml::Node& node);

/// `expected a map, found text`, with a hint where one helps.
void report_kind(const yaml::Node& node, std::string_view wanted, DiagnosticSink& sink,
                 std::string_view hint = {});

/// Whether `node` is a map; else that is reported. `hint` says how to write one.
bool expect_map(const yaml::Node& node, DiagnosticSink& sink, std::string_view hint = {});

/// Whether the entry has a value; else that is reported, once: a key that YAML made of a damaged
/// text was reported when it was read.
bool expect_value(const yaml::Entry& entry, DiagnosticSink& sink);

/// Reports a key that `where` does not know, with the nearest one of `known`.
void report_unknown_key(const yaml::Entry& entry, std::string_view where,
                        std::span<const std::string_view> known, DiagnosticSink& sink);

/// Reads every entry of the map `node` by the row of its key. `where` is said in reports of unknown
/// keys: `a resource`.
template <typename Target, std::size_t count>
void read_map(const yaml::Node& node, std::string_view where,
              const std::array<Key<Target>, count>& keys, Target& target, DiagnosticSink& sink) {
  if (!expect_map(node, sink)) return;
  for (const yaml::Entry& entry : node.entries) {
    const Key<Target>* row = nullptr;
    for (const Key<Target>& key : keys) {
      if (key.name == entry.key.text) row = &key;
    }
    if (row == nullptr) {
      std::array<std::string_view, count> known;
      for (std::size_t i = 0; i < count; ++i) known[i] = keys[i].name;
      report_unknown_key(entry, where, known, sink);
    } else if (expect_value(entry, sink)) {
      row->read(entry, target, sink);
    }
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
