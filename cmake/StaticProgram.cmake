# A program without shared libraries starts twice as fast, and one file is the whole installation.
# PLINTH_STATIC says whether that is possible here; it is not with sanitizers.
include(CheckCXXSourceCompiles)

set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
check_cxx_source_compiles("#include <string>\nint main() { return std::string().size(); }"
                          PLINTH_CAN_LINK_STATICALLY)
unset(CMAKE_REQUIRED_LINK_OPTIONS)

include(CMakeDependentOption)
cmake_dependent_option(PLINTH_STATIC "Link the program without shared libraries" ON
                       "PLINTH_CAN_LINK_STATICALLY;NOT PLINTH_SANITIZE;CMAKE_BUILD_TYPE STREQUAL Release" OFF)

# jemalloc takes a fifth off a large run, which makes and drops millions of small things by two
# threads. A static program has to bring it along; without it the C library's own serves.
if(PLINTH_STATIC)
  find_library(PLINTH_JEMALLOC libjemalloc_pic.a)
endif()

# What the program and its benchmarks get memory from.
add_library(plinth_allocator INTERFACE)
if(PLINTH_JEMALLOC)
  target_sources(plinth_allocator INTERFACE ${PROJECT_SOURCE_DIR}/generator/allocator_settings.cpp)
  # As a whole: nobody names its functions, they take the place of those of the C library.
  target_link_options(plinth_allocator INTERFACE
    "LINKER:--whole-archive,${PLINTH_JEMALLOC},--no-whole-archive")
endif()
