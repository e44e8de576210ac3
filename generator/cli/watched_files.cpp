#include "cli/watched_files.hpp"

#include <sys/stat.h>

#include "pack/template_directory.hpp"

namespace plinth::cli {

FileStates::FileStates(const std::set<std::string>& paths,
                       const std::vector<std::string>& folders) {
  for (const std::string& path : paths) add(path);
  for (const std::string& folder : folders) {
    for (const std::string& path : files_in(folder)) add(folder + "/" + path);
  }
}

void FileStates::add(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;
  states_.emplace_back(path, status.st_ino, status.st_size,
                       status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
}

}  // namespace plinth::cli
