#include "context/errors_context.hpp"

#include <set>

#include <doctest/doctest.h>

#include "context/error_places.hpp"
#include "design/design_of.hpp"

namespace plinth {
namespace {

constexpr std::string_view notes = R"(service: s
resources:
  note:
    fields:
      text: text unique
    contains:
      tag:
        fields:
          word: string
        access: {all: public}
    access: {all: public}
)";

const Error& error_named(const Design& design, std::string_view code) {
  for (const Error& error : design.errors) {
    if (error.code == code) return error;
  }
  throw std::out_of_range("no error " + std::string(code));
}

/// `every but listNotes; below /notes/{noteId}; createNote`: the places of a code in one line.
std::string places_of(const Design& design, std::string_view code) {
  const jinja::Value value = ErrorPlaces(design).value(error_named(design, code));
  std::string out;
  const auto add = [&](std::string text) { out += (out.empty() ? "" : "; ") + text; };
  for (const jinja::Value& group : value.find("groups")->as_list()) {
    std::string text{group.find("kind")->as_string()};
    if (!group.find("path")->as_string().empty()) {
      text += " " + std::string(group.find("path")->as_string());
    }
    for (const jinja::Value& id : group.find("but")->as_list()) {
      text += " but " + std::string(id.as_string());
    }
    add(text);
  }
  for (const jinja::Value& id : value.find("endpoints")->as_list()) {
    add(std::string(id.as_string()));
  }
  return out;
}

TEST_CASE("error places: groups that people know stand for their endpoints, exactly") {
  const Design design = design_of(std::string(notes));
  struct Case {
    std::string_view code, places;
  };
  for (const Case& c : {
           Case{"INTERNAL_ERROR", "every"},
           Case{"MALFORMED_BODY", "with_body"},
           Case{"NOTE_NOT_FOUND", "below /notes/{noteId}"},
           Case{"DUPLICATE_NOTE_TEXT", "createNote; updateNote"},
           Case{"CONFLICT", "updateNote; deleteNote; updateNoteTag; deleteNoteTag"},
       }) {
    CAPTURE(c.code);
    CHECK(places_of(design, c.code) == c.places);
  }
}

TEST_CASE("error places: a few exceptions are named") {
  Design design = design_of(std::string(notes));
  Error& error = design.errors.back();
  error.endpoints.erase(error.endpoints.begin());
  CHECK(places_of(design, error.code) == "every but " + design.endpoints[0].id);
}

TEST_CASE("error places: an error that nobody answers has none") {
  const Design design = design_of(std::string(notes) + R"(errors:
  NEVER: {status: 409, message: Never.}
)");
  CHECK(places_of(design, "NEVER").empty());
}

TEST_CASE("error responses: equal sets of codes are one response, with an id of its own") {
  const Design design = design_of(std::string(notes));
  const ErrorResponses responses = error_responses_of(design);
  std::set<std::string> ids;
  for (const ErrorResponse& response : responses.responses) {
    CAPTURE(response.id);
    CHECK(ids.insert(response.id).second);
    for (const std::size_t error : response.errors) {
      CHECK(design.errors[error].status == response.status);
    }
  }
  CHECK(ids.contains("NoteNotFound"));
  CHECK(ids.contains("NoteNotFoundOrNoteTagNotFound"));
  CHECK(ids.contains("InvalidParameterOrMalformedBody"));
  CHECK(ids.contains("InternalError"));
}

TEST_CASE("error responses: every code of an endpoint is in one of its responses") {
  const Design design = design_of(std::string(notes));
  const ErrorResponses responses = error_responses_of(design);
  REQUIRE(responses.of_endpoints.size() == design.endpoints.size());
  for (std::size_t i = 0; i < design.endpoints.size(); ++i) {
    std::vector<std::size_t> codes;
    for (const std::size_t response : responses.of_endpoints[i]) {
      const std::vector<std::size_t>& errors = responses.responses[response].errors;
      codes.insert(codes.end(), errors.begin(), errors.end());
    }
    CAPTURE(design.endpoints[i].id);
    CHECK(codes == design.endpoints[i].errors);
  }
}

TEST_CASE("error responses: more codes than an id can hold are named by the endpoint") {
  const Design design = design_of(R"(service: s
resources:
  note:
    fields:
      a: int unique
      b: int unique
      c: int unique
      d: int unique
    access: {all: public}
)");
  const ErrorResponses responses = error_responses_of(design);
  std::set<std::string> ids;
  for (const ErrorResponse& response : responses.responses) ids.insert(response.id);
  CHECK(ids.contains("CreateNoteConflict"));
  CHECK(ids.contains("UpdateNoteConflict"));
}

TEST_CASE("errors value: the author's message is free text, a derived one is left to packs") {
  const Design design = design_of(std::string(notes) + R"(errors:
  INTERNAL_ERROR: {message: Sorry.}
)");
  const jinja::Value errors = errors_value(design);
  for (const jinja::Value& error : errors.as_list()) {
    const jinja::Value& message = *error.find("message");
    const bool own = error.find("code")->as_string() == "INTERNAL_ERROR";
    CHECK(message.as_string() == (own ? "Sorry." : ""));
    CHECK(error.find("own")->as_boolean() == own);
    if (own) CHECK(message.is_tainted());
  }
}

}  // namespace
}  // namespace plinth
