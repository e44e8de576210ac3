#include "pack/pack_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "pack/manifest_keys.hpp"
#include "pack/style_reader.hpp"
#include "yaml/reader.hpp"

// A pack is read in two steps: what its own pack.yaml says, by the tables below, then what its base
// says, read the same way, is put in front of that. Own entries take the place of inherited ones
// with the same name (files: the same path), so that a pack can change one and keep the rest.

namespace plinth {
namespace {

constexpr std::string_view format_version = "1";
constexpr std::array<std::string_view, 2> smallest_manifest{"pack: my-pack",
                                                            "summary: What it makes."};

struct WrittenPack {
  Pack pack;
  std::string base;
  Span base_place;
};

jinja::Value value_of(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Node::Kind::Null:
      return jinja::Value::none();
    case yaml::Node::Kind::Scalar:
      break;
    case yaml::Node::Kind::List: {
      jinja::List items;
      for (const yaml::Node& item : node.items) items.push_back(value_of(item));
      return items;
    }
    case yaml::Node::Kind::Map: {
      jinja::Map entries;
      for (const yaml::Entry& entry : node.entries)
        entries.set(entry.key.text, value_of(entry.value));
      return entries;
    }
  }
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  std::int64_t number = 0;
  const char* end = node.text.data() + node.text.size();
  const auto read = std::from_chars(node.text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) return number;
  return node.text;
}

constexpr std::array ownerships{Ownership::Generated, Ownership::Once, Ownership::Merge,
                                Ownership::Append};

void read_ownership(const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
  const std::string word = read_text(entry.value, reading);
  std::vector<std::string> words;
  for (const Ownership ownership : ownerships) {
    words.emplace_back(ownership_word(ownership));
    if (words.back() != word) continue;
    file.ownership = ownership;
    return;
  }
  reading.sink.error("pack-value", entry.value.span, "unknown ownership `" + word + "`")
      .hint(nearest_or_all(word, words));
}

bool is_variable(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// `resources as resource`
void read_each(const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
  constexpr std::string_view separator = " as ";
  Span all = read_span(entry.value, reading);
  if (!all) return;
  const std::string_view text = text_of(all);
  const std::size_t split = text.rfind(separator);
  const std::string_view name =
      split == std::string_view::npos ? std::string_view() : text.substr(split + separator.size());
  if (name != "*" && !is_variable(name)) {
    reading.sink
        .error("pack-value", entry.value.span, "expected an expression and a name for its elements")
        .hint("for example `each: resources as resource`");
    return;
  }
  file.variable = name;
  all.end = all.begin + static_cast<std::uint32_t>(split);
  file.each = all;
}

using FileKey = ManifestKey<PackFile>;
constexpr std::array file_keys{
    FileKey{"path", [](const yaml::Entry& entry, PackFile& file,
                       ManifestReading& reading) { file.path = read_span(entry.value, reading); }},
    FileKey{"template",
            [](const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
              file.template_name = read_text(entry.value, reading);
              file.template_place = entry.value.span;
            }},
    FileKey{"ownership", &read_ownership},
    FileKey{"each", &read_each},
    FileKey{"entity",
            [](const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
              file.entity = read_span(entry.value, reading);
            }},
    FileKey{"when", [](const yaml::Entry& entry, PackFile& file,
                       ManifestReading& reading) { file.when = read_span(entry.value, reading); }},
    FileKey{"executable",
            [](const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
              file.executable = read_flag(entry.value, reading);
            }},
};

void read_files(const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
  if (!expect_kind(entry.value, yaml::Node::Kind::List, reading)) return;
  for (const yaml::Node& item : entry.value.items) {
    PackFile file;
    file.place = item.span;
    read_keys<PackFile>(item, file_keys, file, reading);
    if (!item.is_map()) continue;
    if (!file.path) reading.sink.error("pack-missing-key", item.span, "this file has no `path`");
    if (file.template_name.empty()) {
      reading.sink.error("pack-missing-key", item.span, "this file has no `template`");
    }
    if (file.each && !file.entity) {
      reading.sink.error("pack-missing-key", item.span, "a file with `each` needs an `entity`")
          .hint("it is what a file keeps when its path changes: `entity: \"{{ " + file.variable +
                ".name }}\"`");
    }
    written.pack.files.push_back(std::move(file));
  }
}

void read_version(const yaml::Entry& entry, WrittenPack&, ManifestReading& reading) {
  const std::string version = read_text(entry.value, reading);
  if (version == format_version) return;
  reading.sink
      .error("pack-version", entry.value.span,
             "version `" + version + "` of the pack format is not known")
      .hint("this plinth knows version 1");
}

void read_types(const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
  written.pack.types_place = entry.key.span;
  if (!expect_kind(entry.value, yaml::Node::Kind::Map, reading)) return;
  for (const yaml::Entry& type : entry.value.entries) {
    if (!accept_key(type, true, {}, reading)) continue;
    written.pack.types.push_back({std::string(type.key.text), read_span(type.value, reading)});
  }
}

void read_reserved_case(const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
  const std::string text = read_text(entry.value, reading);
  written.pack.reserved_ignore_case = text == "insensitive";
  if (text == "insensitive" || text == "sensitive") return;
  reading.sink.error("pack-value", entry.value.span, "expected `sensitive` or `insensitive`");
}

void read_values(const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
  if (!expect_kind(entry.value, yaml::Node::Kind::Map, reading)) return;
  for (const yaml::Entry& value : entry.value.entries) {
    written.pack.values.set(value.key.text, value_of(value.value));
  }
}

using PackKey = ManifestKey<WrittenPack>;
constexpr std::array pack_keys{
    PackKey{"pack",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.name = read_text(entry.value, reading);
              written.pack.place = entry.value.span;
            }},
    PackKey{"plinth", &read_version},
    PackKey{"title",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.title = read_text(entry.value, reading);
            }},
    PackKey{"summary",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.summary = read_text(entry.value, reading);
            }},
    PackKey{"extends",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.base = read_text(entry.value, reading);
              written.base_place = entry.value.span;
            }},
    PackKey{"selected",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.selected = read_span(entry.value, reading);
            }},
    PackKey{"systems",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.systems = read_span(entry.value, reading);
            }},
    PackKey{"databases",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.databases = read_texts(entry.value, reading);
            }},
    PackKey{"types", &read_types},
    PackKey{"reserved",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.reserved = read_texts(entry.value, reading);
            }},
    PackKey{"reserved_case", &read_reserved_case},
    PackKey{"names",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.names = read_names(entry.value, reading);
            }},
    PackKey{"escaping",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.pack.escaping = read_escaping(entry.value, reading);
            }},
    PackKey{"values", &read_values},
    PackKey{"files", &read_files},
};

