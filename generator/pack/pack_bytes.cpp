#include "pack/pack_bytes.hpp"

#include "jinja/byte_form.hpp"

namespace plinth {

using jinja::same;

void describe(auto& form, same<Replacement> auto& replacement) {
  form(replacement.from, replacement.to);
}

void describe(auto& form, same<CodePointSpelling> auto& spelling) {
  form(spelling.before, spelling.digits, spelling.after, spelling.utf16);
}

void describe(auto& form, same<EscapingStyle> auto& style) {
  form(style.name, style.place, style.json, style.json_escapes, style.before, style.after,
       style.fence, style.replacements, style.line_starts, style.line_breaks, style.line_break,
       style.line_prefix, style.control, style.non_ascii, style.refused, style.trim);
}

void describe(auto& form, same<NameStyle> auto& style) {
  form(style.name, style.place, style.first, style.rest, style.quotes, style.quote_before,
       style.quote_after, style.prefix, style.suffix, style.length, style.reserved);
}

void describe(auto& form, same<PackFile> auto& file) {
  form(file.place, file.path, file.template_name, file.template_place, file.ownership,
       file.variable, file.each, file.entity, file.when, file.executable, file.editions);
}

void describe(auto& form, same<TypeSpelling> auto& type) { form(type.kind, type.spelling); }

/// `lookup` is made when packs are put together.
void describe(auto& form, same<Pack> auto& pack) {
  form(pack.name, pack.title, pack.summary, pack.place, pack.selected, pack.systems, pack.databases,
       pack.types_place, pack.types, pack.reserved, pack.reserved_ignore_case, pack.names,
       pack.escaping, pack.files, pack.values);
}

void describe(auto& form, same<WrittenPack> auto& written) {
  form(written.pack, written.base, written.base_place);
}

std::string bytes_of(const WrittenPack& written, const SourceFile& manifest) {
  jinja::ByteWriter writer(manifest);
  writer(written);
  return writer.take();
}

WrittenPack written_pack_of(std::string_view bytes, const SourceFile& manifest,
                            SourceFiles& files) {
  WrittenPack written;
  jinja::ByteReader reader(bytes, manifest, &files);
  reader(written);
  return written;
}

}  // namespace plinth
