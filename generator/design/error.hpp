#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/logical_type.hpp"

namespace plinth {

/// What went wrong; packs word the message by this.
enum class ErrorKind {
  InvalidParameter,
  MalformedBody,
  Unauthenticated,
  InvalidToken,
  InvalidCredentials,
  InvalidRefreshToken,
  ReusedRefreshToken,
  InvalidResetToken,
  InvalidConfirmationToken,
  WrongPassword,
  Forbidden,
  NotFound,  ///< per resource
  TaskNotFound,
  PathNotFound,  ///< a value in a path that is no row
  Duplicate,     ///< per unique key
  InUse,         ///< per resource that others refer to
  InvalidState,
  ListFull,       ///< per list that callers put themselves into
  NotAllowedNow,  ///< per action with a `when`, per operation with one
  Conflict,       ///< another request changed the same rows at the same moment
  RuleBroken,     ///< per entry of `rules`
  IdempotencyKeyReused,
  PreconditionFailed,
  PreconditionRequired,
  PayloadTooLarge,
  UnsupportedMediaType,
  Validation,
  RateLimited,
  Internal,
  Unavailable,
  IntegrationUnavailable,  ///< per integration
  InvalidSignature,        ///< of a webhook that is received
  Own,                     ///< of the description; `message` says it
};
std::string_view to_text(ErrorKind kind);  ///< `invalid_parameter`, …

enum class ErrorCategory {
  Validation,
  Authentication,
  Authorization,
  NotFound,
  Conflict,
  Business,
  RateLimit,
  Server,
  Dependency,
};
std::string_view to_text(ErrorCategory category);

enum class Retry { No, Yes, AfterDelay, AfterRefresh, AfterSignIn };
std::string_view to_text(Retry retry);

struct Error {
  std::string code;  ///< SCREAMING, unique
  int status = 500;  ///< HTTP
  ErrorKind kind = ErrorKind::Own;
  ErrorCategory category = ErrorCategory::Server;
  Retry retry = Retry::No;
  std::string message;  ///< free text of the author; empty: packs word it
  std::size_t resource = no_index;
  std::vector<std::string> fields;   ///< snake names that the error is about
  std::vector<std::string> members;  ///< the same as clients send them: `categoryId`
  std::size_t integration = no_index;
  std::vector<std::size_t> endpoints;  ///< who can answer it, in the order of the endpoints
  std::vector<std::size_t> versions;   ///< indices of those that have it, in a design of all
  bool own = false;                    ///< the description declares it, or overrides it
};

/// The error of a kind of which there is one, with its code, status, category and retry; of a kind
/// of which there are several, all but the code.
Error error_of(ErrorKind kind);
/// What a code of the description's own is about, by its status.
ErrorCategory category_of_own(int status);

}  // namespace plinth