void check_pack(const WrittenPack& written, const std::string& folder, const SourceFile& manifest,
                DiagnosticSink& sink) {
  const Pack& pack = written.pack;
  if (!pack.place) {
    sink.error("pack-missing-key", {&manifest, 0, 0},
               "a pack.yaml begins with the name of its pack")
        .hint("pack: " + folder);
  } else if (pack.name != folder) {
    sink.error("pack-name", pack.place,
               "the pack `" + pack.name + "` lies in a folder `" + folder + "`")
        .hint("both have the same name");
  }
  for (const EscapingStyle& style : pack.escaping) {
    const auto clash = std::find_if(pack.names.begin(), pack.names.end(),
                                    [&](const NameStyle& name) { return name.name == style.name; });
    if (clash == pack.names.end()) continue;
    sink.error("pack-name", style.place, "`" + style.name + "` is also a filter of `names`")
        .note(clash->place, "it is described here");
  }
}

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
  const yaml::Document document = yaml::read(manifest, sink_, {}, {"pack", smallest_manifest});
  if (sink_.error_count() > errors_before) return nullptr;
  ManifestReading reading{source_.files(), sink_};
  WrittenPack written;
  read_keys<WrittenPack>(document.root, pack_keys, written, reading);
  check_pack(written, name, manifest, sink_);
  Pack& pack = written.pack;
  pack.lookup = {name};
  if (!written.base.empty()) {
    const Pack* base = read(written.base, written.base_place);
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
