#pragma once

#include <string_view>

namespace plinth {

/// `https://host[:port][/path]` or with `http`: no blanks, no user name, a port from 1 to 65535.
bool is_url(std::string_view text);

/// `name@host`: one `@`, no blanks, at most 254 bytes (RFC 5321).
bool is_email(std::string_view text);

/// `/api/v1`: segments of unreserved characters; `/` alone is one.
bool is_path(std::string_view text);

}  // namespace plinth
