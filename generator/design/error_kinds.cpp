#include <array>

#include "design/error.hpp"

namespace plinth {
namespace {

/// What is known of every error of a kind. Kinds of which there are several have no code here.
struct ErrorFacts {
  ErrorKind kind;
  std::string_view word;
  std::string_view code;
  int status;
  ErrorCategory category;
  Retry retry;
};

using Category = ErrorCategory;

constexpr std::array facts{
    ErrorFacts{ErrorKind::InvalidParameter, "invalid_parameter", "INVALID_PARAMETER", 400,
               Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::MalformedBody, "malformed_body", "MALFORMED_BODY", 400,
               Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::Unauthenticated, "unauthenticated", "UNAUTHENTICATED", 401,
               Category::Authentication, Retry::AfterSignIn},
    ErrorFacts{ErrorKind::InvalidToken, "invalid_token", "INVALID_TOKEN", 401,
               Category::Authentication, Retry::AfterRefresh},
    ErrorFacts{ErrorKind::InvalidCredentials, "invalid_credentials", "INVALID_CREDENTIALS", 401,
               Category::Authentication, Retry::No},
    ErrorFacts{ErrorKind::InvalidRefreshToken, "invalid_refresh_token", "INVALID_REFRESH_TOKEN",
               401, Category::Authentication, Retry::AfterSignIn},
    ErrorFacts{ErrorKind::ReusedRefreshToken, "reused_refresh_token", "REFRESH_TOKEN_REUSED", 401,
               Category::Authentication, Retry::AfterSignIn},
    ErrorFacts{ErrorKind::InvalidResetToken, "invalid_reset_token", "INVALID_RESET_TOKEN", 422,
               Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::InvalidConfirmationToken, "invalid_confirmation_token",
               "INVALID_CONFIRMATION_TOKEN", 422, Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::WrongPassword, "wrong_password", "WRONG_PASSWORD", 422,
               Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::Forbidden, "forbidden", "FORBIDDEN", 403, Category::Authorization,
               Retry::No},
    ErrorFacts{ErrorKind::NotFound, "not_found", "", 404, Category::NotFound, Retry::No},
    ErrorFacts{ErrorKind::TaskNotFound, "task_not_found", "", 404, Category::NotFound, Retry::No},
    ErrorFacts{ErrorKind::PathNotFound, "path_not_found", "NOT_FOUND", 404, Category::NotFound,
               Retry::No},
    ErrorFacts{ErrorKind::Duplicate, "duplicate", "", 409, Category::Conflict, Retry::No},
    ErrorFacts{ErrorKind::InUse, "in_use", "", 409, Category::Conflict, Retry::No},
    ErrorFacts{ErrorKind::InvalidState, "invalid_state", "INVALID_STATE", 409, Category::Conflict,
               Retry::No},
    ErrorFacts{ErrorKind::ListFull, "list_full", "", 409, Category::Conflict, Retry::No},
    ErrorFacts{ErrorKind::NotAllowedNow, "not_allowed_now", "", 409, Category::Conflict, Retry::No},
    ErrorFacts{ErrorKind::Conflict, "conflict", "CONFLICT", 409, Category::Conflict, Retry::Yes},
    ErrorFacts{ErrorKind::RuleBroken, "rule_broken", "", 422, Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::IdempotencyKeyReused, "idempotency_key_reused", "IDEMPOTENCY_KEY_REUSED",
               422, Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::PreconditionFailed, "precondition_failed", "PRECONDITION_FAILED", 412,
               Category::Conflict, Retry::No},
    ErrorFacts{ErrorKind::PreconditionRequired, "precondition_required", "PRECONDITION_REQUIRED",
               428, Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::PayloadTooLarge, "payload_too_large", "PAYLOAD_TOO_LARGE", 413,
               Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::UnsupportedMediaType, "unsupported_media_type", "UNSUPPORTED_MEDIA_TYPE",
               415, Category::Validation, Retry::No},
    ErrorFacts{ErrorKind::Validation, "validation", "VALIDATION_ERROR", 422, Category::Validation,
               Retry::No},
    ErrorFacts{ErrorKind::RateLimited, "rate_limited", "RATE_LIMIT_EXCEEDED", 429,
               Category::RateLimit, Retry::AfterDelay},
    ErrorFacts{ErrorKind::Internal, "internal", "INTERNAL_ERROR", 500, Category::Server,
               Retry::Yes},
    ErrorFacts{ErrorKind::Unavailable, "unavailable", "SERVICE_UNAVAILABLE", 503, Category::Server,
               Retry::AfterDelay},
    ErrorFacts{ErrorKind::IntegrationUnavailable, "integration_unavailable", "", 503,
               Category::Dependency, Retry::Yes},
    ErrorFacts{ErrorKind::InvalidSignature, "invalid_signature", "INVALID_SIGNATURE", 401,
               Category::Authentication, Retry::No},
    ErrorFacts{ErrorKind::Own, "own", "", 422, Category::Business, Retry::No},
};

const ErrorFacts& facts_of(ErrorKind kind) { return facts[static_cast<std::size_t>(kind)]; }

constexpr bool in_order() {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].kind != static_cast<ErrorKind>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "one row per kind, in the order of the kinds");

}  // namespace

std::string_view to_text(ErrorKind kind) { return facts_of(kind).word; }

std::string_view to_text(ErrorCategory category) {
  switch (category) {
    case ErrorCategory::Validation:
      return "validation";
    case ErrorCategory::Authentication:
      return "authentication";
    case ErrorCategory::Authorization:
      return "authorization";
    case ErrorCategory::NotFound:
      return "not_found";
    case ErrorCategory::Conflict:
      return "conflict";
    case ErrorCategory::Business:
      return "business";
    case ErrorCategory::RateLimit:
      return "rate_limit";
    case ErrorCategory::Server:
      return "server";
    case ErrorCategory::Dependency:
      return "dependency";
  }
  return {};
}

std::string_view to_text(Retry retry) {
  switch (retry) {
    case Retry::No:
      return "no";
    case Retry::Yes:
      return "yes";
    case Retry::AfterDelay:
      return "after_delay";
    case Retry::AfterRefresh:
      return "after_refresh";
    case Retry::AfterSignIn:
      return "after_sign_in";
  }
  return {};
}

Error error_of(ErrorKind kind) {
  const ErrorFacts& known = facts_of(kind);
  Error error;
  error.code = std::string(known.code);
  error.status = known.status;
  error.kind = kind;
  error.category = known.category;
  error.retry = known.retry;
  return error;
}

ErrorCategory category_of_own(int status) {
  switch (status) {
    case 401:
      return ErrorCategory::Authentication;
    case 403:
      return ErrorCategory::Authorization;
    case 404:
    case 410:
      return ErrorCategory::NotFound;
    case 429:
      return ErrorCategory::RateLimit;
    case 502:
    case 503:
    case 504:
      return ErrorCategory::Dependency;
    default:
      return status >= 500 ? ErrorCategory::Server : ErrorCategory::Business;
  }
}

}  // namespace plinth
