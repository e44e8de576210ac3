#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// Throws a DiagnosticError without a place: of files and folders, not of what is in them.
[[noreturn]] void fail(std::string_view id, std::string message, std::string hint = {});

}  // namespace plinth
