#include "pack/manifest_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "jinja/editions.hpp"
#include "pack/manifest_keys.hpp"
#include "pack/style_reader.hpp"
#include "yaml/reader.hpp"

namespace plinth {
namespace {

constexpr std::string_view format_version = "1";
constexpr std::array<std::string_view, 2> smallest_manifest{"pack: my-pack",
                                                            "summary: What it makes."};

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

void read_editions(const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
  file.editions = read_texts(entry.value, reading);
  const std::vector<std::string>& names = file.editions;
  const bool twice = names.size() == 2 && names[0] == names[1];
  if (!names.empty() && names.size() <= jinja::most_editions && !twice) return;
  reading.sink
      .error("pack-value", entry.value.span,
             twice ? "both editions are called `" + names[0] + "`"
                   : "expected one edition or two, found " + std::to_string(names.size()))
      .hint("for example `editions: ['3.1', '3.0']`");
}

using FileKey = ManifestKey<PackFile>;
constexpr std::array file_keys{
    FileKey{"path", &read_into<read_span, &PackFile::path>},
    FileKey{"template",
            [](const yaml::Entry& entry, PackFile& file, ManifestReading& reading) {
              file.template_name = read_text(entry.value, reading);
              file.template_place = entry.value.span;
            }},
    FileKey{"ownership", &read_ownership},
    FileKey{"each", &read_each},
    FileKey{"entity", &read_into<read_span, &PackFile::entity>},
    FileKey{"when", &read_into<read_span, &PackFile::when>},
    FileKey{"executable", &read_into<read_flag, &PackFile::executable>},
    FileKey{"editions", &read_editions},
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
    PackKey{"title", &read_into<read_text, &WrittenPack::pack, &Pack::title>},
    PackKey{"summary", &read_into<read_text, &WrittenPack::pack, &Pack::summary>},
    PackKey{"extends",
            [](const yaml::Entry& entry, WrittenPack& written, ManifestReading& reading) {
              written.base = read_text(entry.value, reading);
              written.base_place = entry.value.span;
            }},
    PackKey{"selected", &read_into<read_span, &WrittenPack::pack, &Pack::selected>},
    PackKey{"systems", &read_into<read_span, &WrittenPack::pack, &Pack::systems>},
    PackKey{"databases", &read_into<read_texts, &WrittenPack::pack, &Pack::databases>},
    PackKey{"types", &read_types},
    PackKey{"reserved", &read_into<read_texts, &WrittenPack::pack, &Pack::reserved>},
    PackKey{"reserved_case", &read_reserved_case},
    PackKey{"names", &read_into<read_names, &WrittenPack::pack, &Pack::names>},
    PackKey{"escaping", &read_into<read_escaping, &WrittenPack::pack, &Pack::escaping>},
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

}  // namespace

std::optional<WrittenPack> read_manifest(const std::string& folder, const SourceFile& manifest,
                                         SourceFiles& files, DiagnosticSink& sink) {
  const std::size_t errors_before = sink.error_count();
  const yaml::Document document = yaml::read(manifest, sink, {}, {"pack", smallest_manifest});
  if (sink.error_count() > errors_before) return std::nullopt;
  ManifestReading reading{files, sink};
  WrittenPack written;
  read_keys<WrittenPack>(document.root, pack_keys, written, reading);
  check_pack(written, folder, manifest, sink);
  return written;
}

}  // namespace plinth
