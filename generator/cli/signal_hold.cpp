#include "cli/signal_hold.hpp"

#include <initializer_list>

namespace plinth::cli {

SignalHold::SignalHold() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, signal);
  sigprocmask(SIG_BLOCK, &held, &before_);
}

SignalHold::~SignalHold() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace plinth::cli
