// What endpoints answer around and besides resources: envelopes, pages, sessions, errors.

#include <array>
#include <utility>

#include "design/example_values.hpp"
#include "design/schemas.hpp"

namespace plinth {
namespace {

constexpr std::string_view token_pattern = "^[A-Za-z0-9_-]+$";
constexpr std::string_view jwt_pattern = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$";
constexpr std::string_view code_pattern = "^[A-Z][A-Z0-9_]*$";
constexpr std::string_view example_token = "dGhpcy1pcy1hbi1vcGFxdWUtdG9rZW4tb2YtMzI";
constexpr std::string_view example_jwt = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
constexpr std::string_view example_request = "01J9ZC4S7M8Q5W3T2R1P0N6K4H";
constexpr std::string_view largest_int = "2147483647";
constexpr std::string_view largest_count = "9007199254740991";

}  // namespace

std::size_t SchemaBuilder::wrapped(std::size_t schema, const std::string& name,
                                   std::size_t resource) {
  if (design_.api.envelope == Envelope::None) return schema;
  const auto [index, made] = reserve(name, SchemaKind::Item, resource);
  if (!made) return index;
  const bool by_name = design_.api.envelope == Envelope::Resource && resource != no_index;
  complete(index, {schema_member(by_name ? design_.resources[resource].own_name.snake : "data",
                                 MemberKind::Data, schema)});
  return index;
}

std::size_t SchemaBuilder::item(std::size_t resource) {
  return wrapped(read(resource), pascal_case(design_.resources[resource].name) + "Response",
                 resource);
}

/// What stands beside the rows of a page: the same for all lists that page as the whole service.
std::size_t SchemaBuilder::page_schema(std::size_t resource) {
  const Resource& row = design_.resources[resource];
  const Pagination& pagination = row.pagination;
  const bool usual = pages_alike(pagination, design_.api.pagination);
  const auto [index, made] =
      usual ? reserve("Page", SchemaKind::Page, no_index)
            : reserve(pascal_case(row.name) + "Page", SchemaKind::Page, resource);
  if (!made) return index;
  const std::string max = std::to_string(pagination.max);
  const std::string size = std::to_string(pagination.size);
  const PageStyle style = pagination.style;
  std::vector<Member> members;
  if (style == PageStyle::Page) {
    members.push_back(count_member("number", MemberKind::PageNumber, "1", largest_int, "1"));
    members.push_back(count_member("size", MemberKind::PageSize, "1", max, size));
    members.push_back(count_member("total_items", MemberKind::TotalItems, "0", largest_count, "1"));
    members.push_back(count_member("total_pages", MemberKind::TotalPages, "0", largest_int, "1"));
  } else if (style == PageStyle::Offset) {
    members.push_back(count_member("offset", MemberKind::Offset, "0", largest_int, "0"));
    members.push_back(count_member("limit", MemberKind::Limit, "1", max, size));
    members.push_back(count_member("total_items", MemberKind::TotalItems, "0", largest_count, "1"));
  } else {
    members.push_back(count_member("limit", MemberKind::Limit, "1", max, size));
    Member cursor = text_member("next_cursor", MemberKind::NextCursor, 1, 512,
                                std::string(token_pattern), "b3BhcXVl");
    cursor.nullable = true;
    members.push_back(std::move(cursor));
    Member more;
    more.name = wire("has_more");
    more.kind = MemberKind::HasMore;
    more.type.type.kind = TypeKind::Bool;
    more.required = true;
    more.example = Constant{true};
    members.push_back(std::move(more));
  }
  complete(index, std::move(members));
  return index;
}

/// The member that holds the rows of an answer.
std::string SchemaBuilder::rows_word(const Resource& row) const {
  return wire(design_.api.envelope == Envelope::Data       ? "data"
              : design_.api.envelope == Envelope::Resource ? row.own_plural.snake
                                                           : "items");
}

std::size_t SchemaBuilder::list(std::size_t resource) {
  const Resource& row = design_.resources[resource];
  const auto [index, made] = reserve(pascal_case(row.name) + "List", SchemaKind::List, resource);
  if (!made) return index;
  const std::size_t element = read(resource);
  Member member;
  member.name = rows_word(row);
  member.kind = MemberKind::Items;
  member.type.kind = SchemaType::Kind::List;
  member.type.type.kind = TypeKind::List;
  member.type.type.max_items = row.pagination.style == PageStyle::None ? 1000 : row.pagination.max;
  SchemaType of_row;
  of_row.kind = SchemaType::Kind::Schema;
  of_row.schema = element;
  member.type.element.push_back(std::move(of_row));
  member.required = true;
  member.resource = resource;
  member.example = Constant{Constant::List{design_.schemas[element].example}};
  std::vector<Member> members{std::move(member)};
  if (row.pagination.style != PageStyle::None) {
    members.push_back(schema_member("page", MemberKind::Page, page_schema(resource)));
  }
  complete(index, std::move(members));
  return index;
}

std::size_t SchemaBuilder::login() {
  const auto [index, made] = reserve("Login", SchemaKind::Login, design_.auth->identity);
  if (!made) return index;
  const Resource& identity = design_.resources[design_.auth->identity];
  Member name =
      field_member(identity.fields[design_.auth->login], Shape::Create, design_.auth->identity, "");
  name.kind = MemberKind::Login;
  Member password = field_member(identity.fields[design_.auth->password], Shape::Create,
                                 design_.auth->identity, "");
  password.kind = MemberKind::Password;
  // A sign-in must not tell which passwords the rules allow: only an upper end is checked.
  password.type.type.min_length = 1;
  name.required = password.required = true;
  complete(index, {std::move(name), std::move(password)});
  return index;
}

std::size_t SchemaBuilder::session() {
  const auto [index, made] = reserve("Session", SchemaKind::Session, no_index);
  if (made) complete_session(index);
  return wrapped(index, design_.schemas[index].name + "Response", no_index);
}

void SchemaBuilder::complete_session(std::size_t index) {
  const std::string seconds = std::to_string(design_.auth->access_token_ms / 1000);
  Member type = text_member("token_type", MemberKind::TokenType, 6, 6, "^Bearer$", "Bearer");
  complete(index, {text_member("access_token", MemberKind::AccessToken, 16, 4096,
                               std::string(jwt_pattern), std::string(example_jwt)),
                   std::move(type),
                   count_member("expires_in", MemberKind::ExpiresIn, "1", largest_int, seconds),
                   text_member("refresh_token", MemberKind::RefreshToken, 32, 512,
                               std::string(token_pattern), std::string(example_token))});
}

std::size_t SchemaBuilder::refresh_request() {
  const auto [index, made] = reserve("RefreshRequest", SchemaKind::RefreshRequest, no_index);
  if (!made) return index;
  complete(index, {text_member("refresh_token", MemberKind::RefreshToken, 32, 512,
                               std::string(token_pattern), std::string(example_token))});
  return index;
}

std::size_t SchemaBuilder::password_reset_request() {
  const auto [index, made] =
      reserve("PasswordResetRequest", SchemaKind::PasswordResetRequest, no_index);
  if (!made) return index;
  const Resource& identity = design_.resources[design_.auth->identity];
  Member name =
      field_member(identity.fields[design_.auth->login], Shape::Create, design_.auth->identity, "");
  name.kind = MemberKind::Login;
  complete(index, {std::move(name)});
  return index;
}

std::size_t SchemaBuilder::password_reset() {
  const auto [index, made] = reserve("PasswordReset", SchemaKind::PasswordReset, no_index);
  if (!made) return index;
  const Resource& identity = design_.resources[design_.auth->identity];
  Member password = field_member(identity.fields[design_.auth->password], Shape::Create,
                                 design_.auth->identity, "");
  password.name = wire("new_password");
  password.kind = MemberKind::NewPassword;
  complete(index, {text_member("token", MemberKind::Token, 32, 512, std::string(token_pattern),
                               std::string(example_token)),
                   std::move(password)});
  return index;
}

std::size_t SchemaBuilder::password_change() {
  const auto [index, made] = reserve("PasswordChange", SchemaKind::PasswordChange, no_index);
  if (!made) return index;
  const Resource& identity = design_.resources[design_.auth->identity];
  Member current = field_member(identity.fields[design_.auth->password], Shape::Create,
                                design_.auth->identity, "");
  Member wanted = current;
  // Whoever has one from before the rules became stricter can change it still.
  current.type.type.min_length = 1;
  current.name = wire("current_password");
  current.kind = MemberKind::CurrentPassword;
  wanted.name = wire("new_password");
  wanted.kind = MemberKind::NewPassword;
  complete(index, {std::move(current), std::move(wanted)});
  return index;
}

std::size_t SchemaBuilder::email_confirmation() {
  const auto [index, made] = reserve("EmailConfirmation", SchemaKind::EmailConfirmation, no_index);
  if (!made) return index;
  complete(index, {text_member("token", MemberKind::Token, 32, 512, std::string(token_pattern),
                               std::string(example_token))});
  return index;
}

std::size_t SchemaBuilder::error() {
  const bool problem = design_.api.errors == ErrorStyle::Problem;
  const auto [index, made] = problem ? reserve("Problem", SchemaKind::Problem, no_index)
                                     : reserve("Error", SchemaKind::Error, no_index);
  if (!made) return index;
  const std::size_t detail =
      reserve(problem ? "ProblemField" : "ErrorDetail", SchemaKind::ErrorDetail, no_index).index;
  // JSON Pointer (RFC 6901): with its leading slash in problem documents, without it elsewhere.
  Member field = problem
                     ? text_member("pointer", MemberKind::DetailPointer, 1, 255, "^/.*$", "/name")
                     : text_member("field", MemberKind::DetailField, 1, 255, "", "name");
  complete(detail,
           {std::move(field),
            text_member("rule", MemberKind::DetailRule, 1, 64, "^[a-z][a-z0-9_]*$", "required"),
            text_member("message", MemberKind::DetailMessage, 1, 255, "", "must be given")});
  Member details;
  details.name = wire(problem ? "errors" : "details");
  details.kind = problem ? MemberKind::ProblemErrors : MemberKind::ErrorDetails;
  details.type.kind = SchemaType::Kind::List;
  details.type.type.kind = TypeKind::List;
  details.type.type.max_items = 100;
  SchemaType of_detail;
  of_detail.kind = SchemaType::Kind::Schema;
  of_detail.schema = detail;
  details.type.element.push_back(std::move(of_detail));
  details.required = true;
  details.example = Constant{Constant::List{design_.schemas[detail].example}};
  Member code = text_member("code", MemberKind::ErrorCode, 1, 64, std::string(code_pattern),
                            "VALIDATION_ERROR");
  Member request = text_member("request_id", MemberKind::ErrorRequestId, 1, 64, "^[A-Za-z0-9-]+$",
                               std::string(example_request));
  if (problem) {
    complete(index,
             {text_member("type", MemberKind::ProblemType, 1, 255, "", "about:blank"),
              text_member("title", MemberKind::ProblemTitle, 1, 120, "", "Unprocessable Content"),
              count_member("status", MemberKind::ProblemStatus, "400", "599", "422"),
              text_member("detail", MemberKind::ProblemDetail, 1, 1000, "",
                          "The request body is not valid."),
              text_member("instance", MemberKind::ProblemInstance, 1, 255, "",
                          "urn:request:" + std::string(example_request)),
              std::move(code), std::move(request), std::move(details)});
    return index;
  }
  const std::size_t body = reserve("ErrorBody", SchemaKind::ErrorBody, no_index).index;
  complete(body, {std::move(code),
                  text_member("message", MemberKind::ErrorMessage, 1, 1000, "",
                              "The request body is not valid."),
                  std::move(details), std::move(request)});
  complete(index, {schema_member("error", MemberKind::ErrorBody, body)});
  return index;
}

}  // namespace plinth
