#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

/// A service of articles with one action `act`.
Design blog_with(const std::string& action) {
  return design_of(R"(service: blog
auth: {method: jwt, identity: user, roles: [user, admin]}
resources:
  user:
    fields:
      email: email unique
    access: {get: owner}
  article:
    fields:
      title: string(200)
      code: string(20)? unique
      state: enum(draft, live) = draft
      seen_at: datetime?
      fans: -> user[](..50)
    rules: {titled: length(title) > 3}
    contains:
      comment:
        fields:
          text: text
    access: {all: user}
    actions:
      act: )" + action +
                   "\n");
}

const Action& action_of(const Design& design) {
  return resource_of(design, "article").actions.at(0);
}

std::string conflicts_of(const Design& design, std::string_view endpoint) {
  std::string out;
  for (const std::size_t error : endpoint_of(design, endpoint).errors) {
    const Error& one = design.errors[error];
    const bool shown = one.status == 409 || one.kind == ErrorKind::RuleBroken;
    if (shown) out += (out.empty() ? "" : " ") + one.code;
  }
  return out;
}

TEST_CASE("action endpoints: an action answers its row, or what it returns") {
  struct Case {
    std::string written;
    int status;
    std::string answer;
  };
  for (const Case& c : {
           Case{"{access: user}", 200, "ArticleResponse"},
           Case{"{access: user, returns: nothing}", 204, ""},
           Case{"{access: user, returns: user}", 200, "UserResponse"},
           Case{"{access: user, returns: 'comment[]'}", 200, "ArticleCommentList"},
           Case{"{access: user, returns: int}", 200, "ArticleActResponse"},
           Case{"{access: user, returns: {n: int}}", 200, "ArticleActResponse"},
           Case{"{access: user, for: all}", 204, ""},
           Case{"{access: user, for: all, returns: {n: int}}", 200, "ArticleActResponse"},
           Case{"{access: user, async: true}", 202, "TaskResponse"},
       }) {
    CAPTURE(c.written);
    const Design design = blog_with(c.written);
    const Endpoint& endpoint = endpoint_of(design, "actArticle");
    CHECK(endpoint.answer.status == c.status);
    CHECK((endpoint.answer.schema == no_index ? "" : design.schemas[endpoint.answer.schema].name) ==
          c.answer);
  }
}

TEST_CASE("action endpoints: a toggle is PUT and DELETE, and its list changes in no other way") {
  const Design design = blog_with("{toggles: fans, access: user}");
  const Endpoint& on = endpoint_of(design, "actArticle");
  const Endpoint& off = endpoint_of(design, "undoActArticle");
  CHECK(on.method == Method::Put);
  CHECK(off.method == Method::Delete);
  CHECK(uri_template(on) == "/articles/{articleId}/act");
  CHECK(uri_template(off) == uri_template(on));
  CHECK(members_of(design, "ArticleUpdate") == "title? code? state? seenAt?");
  CHECK(conflicts_of(design, "actArticle") == "ARTICLE_FANS_FULL");
  CHECK(conflicts_of(design, "undoActArticle").empty());
}

TEST_CASE("action endpoints: what an action sets is typed, and can break keys and rules") {
  const Design design = blog_with(
      "{access: user, input: {word: string}, "
      "sets: {title: input.word, code: null, seen_at: now()}}");
  const std::vector<Assignment>& sets = action_of(design).sets;
  REQUIRE(sets.size() == 3);
  CHECK(sets[0].value.kind == Operation::Kind::Input);
  CHECK(sets[2].value.type == TypeKind::DateTime);
  CHECK(conflicts_of(design, "actArticle") == "CONFLICT DUPLICATE_ARTICLE_CODE TITLED");
}

TEST_CASE("action endpoints: a word of an enum is known by the field that it is set to") {
  const Design design = blog_with("{access: user, sets: {state: live}}");
  CHECK(action_of(design).sets.at(0).value.value == Constant{std::string("live")});
}

}  // namespace
}  // namespace plinth
