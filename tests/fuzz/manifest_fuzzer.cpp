// Any bytes as a manifest: files with valid paths, or a DiagnosticError.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "diagnostics/diagnostic.hpp"
#include "pack/artifact_path.hpp"
#include "workspace/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const plinth::Manifest manifest =
        plinth::read_manifest({reinterpret_cast<const char*>(data), size}, "manifest.json");
    for (const plinth::ManifestFile& file : manifest.files) {
      if (!plinth::problem_with_path(file.path).empty()) std::abort();
    }
  } catch (const plinth::DiagnosticError&) {
    return 0;
  }
  return 0;
}
