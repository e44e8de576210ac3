#include <algorithm>

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

/// A service of articles with `endpoints` under it, one indented text.
Design blog_with(const std::string& endpoints, const std::string& api = "") {
  return design_of("service: blog\n" + api + R"(
auth: {method: jwt, identity: user, roles: [user, admin]}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public, get: owner}
  article:
    key: slug
    fields:
      author: -> user
      slug: slug unique
      title: string(200)
    owner: author
    contains:
      comment:
        fields:
          text: text
    access: {read: public, create: user, update: owner}
errors:
  TOO_MANY: {status: 422}
integrations:
  mailer: {url: https://mail.example}
endpoints:
)" + endpoints);
}

const Endpoint& only_custom(const Design& design) {
  for (const Endpoint& endpoint : design.endpoints) {
    if (endpoint.kind == EndpointKind::Custom) return endpoint;
  }
  throw std::out_of_range("no endpoint of its own");
}

std::string parameters_of(const Design& design, const Endpoint& endpoint) {
  std::string out;
  for (const std::size_t index : endpoint.parameters) {
    out += (out.empty() ? "" : " ") + design.parameters[index].name;
  }
  return out;
}

std::string codes_of(const Design& design, const Endpoint& endpoint) {
  std::string out;
  for (const std::size_t error : endpoint.errors) {
    const Error& one = design.errors[error];
    if (one.status == 403 || one.status == 404 || one.status == 409 || one.own ||
        one.kind == ErrorKind::IntegrationUnavailable) {
      out += (out.empty() ? "" : " ") + one.code;
    }
  }
  return out;
}

TEST_CASE("own endpoints: a parameter is a row by its key, by its name, or what `params` says") {
  struct Case {
    std::string written, path, id, codes;
  };
  for (const Case& c : {
           Case{"GET /articles/{slug}/related: {access: public}", "/articles/{slug}/related",
                "getArticleRelated", "ARTICLE_NOT_FOUND"},
           Case{"GET /articles/{article}/related: {access: public}", "/articles/{slug}/related",
                "getArticleRelated", "ARTICLE_NOT_FOUND"},
           Case{"GET /articles/{slug}/comments/{comment}/thread: {access: public}",
                "/articles/{slug}/comments/{commentId}/thread", "getArticleCommentThread",
                "ARTICLE_COMMENT_NOT_FOUND ARTICLE_NOT_FOUND"},
           Case{"GET /feed/{user}: {access: public}", "/feed/{userId}", "getFeedByUser",
                "USER_NOT_FOUND"},
           Case{"GET /reports/{year}: {access: public, params: {year: int}}", "/reports/{year}",
                "getReportsByYear", "NOT_FOUND"},
           Case{"GET /reviews/{reviewer}: {access: public, params: {reviewer: -> user}}",
                "/reviews/{reviewerId}", "getReviewsByReviewer", "USER_NOT_FOUND"},
       }) {
    CAPTURE(c.written);
    const Design design = blog_with("  " + c.written + "\n");
    const Endpoint& endpoint = only_custom(design);
    CHECK(uri_template(endpoint) == c.path);
    CHECK(endpoint.id == c.id);
    std::string codes;
    for (const std::size_t error : endpoint.errors) {
      if (design.errors[error].status == 404) {
        codes += (codes.empty() ? "" : " ") + design.errors[error].code;
      }
    }
    CHECK(codes == c.codes);
  }
}

TEST_CASE("own endpoints: what is answered and taken follows from a word, a line or a block") {
  struct Case {
    std::string written;
    int status;
    std::string body, answer;
  };
  for (const Case& c : {
           Case{"POST /a: {access: public}", 204, "", ""},
           Case{"GET /a: {returns: article, access: public}", 200, "", "ArticleResponse"},
           Case{"GET /a: {returns: 'article[]', access: public}", 200, "", "ArticleList"},
           Case{"GET /a: {returns: int, access: public}", 200, "", "GetAResponse"},
           Case{"GET /a: {returns: {n: int}, access: public}", 200, "", "GetAResponse"},
           Case{"GET /a: {returns: stream, access: public}", 200, "", ""},
           Case{"POST /a: {body: article, returns: article, access: user}", 201, "ArticleCreate",
                "ArticleResponse"},
           Case{"POST /a: {body: article, access: user}", 204, "ArticleCreate", ""},
           Case{"PUT /a: {body: article, access: user}", 204, "ArticleUpdate", ""},
           Case{"PATCH /a: {body: article, access: user}", 204, "ArticleUpdate", ""},
           Case{"POST /a: {body: 'article[](..5)', access: user}", 204, "PostARequest", ""},
           Case{"POST /a: {body: {n: int}, status: 202, access: user}", 202, "PostARequest", ""},
           Case{"GET /a: {status: 302, access: public}", 302, "", ""},
       }) {
    CAPTURE(c.written);
    const Design design = blog_with("  " + c.written + "\n");
    const Endpoint& endpoint = only_custom(design);
    const auto name = [&](std::size_t schema) {
      return schema == no_index ? std::string{} : design.schemas[schema].name;
    };
    CHECK(endpoint.answer.status == c.status);
    CHECK(name(endpoint.body.schema) == c.body);
    CHECK(name(endpoint.answer.schema) == c.answer);
  }
}

