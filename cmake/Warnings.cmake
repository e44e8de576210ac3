# Linked privately by every target of ours, so that third-party headers are not judged.
add_library(plinth_warnings INTERFACE)
target_compile_options(plinth_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
