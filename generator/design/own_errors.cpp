// The codes that the description declares itself, and the ones that its actions name.

#include <charconv>
#include <utility>

#include "design/resolution.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

/// The HTTP status of an error: 400 to 599. Zero where none was written.
int status_of(Resolution& resolution, const Spelled& text) {
  if (!text) return 0;
  int status = 0;
  const char* end = text.text.data() + text.text.size();
  const auto [last, problem] = std::from_chars(text.text.data(), end, status);
  if (problem == std::errc{} && last == end && status >= 400 && status <= 599) return status;
  resolution.sink
      .error("error-status", text.span, "`" + std::string(text.text) + "` is no status of an error")
      .hint("one from 400 to 599, such as 409 or 422");
  return 0;
}

void report_unknown_code(Resolution& resolution, const Spelled& code) {
  std::vector<std::string> known;
  for (const Error& error : resolution.design.errors) known.push_back(error.code);
  const std::string nearest = nearest_word(code.text, known);
  resolution.sink
      .error("unknown-error", code.span, "there is no error `" + std::string(code.text) + "`")
      .hint(nearest.empty() ? "declare it under `errors:`, with its status and message"
                            : "did you mean `" + nearest + "`?");
}

bool is_known(const Design& design, std::string_view code) {
  for (const Error& error : design.errors) {
    if (error.code == code) return true;
  }
  return false;
}

}  // namespace

void resolve_errors(Resolution& resolution) {
  for (const WrittenError& written : resolution.description.errors) {
    Error error = error_of(ErrorKind::Own);
    error.code = std::string(written.code.text);
    error.status = status_of(resolution, written.status);
    error.message = std::string(written.message.text);
    error.retry = written.retry ? Retry::Yes : Retry::No;
    error.own = true;
    resolution.design.errors.push_back(std::move(error));
  }
}

void check_error_codes(Resolution& resolution) {
  for (const WrittenResource* resource : resolution.written) {
    for (const WrittenAction& action : resource->actions) {
      for (const Spelled& code : action.errors) {
        if (!is_known(resolution.design, code.text)) report_unknown_code(resolution, code);
      }
    }
  }
}

}  // namespace plinth
