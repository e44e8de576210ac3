# Linked privately by every target of ours, so that third-party headers are not judged.
add_library(plinth_warnings INTERFACE)
target_compile_options(plinth_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
# Optimised builds of GCC 12 see overlaps in joined strings that are none (GCC bug 105651), and
# strings without a value that have one.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13.1)
  target_compile_options(plinth_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
