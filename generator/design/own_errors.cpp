// The codes that the description declares itself, and the ones that its actions and endpoints name.

#include <utility>

#include "design/resolution.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

void report_unknown_code(Resolution& resolution, const Spelled& code) {
  std::vector<std::string> known;
  for (const Error& error : resolution.design.errors) known.push_back(error.code);
  const std::string nearest = nearest_word(code.text, known);
  resolution.sink
      .error("unknown-error", code.span, "there is no error `" + std::string(code.text) + "`")
      .hint(nearest.empty() ? "a code of your own is declared under `errors:`"
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
    // 400 to 599, as the reader made sure; zero where none was written.
    error.status = static_cast<int>(count_of(written.status, 0));
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
  for (const WrittenEndpoint& endpoint : resolution.description.endpoints) {
    for (const Spelled& code : endpoint.errors) {
      if (!is_known(resolution.design, code.text)) report_unknown_code(resolution, code);
    }
  }
}

}  // namespace plinth
