#pragma once

#include <string>
#include <vector>

#include "description/system_description.hpp"
#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// One of the services of a system.
struct SystemService {
  std::string folder;  ///< what it is called in the system, and the folder of what is made of it
  Name name;           ///< the same as a name
  const Description* description = nullptr;
  const Design* design = nullptr;
};

/// A path of the gateway and what stands behind it: `/orders` is the base path of `service`.
struct Route {
  std::string prefix;  ///< empty: everything that no longer prefix takes
  std::size_t service = no_index;
  Span span;
};

struct EventFlow {
  std::string name;             ///< `order.paid`
  std::size_t from = no_index;  ///< none: it comes from outside
  std::vector<std::size_t> to;
};

/// Several services, the gateway in front of them and the events between them.
struct System {
  Service about;
  std::vector<SystemService> services;
  bool gateway = false;
  std::vector<Route> routes;
  std::vector<EventFlow> events;
  /// Operations of the gateway that have one id: while there are any, it has no contract of its
  /// own.
  std::vector<std::string> equal_ids;
};

/// What `written` means, with its `services` in the same order. Problems go to `sink`, at a place
/// of the system's description or of a service's.
System derive_system(const SystemDescription& written, std::vector<SystemService> services,
                     DiagnosticSink& sink);

/// The segments of the path that an endpoint has below a prefix of the gateway: its version, where
/// that stands in paths, and its own. A parameter is `{name}`.
std::vector<std::string> gateway_path(const Design& design, const Endpoint& endpoint);

}  // namespace plinth
