#include "pack/artifact_path.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::size_t part_limit = 255;   // bytes; ext4, APFS and NTFS all allow no more
constexpr std::size_t path_limit = 1024;  // bytes; PATH_MAX of macOS

// Windows gives these to devices in every folder, whatever the suffix.
constexpr std::array<std::string_view, 6> devices{"con", "prn", "aux", "nul", "conin$", "conout$"};

// What lies there is not the generator's to write: a hook in .git would be run.
constexpr std::array<std::string_view, 5> foreign_folders{".plinth", ".git", ".hg", ".svn", ".jj"};

bool is_device(std::string_view part) {
  std::string_view stem = part.substr(0, part.find('.'));
  while (stem.ends_with(' ')) stem.remove_suffix(1);
  if (std::find(devices.begin(), devices.end(), stem) != devices.end()) return true;
  const bool numbered = stem.starts_with("com") || stem.starts_with("lpt");
  return numbered && stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9';
}

std::string problem_with_characters(std::string_view path) {
  for (std::string_view rest = path; !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    if (!next.valid) return "is not valid UTF-8";
    if (is_control(next.value) || is_bidi_control(next.value) || is_invisible(next.value)) {
      return "holds the character " + escape_code_point("U+", next.value, 4);
    }
    if (next.value < 0x80 &&
        std::string_view("\\:<>\"|?*").find(rest[0]) != std::string_view::npos) {
      return "holds `" + std::string(1, rest[0]) + "`, which some file systems forbid";
    }
    rest.remove_prefix(next.length);
  }
  return {};
}

std::string problem_with_part(std::string_view part) {
  if (part.empty()) return "has an empty part";
  if (part == "..") return "leads out of the folder";
  if (part == ".") return "has a part `.`";
  if (part.size() > part_limit) return "has a part of more than 255 bytes";
  if (part.ends_with('.')) return "has a part that ends with a dot";
  if (part.ends_with(' ') || part.starts_with(' ')) return "has a part with a space at its edge";
  if (is_device(case_folded(part))) {
    return "has the part `" + std::string(part) + "`, which is a device on Windows";
  }
  return {};
}

char32_t folded(char32_t letter) {
  const auto between = [letter](char32_t first, char32_t last) {
    return letter >= first && letter <= last;
  };
  if (between('A', 'Z') || between(0xC0, 0xDE)) return letter == 0xD7 ? letter : letter + 32;
  if (between(0x0391, 0x03AB) || between(0x0410, 0x042F)) return letter + 32;
  if (between(0x0400, 0x040F)) return letter + 80;
  // Here capital and small letters alternate; from U+0139 on, the capital is the odd one.
  if (between(0x0139, 0x0148) || between(0x0179, 0x017E)) return letter + letter % 2;
  if (between(0x0100, 0x0177) || between(0x0460, 0x0481)) return letter | 1U;
  return letter;
}

}  // namespace

std::string case_folded(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  while (!path.empty()) {
    const CodePoint next = decode_utf8(path);
    if (next.valid) {
      out += encode_utf8(folded(next.value));
    } else {
      out += path[0];
    }
    path.remove_prefix(next.length);
  }
  return out;
}

std::string problem_with_path(std::string_view path) {
  if (path.empty()) return "is empty";
  if (path.starts_with('/')) return "is absolute";
  if (path.size() > path_limit) return "is longer than 1024 bytes";
  if (std::string problem = problem_with_characters(path); !problem.empty()) return problem;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (std::string problem = problem_with_part(part); !problem.empty()) return problem;
    const std::string name = case_folded(part);
    if (std::find(foreign_folders.begin(), foreign_folders.end(), name) != foreign_folders.end()) {
      return "lies in `" + std::string(part) + "`, which is not the generator's to write";
    }
    begin = end + 1;
  }
  return {};
}

}  // namespace plinth
