add_library(plinth_sanitizers INTERFACE)
if(PLINTH_SANITIZE)
  target_compile_options(plinth_sanitizers INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(plinth_sanitizers INTERFACE -fsanitize=address,undefined)
endif()
if(PLINTH_FUZZERS)
  target_compile_options(plinth_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()
