#include "workspace/text_hash.hpp"

#include <array>
#include <cstdint>

#include <nettle/sha2.h>

namespace plinth {

std::string text_hash(std::string_view text) {
  sha256_ctx context;
  sha256_init(&context);
  const auto add = [&](std::string_view piece) {
    sha256_update(&context, piece.size(), reinterpret_cast<const std::uint8_t*>(piece.data()));
  };
  for (std::size_t end = text.find("\r\n"); end != std::string_view::npos;
       end = text.find("\r\n")) {
    add(text.substr(0, end));
    text.remove_prefix(end + 1);  // the LF stays
  }
  add(text);
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  std::string out;
  out.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

}  // namespace plinth
