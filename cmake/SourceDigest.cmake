# plinth_source_digest(TARGET)
# Adds to TARGET a header `cli/source_digest.hpp` with `plinth::source_digest`: SHA-256 of all
# sources of the program and of its packs. The same sources generate the same files.
#
# The same file is the script that writes the header:
#   cmake -D ROOT=folder -D OUTPUT=file.hpp -P SourceDigest.cmake
if(CMAKE_SCRIPT_MODE_FILE AND OUTPUT)
  file(GLOB_RECURSE paths RELATIVE ${ROOT} ${ROOT}/generator/* ${ROOT}/templates/*)
  list(SORT paths)
  set(all "")
  foreach(path IN LISTS paths)
    file(SHA256 ${ROOT}/${path} digest)
    string(APPEND all "${path} ${digest}\n")
  endforeach()
  string(SHA256 digest "${all}")
  file(WRITE ${OUTPUT} "// Written by cmake/SourceDigest.cmake.
#pragma once

#include <string_view>

namespace plinth {

/// SHA-256 of what this program was built from, in hexadecimal digits.
inline constexpr std::string_view source_digest = \"${digest}\";

}  // namespace plinth
")
  return()
endif()

set(plinth_source_digest_script ${CMAKE_CURRENT_LIST_FILE})

function(plinth_source_digest target)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/include)
  set(header ${folder}/cli/source_digest.hpp)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/generator/* ${PROJECT_SOURCE_DIR}/templates/*)
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -D OUTPUT=${header}
            -P ${plinth_source_digest_script}
    DEPENDS ${inputs} ${plinth_source_digest_script}
    COMMENT "Taking the digest of the sources"
    VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
