#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pack/scratch_folder.hpp"

namespace plinth::test {

/// What a run of the program left.
struct Run {
  int exit = -1;  ///< minus the signal if it was killed
  std::string out;
  std::string error;
};

inline std::string read_whole(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// Runs plinth and sends it `signal` (SIGTERM asks it to end, SIGKILL ends it) after
/// `milliseconds`. Minus the signal, or the exit status.
inline int run_and_terminate(const std::vector<std::string>& arguments, const std::string& folder,
                             unsigned milliseconds, int signal = SIGTERM) {
  std::vector<char*> pointers{const_cast<char*>(PLINTH_PROGRAM)};
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  // The signal may come before the child is another program: then too it only ends.
  const auto before = ::signal(SIGTERM, SIG_DFL);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    const bool ready = ::dup2(null, 1) == 1 && ::dup2(null, 2) == 2 && ::chdir(folder.c_str()) == 0;
    if (ready) ::execv(PLINTH_PROGRAM, pointers.data());
    ::_exit(126);
  }
  ::signal(SIGTERM, before);
  ::usleep(milliseconds * 1000);
  ::kill(child, signal);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// A run of plinth that goes on until it is told to end. What it says goes nowhere.
class RunningProgram {
 public:
  RunningProgram(const std::vector<std::string>& arguments, const std::string& folder)
      : child_(::fork()) {
    if (child_ < 0) throw std::runtime_error("no process");
    if (child_ > 0) return;
    std::vector<char*> pointers{const_cast<char*>(PLINTH_PROGRAM)};
    for (const std::string& argument : arguments) {
      pointers.push_back(const_cast<char*>(argument.c_str()));
    }
    pointers.push_back(nullptr);
    ::alarm(60);
    const int null = ::open("/dev/null", O_RDWR);
    const bool ready = ::dup2(null, 1) == 1 && ::dup2(null, 2) == 2 && ::chdir(folder.c_str()) == 0;
    if (ready) ::execv(PLINTH_PROGRAM, pointers.data());
    ::_exit(126);
  }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  ~RunningProgram() { end(); }

  /// Minus the signal that ended it, or its exit status.
  int end() {
    if (child_ == 0) return status_;
    ::kill(child_, SIGTERM);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return status_;
  }

 private:
  pid_t child_;
  int status_ = 0;
};

/// Runs plinth with `arguments` in `folder`, both streams going to files, or the results to the
/// descriptor `results`. A run of more than `seconds` is killed: nothing may hang.
inline Run run_plinth(const std::vector<std::string>& arguments, const std::string& folder = ".",
                      unsigned seconds = 60, int results = -1) {
  const ScratchFolder streams;
  const std::string out = streams.path() + "/out";
  const std::string error = streams.path() + "/error";
  std::vector<char*> pointers{const_cast<char*>(PLINTH_PROGRAM)};
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    ::alarm(seconds);
    const int null = ::open("/dev/null", O_RDONLY);
    const int out_file = results < 0 ? ::open(out.c_str(), O_WRONLY | O_CREAT, 0600) : results;
    const int error_file = ::open(error.c_str(), O_WRONLY | O_CREAT, 0600);
    const bool ready = ::dup2(null, 0) == 0 && ::dup2(out_file, 1) == 1 &&
                       ::dup2(error_file, 2) == 2 && ::chdir(folder.c_str()) == 0;
    if (ready) ::execv(PLINTH_PROGRAM, pointers.data());
    ::_exit(126);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  Run run;
  run.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  run.out = read_whole(out);
  run.error = read_whole(error);
  return run;
}

}  // namespace plinth::test
