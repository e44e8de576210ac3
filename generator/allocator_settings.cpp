// What jemalloc asks before `main`. Memory comes in pages of 2 MiB where the system has them: a
// design of 10,000 resources takes a million of the small ones, and the system spends more time on
// handing these out than plinth on the design. What is as large as such a page is given back at
// once: growing texts leave it behind. Threads that run one after the other get their memory from
// one place, that of their processor: else each leaves free pages behind that no other may have.

// Declared by nobody: jemalloc looks for the name.
extern "C" const char* const malloc_conf;
const char* const malloc_conf =
    "thp:always,metadata_thp:auto,oversize_threshold:2097152,percpu_arena:percpu";
