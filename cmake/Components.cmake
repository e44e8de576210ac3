# plinth_component(NAME SOURCES file... [LINK target...] [PRIVATE_LINK target...])
# One folder of generator/ as a static library `plinth_NAME`, with the project's warnings.
function(plinth_component name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(plinth_${name} STATIC ${arg_SOURCES})
  target_include_directories(plinth_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/generator>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/plinth>)
  target_compile_features(plinth_${name} PUBLIC cxx_std_20)
  target_link_libraries(plinth_${name}
    PUBLIC ${arg_LINK}
    PRIVATE ${arg_PRIVATE_LINK} $<BUILD_INTERFACE:plinth_warnings> $<BUILD_INTERFACE:plinth_sanitizers>)
endfunction()

# plinth_test(NAME SOURCES file... LINK target...)
# One folder of tests/ as a doctest program `NAME_tests`, run by ctest as `NAME`.
function(plinth_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name}_tests ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/main.cpp)
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_tests PRIVATE PLINTH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name}_tests PRIVATE ${arg_LINK} doctest::doctest
                        plinth_warnings plinth_sanitizers)
  add_test(NAME ${name} COMMAND ${name}_tests WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()
