#include <array>

#include "design/endpoint.hpp"
#include "design/schema.hpp"

namespace plinth {

std::string_view to_text(MemberKind kind) {
  constexpr std::array<std::string_view, 69> words{"field",
                                                   "id",
                                                   "created_at",
                                                   "updated_at",
                                                   "version",
                                                   "whole",
                                                   "reference",
                                                   "references",
                                                   "expanded",
                                                   "parts",
                                                   "role",
                                                   "email_verified",
                                                   "data",
                                                   "items",
                                                   "page",
                                                   "page_number",
                                                   "page_size",
                                                   "total_items",
                                                   "total_pages",
                                                   "next_cursor",
                                                   "has_more",
                                                   "offset",
                                                   "limit",
                                                   "file_url",
                                                   "file_name",
                                                   "file_size",
                                                   "file_content_type",
                                                   "error_body",
                                                   "error_code",
                                                   "error_message",
                                                   "error_details",
                                                   "error_request_id",
                                                   "detail_field",
                                                   "detail_rule",
                                                   "detail_message",
                                                   "problem_type",
                                                   "problem_title",
                                                   "problem_status",
                                                   "problem_detail",
                                                   "problem_instance",
                                                   "problem_errors",
                                                   "detail_pointer",
                                                   "login",
                                                   "password",
                                                   "current_password",
                                                   "new_password",
                                                   "token",
                                                   "access_token",
                                                   "token_type",
                                                   "expires_in",
                                                   "refresh_token",
                                                   "value",
                                                   "batch_rows",
                                                   "batch_ids",
                                                   "task_id",
                                                   "task_operation",
                                                   "task_status",
                                                   "task_result",
                                                   "task_error_code",
                                                   "task_error_message",
                                                   "task_created_at",
                                                   "task_finished_at",
                                                   "secret",
                                                   "event_id",
                                                   "event_type",
                                                   "event_time",
                                                   "event_caller",
                                                   "event_tenant",
                                                   "event_data"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(SchemaKind kind) {
  constexpr std::array<std::string_view, 34> words{"read",
                                                   "create",
                                                   "update",
                                                   "replace",
                                                   "input",
                                                   "object",
                                                   "object_update",
                                                   "enum",
                                                   "file",
                                                   "item",
                                                   "list",
                                                   "page",
                                                   "error",
                                                   "error_body",
                                                   "error_detail",
                                                   "problem",
                                                   "login",
                                                   "session",
                                                   "refresh_request",
                                                   "password_reset_request",
                                                   "password_reset",
                                                   "password_change",
                                                   "email_confirmation",
                                                   "request",
                                                   "result",
                                                   "batch_create",
                                                   "batch_delete",
                                                   "batch",
                                                   "task",
                                                   "task_status",
                                                   "with_secret",
                                                   "event",
                                                   "event_payload",
                                                   "received_webhook"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(Method method) {
  constexpr std::array<std::string_view, 5> words{"GET", "POST", "PUT", "PATCH", "DELETE"};
  return words[static_cast<std::size_t>(method)];
}

std::string_view to_text(EndpointKind kind) {
  constexpr std::array<std::string_view, 28> words{"list",
                                                   "get",
                                                   "create",
                                                   "update",
                                                   "replace",
                                                   "delete",
                                                   "action",
                                                   "upload",
                                                   "delete_file",
                                                   "toggle_on",
                                                   "toggle_off",
                                                   "batch_create",
                                                   "batch_delete",
                                                   "get_own",
                                                   "update_own",
                                                   "delete_own",
                                                   "login",
                                                   "refresh",
                                                   "logout",
                                                   "request_password_reset",
                                                   "confirm_password_reset",
                                                   "change_password",
                                                   "confirm_email",
                                                   "resend_email_confirmation",
                                                   "get_task",
                                                   "custom",
                                                   "audit",
                                                   "receive_webhook"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(AnswerKind kind) {
  constexpr std::array<std::string_view, 6> words{"nothing", "row",    "rows",
                                                  "value",   "stream", "task"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(ParameterKind kind) {
  constexpr std::array<std::string_view, 19> words{"id",
                                                   "page",
                                                   "page_size",
                                                   "cursor",
                                                   "limit",
                                                   "offset",
                                                   "sort",
                                                   "search",
                                                   "expand",
                                                   "filter",
                                                   "filter_from",
                                                   "filter_to",
                                                   "if_match",
                                                   "idempotency_key",
                                                   "own",
                                                   "task",
                                                   "webhook_id",
                                                   "webhook_timestamp",
                                                   "webhook_signature"};
  return words[static_cast<std::size_t>(kind)];
}

std::string uri_template(const Endpoint& endpoint) {
  std::string out;
  for (const PathSegment& segment : endpoint.path) {
    out += '/';
    if (segment.parameter == no_index) {
      out += segment.text;
    } else {
      out += '{';
      out += segment.text;
      out += '}';
    }
  }
  return out;
}

}  // namespace plinth
