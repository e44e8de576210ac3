#pragma once

#include <string>
#include <string_view>

#include "pack/manifest_reader.hpp"

namespace plinth {

/// What a pack.yaml says, as bytes: see jinja/byte_form.hpp.
std::string bytes_of(const WrittenPack& written, const SourceFile& manifest);

/// What `bytes` were made of; they and `manifest` outlive it.
WrittenPack written_pack_of(std::string_view bytes, const SourceFile& manifest, SourceFiles& files);

}  // namespace plinth
