# The template engine as a library for other programs: find_package(plinth), target plinth::jinja.
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/plinth)
foreach(library diagnostics jinja)
  set_target_properties(plinth_${library} PROPERTIES EXPORT_NAME ${library})
endforeach()
install(TARGETS plinth_diagnostics plinth_jinja EXPORT plinth
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES
  generator/diagnostics/diagnostic.hpp
  generator/diagnostics/diagnostic_printer.hpp
  generator/diagnostics/source_file.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/plinth/diagnostics)
install(FILES
  generator/jinja/environment.hpp
  generator/jinja/filter_call.hpp
  generator/jinja/loader.hpp
  generator/jinja/options.hpp
  generator/jinja/rendered_text.hpp
  generator/jinja/value.hpp
  generator/jinja/value_json.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/plinth/jinja)
install(EXPORT plinth NAMESPACE plinth:: FILE plinthConfig.cmake DESTINATION ${package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/plinthConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/plinthConfigVersion.cmake DESTINATION ${package})
