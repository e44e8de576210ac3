#include "pack/pack_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "pack/manifest_keys.hpp"
#include "pack/manifest_reader.hpp"
#include "pack/pack_bytes.hpp"

// A pack is read in two steps: what its own pack.yaml says, then what its base says, read the same
// way, is put in front of that. Own entries take the place of inherited ones with the same name
// (files: the same path), so that a pack can change one and keep the rest.

namespace plinth {
namespace {

/// `inherited` with those of `own` put in place of the ones with the same key, or behind.
template <typename Item, typename Key>
void inherit(std::vector<Item> inherited, std::vector<Item>& own, const Key& key) {
  for (Item& item : own) {
    const auto same = std::find_if(inherited.begin(), inherited.end(),
                                   [&](const Item& other) { return key(other) == key(item); });
    if (same == inherited.end()) {
      inherited.push_back(std::move(item));
    } else {
      *same = std::move(item);
    }
  }
  own = std::move(inherited);
}

void inherit(const Pack& base, Pack& own) {
  own.lookup.insert(own.lookup.end(), base.lookup.begin(), base.lookup.end());
  own.reserved.insert(own.reserved.begin(), base.reserved.begin(), base.reserved.end());
  own.reserved_ignore_case = own.reserved_ignore_case || base.reserved_ignore_case;
  if (!own.types_place) own.types_place = base.types_place;
  inherit(base.types, own.types,
          [](const TypeSpelling& type) { return std::string_view(type.kind); });
  inherit(base.names, own.names,
          [](const NameStyle& style) { return std::string_view(style.name); });
  inherit(base.escaping, own.escaping,
          [](const EscapingStyle& style) { return std::string_view(style.name); });
  inherit(base.files, own.files,
          [](const PackFile& file) { return file.path ? text_of(file.path) : std::string_view(); });
  jinja::Map values = base.values;
  for (const jinja::MapEntry& entry : own.values) values.set(entry.key, entry.value);
  own.values = std::move(values);
}

}  // namespace

std::unique_ptr<Pack> PackReader::read_new(const std::string& name, const SourceFile& manifest) {
  const std::size_t errors_before = sink_.error_count();
  const std::string_view bytes = source_.compiled(manifest);
  std::optional<WrittenPack> written = bytes.empty()
                                           ? read_manifest(name, manifest, source_.files(), sink_)
                                           : written_pack_of(bytes, manifest, source_.files());
  if (!written) return nullptr;
  Pack& pack = written->pack;
  pack.lookup = {name};
  if (!written->base.empty()) {
    const Pack* base = read(written->base, written->base_place);
    if (base == nullptr) return nullptr;
    inherit(*base, pack);
  }
  if (sink_.error_count() > errors_before) return nullptr;
  return std::make_unique<Pack>(std::move(pack));
}

const Pack* PackReader::read(std::string_view name, const Span& asked_for) {
  if (std::find(being_read_.begin(), being_read_.end(), name) != being_read_.end()) {
    sink_.error("pack-cycle", asked_for, "`" + std::string(name) + "` extends itself in the end");
    return nullptr;
  }
  if (const auto known = packs_.find(name); known != packs_.end()) return known->second.get();
  const SourceFile* manifest = source_.find(name, "pack.yaml");
  if (manifest == nullptr) {
    sink_.error("unknown-pack", asked_for, "there is no pack `" + std::string(name) + "`")
        .hint(nearest_or_all(name, source_.packs()));
    return nullptr;
  }
  being_read_.emplace_back(name);
  std::unique_ptr<Pack> pack = read_new(std::string(name), *manifest);
  being_read_.pop_back();
  return packs_.emplace(std::string(name), std::move(pack)).first->second.get();
}

}  // namespace plinth
