#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "design/design.hpp"
#include "design/system.hpp"
#include "diagnostics/diagnostic.hpp"
#include "pack/pack.hpp"

namespace plinth::cli {

/// `1,234`
std::string with_separators(std::size_t number);

/// `1 file`, `2,000 files`
std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// `shop · 5 resources, 31 endpoints, 27 error codes, 3 roles · Some Database`: what the service
/// is, and the titles of the packs that it chose. Resources are those that are no part of another;
/// who is not signed in counts as a role.
std::string headline(const Design& design, const std::vector<const Pack*>& packs);

/// `market · 3 services, 2 routes, 4 events`
std::string headline(const System& system);

/// `2 errors`, `1 error and 3 warnings`, or nothing if there are none.
std::string counted_problems(const DiagnosticSink& sink);

/// How long a run takes, for its last line.
class Stopwatch {
 public:
  /// `4 ms`, `1.2 s`
  std::string elapsed() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace plinth::cli
