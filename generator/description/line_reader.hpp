#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "description/description.hpp"
#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

// The short lines of a resource that are neither field lines nor expressions. Each reports what is
// wrong with it and gives nothing then.

/// `order + product`, `slot when status != cancelled`
std::optional<WrittenKey> parse_key(const Spelled& source, DiagnosticSink& sink);

/// `created_at desc`
std::optional<WrittenSort> parse_sort(const Spelled& source, DiagnosticSink& sink);

/// `pending | paid -> cancelled`: where from and where to.
std::optional<WrittenMove> parse_move(const Spelled& source, DiagnosticSink& sink);

/// `GET /articles/{slug}` into the method, the path and the parameters of `endpoint`; false if it
/// is no such key.
bool parse_endpoint_key(const Spelled& source, WrittenEndpoint& endpoint, DiagnosticSink& sink);

}  // namespace plinth
