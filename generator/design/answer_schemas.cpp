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
  if (const std::size_t known = find(name, SchemaKind::Item, resource); known != no_index)
    return known;
  const std::size_t index = reserve(name, SchemaKind::Item, resource);
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
  const std::string name = usual ? standard("Page") : pascal_case(row.name) + "Page";
  const std::size_t of = usual ? no_index : resource;
  if (const std::size_t known = find(name, SchemaKind::Page, of); known != no_index) return known;
  const std::size_t index = reserve(name, SchemaKind::Page, of);
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
  const std::string name = pascal_case(row.name) + "List";
  if (const std::size_t known = find(name, SchemaKind::List, resource); known != no_index)
    return known;
  const std::size_t element = read(resource);
  const std::size_t index = reserve(name, SchemaKind::List, resource);
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
  if (const std::size_t known = find(standard("Login"), SchemaKind::Login, design_.auth->identity);
      known != no_index)
    return known;
  const std::size_t index = reserve(standard("Login"), SchemaKind::Login, design_.auth->identity);
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
  if (const std::size_t known = find(standard("Session"), SchemaKind::Session, no_index);
      known != no_index) {
    return wrapped(known, standard("Session") + "Response", no_index);
  }
  const std::size_t index = reserve(standard("Session"), SchemaKind::Session, no_index);
  const std::string seconds = std::to_string(design_.auth->access_token_ms / 1000);
  Member type = text_member("token_type", MemberKind::TokenType, 6, 6, "^Bearer$", "Bearer");
  complete(index, {text_member("access_token", MemberKind::AccessToken, 16, 4096,
                               std::string(jwt_pattern), std::string(example_jwt)),
                   std::move(type),
                   count_member("expires_in", MemberKind::ExpiresIn, "1", largest_int, seconds),
                   text_member("refresh_token", MemberKind::RefreshToken, 32, 512,
                               std::string(token_pattern), std::string(example_token))});
  return wrapped(index, standard("Session") + "Response", no_index);
}

std::size_t SchemaBuilder::refresh_request() {
  if (const std::size_t known =
          find(standard("RefreshRequest"), SchemaKind::RefreshRequest, no_index);
      known != no_index)
    return known;
  const std::size_t index =
      reserve(standard("RefreshRequest"), SchemaKind::RefreshRequest, no_index);
  complete(index, {text_member("refresh_token", MemberKind::RefreshToken, 32, 512,
                               std::string(token_pattern), std::string(example_token))});
  return index;
}

std::size_t SchemaBuilder::password_reset_request() {
  if (const std::size_t known =
          find(standard("PasswordResetRequest"), SchemaKind::PasswordResetRequest, no_index);
      known != no_index)
    return known;
  const std::size_t index =
      reserve(standard("PasswordResetRequest"), SchemaKind::PasswordResetRequest, no_index);
  const Resource& identity = design_.resources[design_.auth->identity];
  Member name =
      field_member(identity.fields[design_.auth->login], Shape::Create, design_.auth->identity, "");
  name.kind = MemberKind::Login;
  complete(index, {std::move(name)});
  return index;
}

std::size_t SchemaBuilder::password_reset() {
  if (const std::size_t known =
          find(standard("PasswordReset"), SchemaKind::PasswordReset, no_index);
      known != no_index)
    return known;
  const std::size_t index = reserve(standard("PasswordReset"), SchemaKind::PasswordReset, no_index);
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
  if (const std::size_t known =
          find(standard("PasswordChange"), SchemaKind::PasswordChange, no_index);
      known != no_index)
    return known;
  const std::size_t index =
      reserve(standard("PasswordChange"), SchemaKind::PasswordChange, no_index);
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
  if (const std::size_t known =
          find(standard("EmailConfirmation"), SchemaKind::EmailConfirmation, no_index);
      known != no_index)
    return known;
  const std::size_t index =
      reserve(standard("EmailConfirmation"), SchemaKind::EmailConfirmation, no_index);
  complete(index, {text_member("token", MemberKind::Token, 32, 512, std::string(token_pattern),
                               std::string(example_token))});
  return index;
}

std::size_t SchemaBuilder::error() {
  const bool problem = design_.api.errors == ErrorStyle::Problem;
  const std::string name = standard(problem ? "Problem" : "Error");
  const SchemaKind kind = problem ? SchemaKind::Problem : SchemaKind::Error;
  if (const std::size_t known = find(name, kind, no_index); known != no_index) return known;
  const std::size_t detail = reserve(standard(problem ? "ProblemField" : "ErrorDetail"),
                                     SchemaKind::ErrorDetail, no_index);
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
    const std::size_t index = reserve(name, kind, no_index);
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
  const std::size_t body = reserve(standard("ErrorBody"), SchemaKind::ErrorBody, no_index);
  complete(body, {std::move(code),
                  text_member("message", MemberKind::ErrorMessage, 1, 1000, "",
                              "The request body is not valid."),
                  std::move(details), std::move(request)});
  const std::size_t index = reserve(name, kind, no_index);
  complete(index, {schema_member("error", MemberKind::ErrorBody, body)});
  return index;
}

}  // namespace plinth
