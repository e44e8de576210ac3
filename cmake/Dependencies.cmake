# What plinth is built from; nothing is downloaded at configure time.
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(CLI11 2.1 REQUIRED)

# The static library starts faster: no search for shared objects at every run.
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)

# 0.7 exports `yaml-cpp` (shared, and beside it a static archive), 0.8 `yaml-cpp::yaml-cpp`.
if(NOT TARGET yaml-cpp::yaml-cpp)
  get_filename_component(yaml_cpp_prefix "${YAML_CPP_INCLUDE_DIR}/.." ABSOLUTE)
  find_library(yaml_cpp_static libyaml-cpp.a HINTS ${yaml_cpp_prefix})
  if(yaml_cpp_static)
    add_library(yaml-cpp::yaml-cpp STATIC IMPORTED)
    set_target_properties(yaml-cpp::yaml-cpp PROPERTIES IMPORTED_LOCATION ${yaml_cpp_static})
  else()
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
  endif()
endif()

if(PLINTH_TESTS)
  find_package(doctest 2.4 REQUIRED)
endif()