TEST_CASE("own endpoints: one value stands in a member, so that the answer can grow") {
  CHECK(members_of(blog_with("  GET /a: {returns: 'int[]', access: public}\n"), "GetAResponse") ==
        "data");
  CHECK(members_of(
            blog_with("  GET /a: {returns: 'int[]', access: public}\n", "api: {envelope: none}\n"),
            "GetAResponse") == "values");
}

TEST_CASE("own endpoints: a list of rows has the usual parameters, and own ones take their place") {
  const Design design = blog_with(
      "  GET /a: {returns: 'article[]', access: public, "
      "query: {author_id: int, limit: int = 5}}\n");
  CHECK(parameters_of(design, only_custom(design)) == "page pageSize sort expand authorId limit");
}

TEST_CASE("own endpoints: a file is sent as it is, and a patch of fields is a merge patch") {
  const Design upload = blog_with("  POST /a:\n    body: file(5MB, text/csv)\n    access: user\n");
  CHECK(only_custom(upload).body.kind == BodyKind::Binary);
  CHECK(only_custom(upload).body.max_bytes == 5 * 1024 * 1024);
  const Design patch =
      blog_with("  PATCH /a:\n    body:\n      n: int\n      m: int?\n    access: user\n");
  CHECK(only_custom(patch).body.kind == BodyKind::MergePatch);
  CHECK(members_of(patch, "PatchARequest") == "n? m?");
}

TEST_CASE("own endpoints: rules speak of the innermost row, and refuse as they do elsewhere") {
  const Design design = blog_with("  POST /articles/{slug}/pin: {access: owner | admin}\n");
  const Endpoint& endpoint = only_custom(design);
  CHECK(resource_of(design, "article").name == design.resources[endpoint.resource].name);
  CHECK(endpoint.owner == Access::Allowed);
  CHECK(endpoint.signed_in == Access::Own);
  CHECK(endpoint.anonymous == Access::Denied);
  CHECK(codes_of(design, endpoint) == "FORBIDDEN ARTICLE_NOT_FOUND CONFLICT");
}

TEST_CASE("own endpoints: named errors, called services and rows that are sent have their codes") {
  const Design design = blog_with(
      "  POST /a:\n    body: {reader: -> user, n: int}\n    access: public\n    calls: mailer\n"
      "    errors: [TOO_MANY]\n");
  CHECK(codes_of(design, only_custom(design)) == "USER_NOT_FOUND TOO_MANY MAILER_UNAVAILABLE");
}

TEST_CASE("own endpoints: nobody makes no endpoint, and limits are settings") {
  CHECK_THROWS(only_custom(blog_with("  POST /a: {access: nobody}\n")));
  const Design design = blog_with("  POST /a: {access: user, limits: {user: 3/min}}\n");
  bool found = false;
  for (const EnvironmentGroup& group : design.environment) {
    for (const Setting& setting : group.settings) {
      found = found || setting.name == "RATE_LIMIT_POST_A_USER";
    }
  }
  CHECK(found);
}

TEST_CASE("own endpoints: a fixed word of a path is no key of a row there") {
  const Design design = blog_with("  GET /articles/feed: {returns: 'article[]', access: user}\n");
  const Resource& article = resource_of(design, "article");
  CHECK(article.reserved_keys == std::vector<std::string>{"feed"});
  CHECK(article.rules.back().name.snake == "slug_reserved");
  CHECK(article.rules.back().condition.op == "not");
  const std::vector<std::size_t>& errors = endpoint_of(design, "createArticle").errors;
  CHECK(std::any_of(errors.begin(), errors.end(), [&](std::size_t error) {
    return design.errors[error].code == "SLUG_RESERVED";
  }));
  CHECK(endpoint_of(design, "listArticlesFeed").tag == "Articles");
}

TEST_CASE("own endpoints: an asynchronous one answers a task, which is asked for by its starter") {
  const Design design = blog_with("  POST /a: {async: true, access: user}\n");
  const Endpoint& endpoint = only_custom(design);
  CHECK(endpoint.answer.status == 202);
  CHECK(endpoint.answer.location);
  const Endpoint& task = endpoint_of(design, "getTask");
  CHECK(uri_template(task) == "/tasks/{taskId}");
  CHECK(task.anonymous == Access::Denied);
  CHECK(task.signed_in == Access::Own);
  CHECK(members_of(design, "Task") ==
        "id operation status result? errorCode? errorMessage? createdAt finishedAt?");
  CHECK(codes_of(design, task) == "TASK_NOT_FOUND");
  bool table = false;
  for (const Table& one : design.tables) table = table || one.name == "tasks";
  CHECK(table);
}

}  // namespace
}  // namespace plinth
