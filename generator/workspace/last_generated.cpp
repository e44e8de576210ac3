#include "workspace/last_generated.hpp"

#include "workspace/text_hash.hpp"

namespace plinth {

std::string base_path(std::string_view hash) {
  return std::string(base_folder) + "/" + std::string(hash);
}

std::optional<std::string> read_base(FileSystem& files, std::string_view hash) {
  std::optional<std::string> text = files.read(base_path(hash));
  if (text && text_hash(*text) != hash) return std::nullopt;
  return text;
}

}  // namespace plinth
