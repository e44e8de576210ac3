#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/api_version.hpp"
#include "design/constant.hpp"
#include "design/logical_type.hpp"

namespace plinth {

/// What a member of a schema holds.
struct SchemaType {
  /// A scalar of `type`, a list or map of `element`, another schema, or free JSON.
  enum class Kind { Scalar, List, Map, Schema, Any };
  Kind kind = Kind::Scalar;
  Type type;                      ///< of a scalar: its kind and limits; of a list or map: its size
  std::size_t schema = no_index;  ///< of Schema
  std::vector<SchemaType> element;  ///< of a list or map: exactly one
  bool distinct = false;            ///< of a list: no value twice
  bool removable = false;  ///< of a map in a merge patch: null takes an entry away (RFC 7396)
};

/// What a member is, beyond the field it shows; packs word its description by this.
enum class MemberKind {
  Field,  ///< a field of a resource, of an object or of an input
  Id,
  CreatedAt,
  UpdatedAt,
  Version,
  Whole,       ///< the id of the part's whole
  Reference,   ///< the id of another row
  References,  ///< the ids of other rows
  Expanded,    ///< the other row itself, when asked for
  Parts,       ///< the parts that stand in their whole
  Role,
  EmailVerified,
  Data,   ///< what an envelope holds
  Items,  ///< the rows of a page without an envelope
  Page,
  PageNumber,
  PageSize,
  TotalItems,
  TotalPages,
  NextCursor,
  HasMore,
  Offset,
  Limit,
  FileUrl,
  FileName,
  FileSize,
  FileContentType,
  ErrorBody,
  ErrorCode,
  ErrorMessage,
  ErrorDetails,
  ErrorRequestId,
  DetailField,
  DetailRule,
  DetailMessage,
  ProblemType,
  ProblemTitle,
  ProblemStatus,
  ProblemDetail,
  ProblemInstance,
  ProblemErrors,
  DetailPointer,
  Login,
  Password,
  CurrentPassword,
  NewPassword,
  Token,
  AccessToken,
  TokenType,
  ExpiresIn,
  RefreshToken,
  Value,      ///< what a body or an answer holds that is one value
  BatchRows,  ///< rows to create together
  BatchIds,   ///< ids, or keys, of rows to delete together
  TaskId,
  TaskOperation,
  TaskStatus,
  TaskResult,
  TaskErrorCode,
  TaskErrorMessage,
  TaskCreatedAt,
  TaskFinishedAt,
  Secret,  ///< what is shown once
  EventId,
  EventType,
  EventTime,
  EventCaller,
  EventTenant,
  EventData,
};
std::string_view to_text(MemberKind kind);  ///< `created_at`, `page_number`, …

struct Member {
  std::string name;  ///< on the wire
  MemberKind kind = MemberKind::Field;
  SchemaType type;
  bool required = false;
  bool nullable = false;
  bool read_only = false, write_only = false, deprecated = false;
  bool sensitive = false;  ///< masked where it is shown
  Deprecation deprecation;
  Rare<Constant> fallback;  ///< the default
  Constant example;
  std::size_t resource = no_index;  ///< whose field it is, or which row it names
  std::string field;                ///< snake name of the field it shows; empty: none
  RareText summary;                 ///< free text of the author; empty: packs word it
};

/// What a schema is for; packs word its description by this.
enum class SchemaKind {
  Read,
  Create,
  Update,
  Replace,  ///< of a resource
  Input,    ///< of an action
  Object,
  ObjectUpdate,  ///< of an object field
  Enum,
  File,
  Item,
  List,  ///< what an endpoint answers: an envelope, a page
  Page,
  Error,
  ErrorBody,
  ErrorDetail,
  Problem,
  Login,
  Session,
  RefreshRequest,
  PasswordResetRequest,
  PasswordReset,
  PasswordChange,
  EmailConfirmation,
  Request,  ///< of an endpoint of its own
  Result,   ///< of an action, or of an endpoint of its own
  BatchCreate,
  BatchDelete,
  Batch,  ///< what a batch answers
  Task,
  TaskStatus,
  WithSecret,       ///< of a resource: as read, with what is shown once
  Event,            ///< what a delivery sends
  EventPayload,     ///< what an event carries that says so itself
  ReceivedWebhook,  ///< whatever an integration sends
};
std::string_view to_text(SchemaKind kind);

/// A named shape of JSON: an object of members, closed, or an enum of words.
struct Schema {
  std::string name;  ///< Pascal, unique: `ProductCreate`
  SchemaKind kind = SchemaKind::Read;
  std::vector<Member> members;
  std::vector<EnumWord> words;    ///< of an enum
  std::uint64_t min_members = 0;  ///< an update changes something
  bool named = false;             ///< a type of `types`: of no resource, `field` is its name
  std::size_t resource = no_index;
  std::string field;   ///< of objects and enums: snake path of the field
  std::string action;  ///< of an input, a request, a result: snake name of what takes or gives it
  std::string operation;  ///< of a request or a result: id of the endpoint
  std::string event;      ///< of an event and its payload: its name
  std::string summary;    ///< free text of the author; empty: packs word it
  Constant example;
};

}  // namespace plinth
