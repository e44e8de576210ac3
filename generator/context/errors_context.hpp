#pragma once

#include <string>
#include <vector>

#include "design/design.hpp"
#include "jinja/value.hpp"

namespace plinth {

/// A set of codes of one status that some endpoint answers. Equal sets are one response, if their
/// endpoints end alike.
struct ErrorResponse {
  std::string id;  ///< unique, Pascal: `ProductNotFound`, `MalformedBodyOrInvalidParameter`
  int status = 500;
  std::vector<std::size_t> errors;  ///< indices into Design::errors, in its order
  std::size_t endpoint = 0;         ///< the first one that answers so
};

struct ErrorResponses {
  std::vector<ErrorResponse> responses;                ///< by status, in the order of endpoints
  std::vector<std::vector<std::size_t>> of_endpoints;  ///< indices into `responses`, by status
};

ErrorResponses error_responses_of(const Design& design);

/// `[{code, status, kind, category, retry, message, resource, fields, members, integration,
/// endpoints, where, own, versions}]`
jinja::Value errors_value(const Design& design);

/// `[{id, status, errors, deprecation}]`, by status
jinja::Value error_responses_value(const Design& design, const ErrorResponses& responses);

/// `[{status, id, errors}]` of the endpoint with that index.
jinja::Value responses_of_endpoint_value(const Design& design, const ErrorResponses& responses,
                                         std::size_t endpoint);

}  // namespace plinth
