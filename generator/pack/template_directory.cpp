#include "pack/template_directory.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <boost/filesystem.hpp>

#include "pack/artifact_path.hpp"

namespace plinth {
namespace {

namespace filesystem = boost::filesystem;

/// Whether `file` really is where `folder` is, all symbolic links followed.
bool lies_inside(const filesystem::path& folder, const filesystem::path& file) {
  boost::system::error_code error;
  const filesystem::path real_folder = filesystem::canonical(folder, error);
  if (error) return false;
  const filesystem::path real_file = filesystem::canonical(file, error);
  if (error) return false;
  return std::mismatch(real_folder.begin(), real_folder.end(), real_file.begin(), real_file.end())
             .first == real_folder.end();
}

}  // namespace

std::optional<std::vector<std::string>> packs_in(const std::string& directory) {
  boost::system::error_code error;
  filesystem::directory_iterator entries(directory, error);
  if (error) return std::nullopt;
  std::vector<std::string> names;
  for (; entries != filesystem::directory_iterator(); entries.increment(error)) {
    if (error) return std::nullopt;
    boost::system::error_code ignored;
    if (filesystem::is_regular_file(entries->path() / "pack.yaml", ignored)) {
      names.push_back(entries->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> files_in(const std::string& folder) {
  boost::system::error_code error;
  std::vector<std::string> paths;
  filesystem::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != filesystem::recursive_directory_iterator();
       entries.increment(error)) {
    boost::system::error_code ignored;
    if (filesystem::is_regular_file(entries->path(), ignored)) {
      paths.push_back(entries->path().lexically_relative(folder).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<std::string> read_inside(const std::string& folder, std::string_view path) {
  if (!problem_with_path(path).empty()) return std::nullopt;
  const filesystem::path file = filesystem::path(folder) / std::string(path);
  boost::system::error_code error;
  if (!filesystem::is_regular_file(file, error) || !lies_inside(folder, file)) return std::nullopt;
  std::ifstream stream(file.string(), std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace plinth
