// The codes that the description declares itself, and the ones that its actions and endpoints name.

#include <algorithm>
#include <cctype>
#include <utility>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

/// Whether the code may be one that is derived of something that was reported and left out:
/// `DUPLICATE_USER_EMAIL` of the field `email`.
bool may_be_derived(const Damage& damage, std::string_view code) {
  std::string words(code);
  std::transform(words.begin(), words.end(), words.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (std::size_t begin = 0; begin < words.size();) {
    for (std::size_t end = begin; end != std::string::npos;) {
      end = words.find('_', end + 1);
      if (damage.may_have_named(std::string_view(words).substr(begin, end - begin))) return true;
    }
    begin = std::min(words.find('_', begin), words.size() - 1) + 1;
  }
  return false;
}

void report_unknown_code(Resolution& resolution, const Spelled& code) {
  if (may_be_derived(resolution.description.damage, code.text)) return;
  std::vector<std::string> known;
  for (const Error& error : resolution.design.errors) known.push_back(error.code);
  report_unknown(resolution,
                 {"unknown-error", code, "there is no error `" + std::string(code.text) + "`",
                  known, "a code of your own is declared under `errors:`"});
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
