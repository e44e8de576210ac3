#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/nearest_word.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// What every function that reads a part of a pack.yaml needs.
struct ManifestReading {
  SourceFiles& files;
  DiagnosticSink& sink;
};

/// One known key of a map in a pack.yaml, with what reads it. The value is never null.
template <typename Target>
struct ManifestKey {
  std::string_view name;
  void (*read)(const yaml::Entry& entry, Target& target, ManifestReading& reading);
};

/// `did you mean …?` for a near one of `known`, else the list of them.
std::string nearest_or_all(std::string_view word, std::span<const std::string> known);

/// Reports unless `node` is of `kind`: `pack-kind`.
bool expect_kind(const yaml::Node& node, yaml::Node::Kind kind, ManifestReading& reading);

/// The text of a scalar; empty, and reported, if it is none.
std::string read_text(const yaml::Node& node, ManifestReading& reading);

/// The texts of a list of scalars.
std::vector<std::string> read_texts(const yaml::Node& node, ManifestReading& reading);

/// `true` or `false`, nothing else.
bool read_flag(const yaml::Node& node, ManifestReading& reading);

/// A span of exactly the text of a scalar: in pack.yaml itself where it stands there letter by
/// letter, else (escapes, folded lines) in a file of its own. No place, and reported, if it is
/// none.
Span read_span(const yaml::Node& node, ManifestReading& reading);

/// Reads the value of a key with `read` into the member that `members` lead to, one in the other:
/// `&read_into<read_text, &WrittenPack::pack, &Pack::title>` is the row of a plain key.
template <auto read, auto... members, typename Target>
void read_into(const yaml::Entry& entry, Target& target, ManifestReading& reading) {
  (target.*....*members) = read(entry.value, reading);
}

/// Reports a key that `known` does not have (`pack-unknown-key`) or that has no value
/// (`pack-empty`); false if so.
bool accept_key(const yaml::Entry& entry, bool is_known, std::span<const std::string> known,
                ManifestReading& reading);

/// Reads each entry of the map `node` by the row of its key.
template <typename Target>
void read_keys(const yaml::Node& node, std::span<const ManifestKey<Target>> keys, Target& target,
               ManifestReading& reading) {
  if (!expect_kind(node, yaml::Node::Kind::Map, reading)) return;
  std::vector<std::string> known;
  for (const ManifestKey<Target>& key : keys) known.emplace_back(key.name);
  for (const yaml::Entry& entry : node.entries) {
    const ManifestKey<Target>* found = nullptr;
    for (const ManifestKey<Target>& key : keys) {
      if (key.name == entry.key.text) found = &key;
    }
    if (accept_key(entry, found != nullptr, known, reading)) found->read(entry, target, reading);
  }
}

}  // namespace plinth
