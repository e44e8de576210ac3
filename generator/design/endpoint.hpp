#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/access_decision.hpp"
#include "design/api_version.hpp"
#include "design/constant.hpp"
#include "design/logical_type.hpp"

namespace plinth {

/// What a parameter is for; packs word its description by this.
enum class ParameterKind {
  Id,  ///< path: the id, or the key, of a resource
  Page,
  PageSize,
  Cursor,
  Limit,
  Offset,
  Sort,
  Search,
  Expand,
  Filter,      ///< equal to one of the values
  FilterFrom,  ///< at least
  FilterTo,    ///< at most
  IfMatch,
  IdempotencyKey,
  Own,   ///< of an endpoint of its own, as its author wrote it
  Task,  ///< path: the id of an asynchronous call
  WebhookId,
  WebhookTimestamp,
  WebhookSignature,
};

std::string_view to_text(ParameterKind kind);  ///< `page_size`, …

enum class ParameterPlace { Path, Query, Header };

struct Parameter {
  std::string id;    ///< unique in the design, Pascal: `ProductId`, `ProductFilterPrice`
  std::string name;  ///< on the wire; a header's is left to packs (empty)
  ParameterKind kind = ParameterKind::Id;
  ParameterPlace place = ParameterPlace::Query;
  Type type;  ///< a list's values are separated by commas
  bool required = false;
  Rare<Constant> fallback;  ///< what counts when it is missing
  Constant example;
  std::size_t resource = no_index;   ///< whose rows it speaks of
  std::vector<std::string> path;     ///< of a filter: the fields' snake names
  std::vector<std::string> choices;  ///< of sort and expand: the legal words on the wire
  bool deprecated = false;
  std::string summary;  ///< free text of the author; empty: packs word it
};

enum class Method { Get, Post, Put, Patch, Delete };
std::string_view to_text(Method method);  ///< `GET`

enum class EndpointKind {
  List,
  Get,
  Create,
  Update,
  Replace,
  Delete,
  Action,
  Upload,
  DeleteFile,  ///< `file` says which field
  ToggleOn,    ///< adds the caller to the list of an action that `toggles`
  ToggleOff,   ///< takes the caller out of it
  BatchCreate,
  BatchDelete,
  GetOwn,
  UpdateOwn,
  DeleteOwn,  ///< the caller's own identity
  Login,
  Refresh,
  Logout,
  RequestPasswordReset,
  ConfirmPasswordReset,
  ChangePassword,
  ConfirmEmail,
  ResendEmailConfirmation,
  GetTask,         ///< how far an asynchronous call has come
  Custom,          ///< of `endpoints`
  Audit,           ///< who changed what in one row
  ReceiveWebhook,  ///< `integration` tells what happened there
};
std::string_view to_text(EndpointKind kind);  ///< `list`, `get_own`, …

/// A fixed word or a parameter of a path.
struct PathSegment {
  std::string text;                  ///< the word; of a parameter, its name
  std::size_t parameter = no_index;  ///< index into Design::parameters
};

enum class BodyKind { None, Json, MergePatch, Binary };

struct Body {
  BodyKind kind = BodyKind::None;
  std::size_t schema = no_index;           ///< of Json and MergePatch
  std::vector<std::string> content_types;  ///< of Binary; empty: any
  std::uint64_t max_bytes = 0;
};

/// What is in a success.
enum class AnswerKind {
  Nothing,
  Row,     ///< of `resource`
  Rows,    ///< a page of `resource`, or all of a batch
  Value,   ///< whatever the schema says
  Stream,  ///< server-sent events
  Task,    ///< where an asynchronous call can be watched
};
std::string_view to_text(AnswerKind kind);  ///< `nothing`, `row`, …

/// What a success answers.
struct Answer {
  int status = 200;
  AnswerKind kind = AnswerKind::Nothing;
  std::size_t resource = no_index;  ///< of Row and Rows
  std::size_t schema = no_index;    ///< none: no content
  bool location = false;            ///< names the row that was created
  bool etag = false;
  bool no_store = false;       ///< tokens: never cached
  bool cookie = false;         ///< sets the cookie of the session, or ends it
  std::uint64_t cache_ms = 0;  ///< 0: not stated
};

struct Endpoint {
  std::string id;  ///< camel, unique: `listProducts`, `payOrder`
  EndpointKind kind = EndpointKind::Get;
  Method method = Method::Get;
  std::vector<PathSegment> path;  ///< below base path and version
  std::string tag;                ///< Pascal plural of the outermost resource, or `Auth`
  std::size_t resource = no_index;
  std::size_t action = no_index;       ///< index into the resource's actions
  std::size_t custom = no_index;       ///< index into Design::custom_endpoints
  std::size_t integration = no_index;  ///< of a webhook that is received
  std::vector<std::string> file;       ///< of an upload: the field's path, snake names
  std::vector<std::size_t> parameters;
  Body body;
  Answer answer;
  Rule rule;
  std::string rule_source;          ///< where the rule was written: `product.access.write`
  std::vector<std::size_t> errors;  ///< indices into Design::errors, in its order
  std::vector<Access> access;       ///< by role, in the order of Design::roles
  Access anonymous = Access::Denied;
  Access signed_in = Access::Denied;  ///< with the least that sign-up gives
  Access owner = Access::Denied;      ///< of the row, with nothing else
  bool deprecated = false;
  Deprecation deprecation;
  std::vector<std::size_t> versions;  ///< indices of those that have it, in a design of all
  bool asynchronous = false;
  /// It looks at the credentials of a call: also one that everybody may call may know who calls,
  /// and refuses a token that is none.
  bool credentials = false;
  /// Everybody may call and gets the same answer, so that it may be kept for all.
  bool alike = false;
};

/// `/orders/{orderId}/pay`, as RFC 6570 writes it.
std::string uri_template(const Endpoint& endpoint);

}  // namespace plinth
