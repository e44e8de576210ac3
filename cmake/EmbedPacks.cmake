# plinth_embed_packs(TARGET)
# The folders of templates/ as a static library TARGET with `plinth::embedded_packs()`. A pack is
# whatever lies in its folder, so the files are found, not listed; a new, changed or removed one is
# noticed by the next build.
#
# The same file is the script that writes the source:
#   cmake -D TEMPLATES=folder -D OUTPUT=file.cpp -P EmbedPacks.cmake
if(CMAKE_SCRIPT_MODE_FILE AND OUTPUT)
  # One string literal a line of the template: what a reader of the build folder finds is readable,
  # and a compiler takes it as fast as bytes can be copied.
  function(text_as_literals path result)
    file(READ ${path} text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\t" "\\t" text "${text}")
    string(REPLACE "\r" "\\r" text "${text}")
    string(REPLACE "??" "?\\?" text "${text}")
    string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
    set(${result} "\"${text}\"" PARENT_SCOPE)
  endfunction()

  file(GLOB_RECURSE paths RELATIVE ${TEMPLATES} ${TEMPLATES}/*)
  set(entries "")
  set(keys "")
  foreach(path IN LISTS paths)
    if(path MATCHES "^([^/]+)/(.+)$")
      set(pack ${CMAKE_MATCH_1})
      set(path ${CMAKE_MATCH_2})
      if(EXISTS ${TEMPLATES}/${pack}/pack.yaml)
        # A space sorts before every character of a name, as the end of a shorter name does.
        list(APPEND keys "${pack} ${path}")
      endif()
    endif()
  endforeach()
  list(SORT keys)
  foreach(key IN LISTS keys)
    string(FIND "${key}" " " space)
    string(SUBSTRING "${key}" 0 ${space} pack)
    math(EXPR space "${space} + 1")
    string(SUBSTRING "${key}" ${space} -1 path)
    text_as_literals(${TEMPLATES}/${pack}/${path} literals)
    string(APPEND entries "    {\"${pack}\", \"${path}\",\n     ${literals}},\n")
  endforeach()
  list(LENGTH keys count)
  file(WRITE ${OUTPUT} "// Written by cmake/EmbedPacks.cmake from templates/.
#include \"pack/embedded_packs.hpp\"

#include <array>

namespace plinth {
namespace {

constexpr std::array<EmbeddedFile, ${count}> files{{
${entries}}};

}  // namespace

std::span<const EmbeddedFile> embedded_packs() { return files; }

}  // namespace plinth
")
  return()
endif()

set(plinth_embed_packs_script ${CMAKE_CURRENT_LIST_FILE})

function(plinth_embed_packs target)
  set(templates ${PROJECT_SOURCE_DIR}/templates)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${templates}/*)
  # The list changes when a file is removed, which no time stamp of the others shows.
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}.txt CONTENT "${inputs}\n" @ONLY)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D TEMPLATES=${templates} -D OUTPUT=${source}
            -P ${plinth_embed_packs_script}
    DEPENDS ${inputs} ${plinth_embed_packs_script} ${CMAKE_CURRENT_BINARY_DIR}/${target}.txt
    COMMENT "Embedding templates/"
    VERBATIM)
  add_library(${target} STATIC ${source})
  target_link_libraries(${target} PUBLIC plinth_pack
                        PRIVATE $<BUILD_INTERFACE:plinth_warnings> $<BUILD_INTERFACE:plinth_sanitizers>)
endfunction()
