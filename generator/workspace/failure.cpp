#include "workspace/failure.hpp"

#include <utility>

#include "diagnostics/diagnostic.hpp"

namespace plinth {

void fail(std::string_view id, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.id = std::string(id);
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  throw DiagnosticError(std::move(diagnostic));
}

}  // namespace plinth
