#pragma once

#include <csignal>

namespace plinth::cli {

/// Keeps the signals that ask the program to end waiting as long as it lives: what is being written
/// is finished first. They take effect at its end.
class SignalHold {
 public:
  SignalHold();
  SignalHold(const SignalHold&) = delete;
  SignalHold& operator=(const SignalHold&) = delete;
  ~SignalHold();

 private:
  sigset_t before_{};
};

}  // namespace plinth::cli
