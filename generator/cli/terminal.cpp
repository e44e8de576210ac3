#include "cli/terminal.hpp"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>

#include <unistd.h>

namespace plinth::cli {
namespace {

Colour colour_of(int stream) {
  const char* refusal = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool refused = refusal != nullptr && *refusal != '\0';
  const bool plain = kind != nullptr && std::string_view(kind) == "dumb";
  return !refused && !plain && isatty(stream) == 1 ? Colour::On : Colour::Off;
}

}  // namespace

Terminal::Terminal()
    : result_colour_(colour_of(STDOUT_FILENO)), message_colour_(colour_of(STDERR_FILENO)) {
  // A closed pipe then shows as EPIPE, and the exit status still says how the run went.
  std::signal(SIGPIPE, SIG_IGN);
}

void Terminal::write_result(std::string_view text) { write(STDOUT_FILENO, text); }

void Terminal::write_message(std::string_view text) { write(STDERR_FILENO, text); }

void Terminal::write(int stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(stream, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      failed_ = failed_ || errno != EPIPE;
      return;
    }
  }
}

}  // namespace plinth::cli
