#include "threads/processors.hpp"

#include <system_error>

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

namespace plinth {
namespace {

/// Sends a new thread to another processor than the one that runs this. Linux starts a thread where
/// its parent runs, and moves neither of them for some milliseconds: as long as a whole run takes.
void send_away([[maybe_unused]] std::jthread& thread) {
#ifdef __linux__
  cpu_set_t allowed;
  const int here = sched_getcpu();
  // A machine with more processors than the set has room for needs no help in choosing one.
  if (here < 0 || sched_getaffinity(0, sizeof(allowed), &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(static_cast<std::size_t>(here), &others);
  if (CPU_COUNT(&others) == 0) return;
  // It goes at once; from then on it may run wherever it likes.
  pthread_setaffinity_np(thread.native_handle(), sizeof(others), &others);
  pthread_setaffinity_np(thread.native_handle(), sizeof(allowed), &allowed);
#endif
}

}  // namespace

WorkBeside::WorkBeside(std::function<void()> work)
    : work_(std::move(work)), result_(work_.get_future()) {
  try {
    thread_ = std::jthread([this] { work_(); });
  } catch (const std::system_error&) {
    work_();
    return;
  }
  send_away(thread_);
}

}  // namespace plinth
