#pragma once

#include <vector>

#include "description/description.hpp"

namespace plinth {

/// `catalogue: catalogue/service.yaml`
struct WrittenMember {
  Spelled name;
  Spelled path;  ///< of its description, from the folder of the system's
};

/// `/catalogue: catalogue`
struct WrittenRoute {
  Spelled prefix;
  Spelled service;
};

/// `order.paid: {from: orders, to: [billing]}`
struct WrittenEventFlow {
  Spelled name;
  Spelled from;  ///< nothing: it comes from outside the system
  std::vector<Spelled> to;
};

/// What the author wrote of several services that make one system. Texts are borrowed from the
/// YAML document, which must outlive it.
struct SystemDescription {
  Span span;
  Spelled name;
  Description about;  ///< title, version, contact …, and `servers` of the gateway
  std::vector<WrittenMember> services;
  Span gateway_span;  ///< no place: there is none
  std::vector<WrittenRoute> routes;
  std::vector<WrittenEventFlow> events;
};

}  // namespace plinth
