#pragma once

#include <string>
#include <vector>

#include "design/design.hpp"
#include "design/parameters.hpp"
#include "design/schemas.hpp"

namespace plinth {

/// What the steps of `derive_endpoints` share: paths, and endpoints of resources. A step is a class
/// made from it, which appends to `Design::endpoints`.
class EndpointDraft {
 public:
  EndpointDraft(Design& design, SchemaBuilder& schemas, ParameterBuilder& parameters)
      : design_(design), schemas_(schemas), parameters_(parameters) {}

 protected:
  /// A path and the parameters in it.
  struct Route {
    std::vector<PathSegment> path;
    std::vector<std::size_t> parameters;
  };

  static void add_word(Route& route, std::string word);
  void add_id(Route& route, std::size_t resource);

  /// `/organizations/{organizationId}/orders/{orderId}/items`: the tenant, the wholes, the
  /// resource.
  Route collection(std::size_t resource);
  /// The path of one row; of a singleton, the only one.
  Route one(std::size_t resource);

  Endpoint endpoint(EndpointKind kind, Method method, std::string id, Route route,
                    std::size_t resource) const;
  static void append(Endpoint& endpoint, const std::vector<std::size_t>& parameters);
  /// The tag of the outermost resource that `resource` is a part of.
  std::string tag_of(std::size_t resource) const;

  void answer_row(Endpoint& made, std::size_t resource);
  void answer_rows(Endpoint& made, std::size_t resource);
  /// The row with the secret that the call makes: it is shown this once, and kept by nobody.
  void answer_secret(Endpoint& made, std::size_t resource);
  /// What `content` says; `name` is of the operation, in snake form, and names schemas.
  void answer_content(Endpoint& made, const Content& content, const Name& name);
  /// 202, and where the work can be watched.
  void answer_task(Endpoint& made);

  Design& design_;
  SchemaBuilder& schemas_;
  ParameterBuilder& parameters_;
};

/// The endpoints of the actions of one resource.
class ActionEndpoints : private EndpointDraft {
 public:
  explicit ActionEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add(std::size_t resource);

 private:
  void add_action(std::size_t resource, std::size_t action);
  void add_toggle(std::size_t resource, std::size_t action);
  Endpoint begin(EndpointKind kind, Method method, std::string id, std::size_t resource,
                 std::size_t action);
};

/// Many rows in one call, of a resource with `bulk`: all of them or none.
class BatchEndpoints : private EndpointDraft {
 public:
  explicit BatchEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add(std::size_t resource);

 private:
  Endpoint begin(EndpointKind kind, std::string_view word, std::size_t resource,
                 const ResourceAccess& access);
};

/// What stands under `endpoints`.
class CustomEndpoints : private EndpointDraft {
 public:
  explicit CustomEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add_all();

 private:
  void add(std::size_t index);
  Route route_of(const CustomEndpoint& custom);
  std::string tag_of_path(const CustomEndpoint& custom) const;
  void add_query(Endpoint& made, const CustomEndpoint& custom);
  void add_body(Endpoint& made, const CustomEndpoint& custom);
  void add_answer(Endpoint& made, const CustomEndpoint& custom);
};

/// Who changed what in the rows of one resource.
class AuditEndpoints : private EndpointDraft {
 public:
  explicit AuditEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add(std::size_t resource);
};

/// What integrations tell the service; and the shapes of what it tells others.
class WebhookEndpoints : private EndpointDraft {
 public:
  explicit WebhookEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add();

 private:
  void add_received(std::size_t integration);
};

/// Where asynchronous calls can be watched; nothing where there are none.
class TaskEndpoints : private EndpointDraft {
 public:
  explicit TaskEndpoints(const EndpointDraft& draft) : EndpointDraft(draft) {}
  void add();
};

}  // namespace plinth
