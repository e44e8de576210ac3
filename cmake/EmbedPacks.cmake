# plinth_embed_packs(TARGET COMPILER)
# The folders of templates/ as a static library TARGET with `plinth::embedded_packs()`, which the
# program COMPILER writes. A pack is whatever lies in its folder, so the files are found, not listed;
# a new, changed or removed one is noticed by the next build.
function(plinth_embed_packs target compiler)
  set(templates ${PROJECT_SOURCE_DIR}/templates)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${templates}/*)
  # The list changes when a file is removed, which no time stamp of the others shows.
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}.txt CONTENT "${inputs}\n" @ONLY)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${compiler} ${templates} ${source}
    DEPENDS ${compiler} ${inputs} ${CMAKE_CURRENT_BINARY_DIR}/${target}.txt
    COMMENT "Compiling templates/"
    VERBATIM)
  add_library(${target} STATIC ${source})
  target_link_libraries(${target} PUBLIC plinth_pack
                        PRIVATE $<BUILD_INTERFACE:plinth_warnings> $<BUILD_INTERFACE:plinth_sanitizers>)
endfunction()
