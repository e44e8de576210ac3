#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/filesystem.hpp>
#include <stdlib.h>

namespace plinth::test {

/// An empty folder on disk that is gone with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (boost::filesystem::temp_directory_path() / "plinth-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = pattern;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    boost::system::error_code ignored;
    boost::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

  /// Writes a file, making its folders.
  void write(const std::string& path, std::string_view text) const {
    const boost::filesystem::path file = boost::filesystem::path(path_) / path;
    boost::filesystem::create_directories(file.parent_path());
    std::ofstream(file.string(), std::ios::binary) << text;
  }

 private:
  std::string path_;
};

}  // namespace plinth::test
