#include <fstream>
#include <iterator>

#include "description/read_text.hpp"

namespace plinth {

std::string project_file(const std::string& path) {
  std::ifstream stream(std::string(PLINTH_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace plinth
