#pragma once

#include <span>

#include "pack/pack_source.hpp"

namespace plinth {

/// The files of all built-in packs, sorted by pack and path. Part of a library of their own, so
/// that everything else can be built and searched without a word of any output language.
std::span<const EmbeddedFile> embedded_packs();

}  // namespace plinth
