#include "description/description_reader.hpp"

#include <doctest/doctest.h>

#include "description/read_text.hpp"

namespace plinth {
namespace {

TEST_CASE("description_reader: the examples are read without a report") {
  for (const char* name : {"todo", "shop", "saas"}) {
    CAPTURE(name);
    const ReadText read(project_file("examples/" + std::string(name) + "/service.yaml"));
    CHECK(read.reports() == "");
    CHECK_FALSE(read.description.resources.empty());
  }
}

TEST_CASE("description_reader: the smallest description is one resource with one field") {
  const ReadText read("service: shop\nresources:\n  product:\n    fields:\n      name: string\n");
  CHECK(read.reports() == "");
  CHECK(read.description.service.text == "shop");
  REQUIRE(read.description.resources.size() == 1);
  CHECK(read.description.resources[0].fields[0].name.text == "name");
  CHECK(read.description.resources[0].fields[0].line.item.name.text == "string");
}

TEST_CASE("description_reader: a list has no more fields than a table has columns") {
  std::string text = "service: shop\nresources:\n  product:\n    fields:\n";
  for (int i = 0; i < 1000; ++i) text += "      f" + std::to_string(i) + ": string\n";
  CHECK(ReadText(text).reports() == "");
  const ReadText read(text + "      one: string\n      two: string\n");
  CHECK(read.reports() == "1005:7 too-many-fields");
  CHECK(read.description.resources[0].fields.size() == 1000);
}

TEST_CASE("description_reader: JSON is a description, too") {
  const ReadText read(
      R"({"service": "shop", "resources": {"product": {"fields": {"name": "string(2..5) unique"}}}})");
  CHECK(read.reports() == "");
  CHECK(to_text(read.description.resources[0].fields[0].line) == "string(2..5) unique");
}

TEST_CASE("description_reader: the shop is understood as it is written") {
  const ReadText read(project_file("examples/shop/service.yaml"));
  const Description& shop = read.description;
  CHECK(shop.version.text == "1.0.0");
  CHECK(shop.contact_email.text == "platform@shop.example");
  CHECK(shop.servers.size() == 3);
  CHECK(shop.stack.databases.size() == 1);
  CHECK(shop.stack.because.text == "One small team; modules keep the way to services open.");
  CHECK(shop.api.styles.size() == 3);
  REQUIRE(shop.auth);
  CHECK(shop.auth->roles.size() == 2);
  CHECK(shop.limit_strategy.text == "token-bucket");
  CHECK(shop.limits.size() == 3);
  REQUIRE(shop.resources.size() == 5);
  const WrittenResource& user = shop.resources[1];
  CHECK(user.fields[2].line.item.name.text == "object");
  CHECK(user.fields[2].fields.size() == 3);
  CHECK(user.fields[2].fields[2].line.item.arguments.size() == 3);
  const WrittenResource& product = shop.resources[2];
  CHECK(product.sort[0].descending);
  CHECK(product.sort[2].field.text == "price");
  CHECK(product.soft_delete);
  CHECK(product.cache[1].text.text == "15m");
  CHECK(product.access[2].operation.text == "replace");
  const WrittenResource& order = shop.resources[4];
  REQUIRE(order.contains.size() == 1);
  CHECK(order.contains[0].inline_parts->max.text == "100");
  CHECK(order.contains[0].unique[0].fields.size() == 2);
  CHECK(order.owner[0].text == "customer");
  REQUIRE(order.actions.size() == 4);
  CHECK(order.actions[2].moves[0].from.size() == 2);
  CHECK(order.actions[2].moves[0].to.text == "cancelled");
  CHECK(to_text(*order.actions[2].access) == "owner | admin");
  CHECK(shop.errors[0].retry);
  CHECK(shop.errors[0].message.text == "The payment provider declined the payment.");
  CHECK(shop.integrations[0].circuit_breaker.text == "50% / 30s");
  CHECK(shop.jobs[0].runs[1].text == "expire");
  CHECK(to_text(*shop.jobs[0].where) == "placed_at < now() - 1d");
  CHECK(shop.targets.latency.size() == 3);
  CHECK(shop.observability.size() == 3);
}

TEST_CASE("description_reader: every key of the language is known") {
  const ReadText read(project_file("tests/description/every_key.yaml"));
  CHECK(read.reports() == "");
  const Description& all = read.description;
  CHECK(all.language_version.text == "1");
  CHECK(all.tenant.text == "organization");
  CHECK(all.tenant_from.text == "path");
  CHECK(all.api.versions.size() == 2);
  CHECK(all.api.sunset[0].text.text == "2027-06-30");
  CHECK(all.auth->flows_written);
  CHECK(all.auth->roles[1].can[0].text == "orders:refund");
  REQUIRE(all.endpoints.size() == 3);
  CHECK(all.endpoints[0].method.text == "GET");
  CHECK(all.endpoints[0].path_parameters[0].text == "article");
  CHECK(to_text(all.endpoints[0].returned->line) == "article[]");
  CHECK(all.endpoints[1].body->fields.size() == 1);
  CHECK(all.endpoints[2].events.size() == 1);
  CHECK(all.events[0].payload.size() == 1);
  CHECK(all.subscribes[0].runs[1].text == "settle");
  CHECK(all.webhooks->events.size() == 2);
  const WrittenResource& article = all.resources[0];
  CHECK(article.unique[1].when != nullptr);
  CHECK(article.remarks.deprecated_sunset.text == "2027-06-30");
  CHECK(article.fields[1].labels.size() == 2);
  CHECK(article.when.size() == 1);
  CHECK_FALSE(article.timestamps);
  CHECK(article.actions[0].asynchronous);
  CHECK(article.actions[1].toggles.text == "fans");
  CHECK(article.filter[1].size() == 2);
}

TEST_CASE("description_reader: fifty mistakes are fifty reports, in the order of the file") {
  std::string text = "service: shop\nresources:\n";
  std::string expected;
  for (int i = 0; i < 50; ++i) {
    text += "  thing" + std::to_string(i) + ":\n    fields:\n      name: string uniqe\n";
    if (i > 0) expected += ", ";
    expected += std::to_string(5 + i * 3) + ":20 unknown-word";
  }
  CHECK(ReadText(text).reports() == expected);
}

TEST_CASE("description_reader: places are exact behind foreign letters, quotes and tabs") {
  const ReadText read(
      "service: shop\nresources:\n  product:\n    summary: äöü\n    fields:\n"
      "      name: 'string uniqe'\n      other: \"string uniqe\"\n      third: \"string "
      "\\x75niqe\"\n");
  CHECK(read.reports() == "6:21 unknown-word, 7:22 unknown-word, 8:14 unknown-word");
}

TEST_CASE("description_reader: a text keeps what was written") {
  const ReadText read(
      "service: shop\nversion: 1.10\ntitle: 007\nresources:\n  a:\n    fields:\n"
      "      flag: enum(no, yes, on, off, y, n) = no\n");
  CHECK(read.reports() == "");
  CHECK(read.description.version.text == "1.10");
  CHECK(read.description.title.text == "007");
  CHECK(read.description.resources[0].fields[0].line.value.literal.text == "no");
}

struct Mistake {
  std::string line;    // put into a description where the row says
  std::string report;  // the column and the id
};

void check_rows(const std::string& before, const std::string& after, int line,
                std::initializer_list<Mistake> rows) {
  for (const Mistake& row : rows) {
    CAPTURE(row.line);
    const ReadText read(before + row.line + "\n" + after);
    CHECK(read.reports() == std::to_string(line) + ":" + row.report);
  }
}

TEST_CASE("description_reader: values of a wrong form are reported where they stand") {
  check_rows("service: shop\n", "resources: {a: {fields: {b: int}}}\n", 2,
             {
                 {"plinth: 2", "9 unknown-language-version"},
                 {"version: latest", "10 bad-version"},
                 {"contact: me", "10 wrong-kind"},
                 {"contact: {email: nobody}", "18 bad-email"},
                 {"contact: {url: shop.example}", "16 bad-url"},
                 {"terms: ftp://shop.example", "8 bad-url"},
                 {"servers: https://api.shop.example", "10 wrong-kind"},
                 {"servers: {production: api.shop.example}", "23 bad-url"},
                 {"servers: {local: 'http://localhost:70000'}", "19 bad-url"},
                 {"servers: {local: 'http://localhost:0'}", "19 bad-url"},
                 {"servers: {local: 'http://localhost:8080:1'}", "19 bad-url"},
                 {"stack: {database: []}", "19 empty-list"},
                 {"api: {base_path: api}", "18 bad-path"},
                 {"api: {pagination: {size: 0}}", "26 bad-count"},
                 {"api: {pagination: {size: 1e3}}", "26 bad-count"},
                 {"api: {pagination: {size: '20'}}", "26 bad-count"},
                 {"api: {pagination: {size: 80.5}}", "26 bad-count"},
                 {"api: {pagination: cursor}", "19 wrong-kind"},
                 {"api: {versions: []}", "17 empty-list"},
                 {"api: {sunset: {v1: 2027-02-29}}", "20 bad-date"},
                 {"auth: {access_token: 15min}", "22 bad-duration"},
                 {"auth: {access_token: 0s}", "22 bad-duration"},
                 {"auth: {roles: [owner]}", "16 reserved-name"},
                 {"auth: {roles: {user: {can: [refund]}}}", "29 bad-permission"},
                 {"tenant: {from: path}", "9 missing-key"},
                 {"limits: {anonymous: 0/min}", "21 bad-rate"},
                 {"limits: {anonymous: -1}", "21 bad-rate"},
                 {"limits: {anonymous: 1/fortnight}", "21 bad-rate"},
                 {"limits: {anonymous: 1e9/s}", "21 bad-rate"},
                 {"limits: 100/min", "9 wrong-kind"},
                 {"types: {money: strng uniqe}", "22 unknown-word"},
                 {"errors: {NOT_PAID: {status: 200}}", "29 bad-count"},
                 {"errors: {not_paid: {status: 402}}", "10 bad-name"},
                 {"errors: {NOT_PAID: {retry: yes}}", "28 bad-boolean"},
                 {"integrations: {bank: {retries: 11}}", "32 bad-count"},
                 {"integrations: {bank: {timeout: 3}}", "32 bad-duration"},
                 {"integrations: {bank: {circuit_breaker: 50%}}", "40 bad-circuit-breaker"},
                 {"jobs: {tidy: {every: 15m, at: 03:00}}", "27 double-schedule"},
                 {"jobs: {tidy: {runs: a.b}}", "8 missing-key"},
                 {"jobs: {tidy: {at: 24:00}}", "19 bad-time"},
                 {"jobs: {tidy: {cron: 0 3 * *}}", "21 bad-cron"},
                 {"jobs: {tidy: {cron: 60 3 * * 1}}", "21 bad-cron"},
                 {"targets: {availability: 101%}", "25 bad-percent"},
                 {"targets: {load: {growth: 20%}}", "26 bad-growth"},
                 {"targets: {latency: {read: fast}}", "27 bad-duration"},
                 {"observability: {log: json}", "17 unknown-key"},
                 {"endpoints: {FETCH /a: {access: public}}", "13 unknown-method"},
                 {"endpoints: {GET a: {access: public}}", "17 bad-path"},
                 {"endpoints: {GET //a: {access: public}}", "18 bad-path"},
                 {"endpoints: {GET /a/../b: {access: public}}", "20 bad-path"},
                 {"endpoints: {'GET /a/:id': {access: public}}", "21 bad-path"},
                 {"endpoints: {'GET /{a}/{a}': {access: public}}", "24 double-parameter"},
                 {"endpoints: {'GET /{ID}': {access: public}}", "20 bad-name"},
                 {"endpoints: {GET /a/: {access: public}}", "20 bad-path"},
                 {"endpoints: {GET /a: {status: 404, access: public}}", "30 bad-count"},
                 {"endpoints: {GET /a: {status: 200}}", "13 missing-access"},
                 {"events: {Paid: {summary: x}}", "10 bad-name"},
                 {"subscribes: {billing.paid: {summary: x}}", "14 missing-key"},
                 {"webhooks: {events: [], access: admin}", "20 empty-list"},
                 {"webhooks: {events: [order.paid]}", "11 missing-access"},
                 {"descripton: x", "1 unknown-key"},
                 {"title:", "1 missing-value"},
                 {"title: [a]", "8 wrong-kind"},
             });
}

TEST_CASE("description_reader: mistakes in a resource are reported where they stand") {
  check_rows(
      "service: shop\nresources:\n  order:\n    fields:\n      a: int\n", "", 6,
      {
          {"    sof_delete: true", "5 unknown-key"},
          {"    soft_delete: yes", "18 bad-boolean"},
          {"    soft_delete: True", "18 bad-boolean"},
          {"    soft_delete: 'true'", "18 bad-boolean"},
          {"    access: public", "13 wrong-kind"},
          {"    access: {reed: public}", "14 unknown-key"},
          {"    access: {read: [owner, admin]}", "20 wrong-kind"},
          {"    access: {read: owner or admin}", "26 bad-rule"},
          {"    access: {read}", "14 missing-value"},
          {"    unique: a, b", "14 bad-key"},
          {"    unique: a +", "16 bad-key"},
          {"    unique: [a + \u00e9]", "18 bad-name"},
          {"    unique: a when b ==", "22 bad-expression"},
          {"    sort: a down", "13 bad-sort"},
          {"    filter: [a, b.]", "19 bad-name"},
          {"    rules: a < b", "12 wrong-kind"},
          {"    rules: {dates: a << b}", "23 bad-expression"},
          {"    when: a = b", "11 wrong-kind"},
          {"    cache: 5m", "12 wrong-kind"},
          {"    cache: {list: 5 min}", "19 bad-duration"},
          {"    inline: 1..5", "5 inline-without-whole"},
          {"    owner: a..b", "14 bad-name"},
          {"    id: Int", "9 unknown-value"},
          {"    contains: {item: {summary: x}}", "16 missing-key"},
          {"    contains: {item: {fields: {order: int}}}", "32 reserved-name"},
          {"    contains: {item: {inline: 5..1, fields: {b: int}}}", "31 bad-range"},
          {"    actions: {pay: {summary: x}}", "15 missing-access"},
          {"    actions: {pay: {access: owner, moves: {status: a > b}}}", "54 bad-move"},
          {"    actions: {pay: {access: owner, moves: {status: a -> }}}", "56 bad-move"},
          {"    actions: {pay: {access: owner, moves: {status: a -> b | c}}}", "59 bad-move"},
          {"    actions: {pay: {access: owner, for: some}}", "41 unknown-value"},
          {"    actions: {pay: {access: owner, errors: no_money}}", "44 bad-name"},
          {"    actions: {pay: {access: owner, emits: Paid}}", "43 bad-name"},
          {"    limits: {user: fast}", "20 bad-rate"},
          {"    pagination: {stile: cursor}", "18 unknown-key"},
          {"    deprecated: {sunset: soon}", "26 bad-date"},
          {"    deprecated: maybe", "17 bad-boolean"},
      });
}

TEST_CASE("description_reader: mistakes in a field are reported where they stand") {
  check_rows("service: shop\nresources:\n  order:\n    fields:\n      a: int\n", "", 6,
             {
                 {"      id: int", "7 reserved-name"},
                 {"      created_at: datetime", "7 reserved-name"},
                 {"      b: [string]", "10 wrong-kind"},
                 {"      b:", "7 missing-value"},
                 {"      b: {summary: x}", "10 missing-key"},
                 {"      b: {type: object}", "17 missing-key"},
                 {"      b: {type: int, fields: {c: int}}", "22 fields-without-object"},
                 {"      b: {type: int, lables: {c: d}}", "22 unknown-key"},
                 {"      b: {type: int, store: rows}", "29 unknown-value"},
                 {"      b: {type: [int]}", "17 wrong-kind"},
                 {"      1b: int", "7 bad-name"},
                 {"      b c: int", "7 bad-name"},
                 {"      userId: int", "7 bad-name"},
                 {"      user-id: int", "7 bad-name"},
                 {"      us\xd0\xb5r: int", "9 bad-name"},
                 {"      us\xe2\x80\x8b"
                  "er: int",
                  "9 bad-name"},
                 {"      '': int", "8 bad-name"},
                 {"      '../b': int", "8 bad-name"},
                 {"      abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd: int",
                  "7 name-too-long"},
             });
}

TEST_CASE("description_reader: the name of a service is the name of a folder") {
  for (const char* name : {"Con", "con", "NUL", "aux.txt", "LPT1", "com9"}) {
    CAPTURE(name);
    const ReadText read("service: " + std::string(name) + "\nresources: {a: {fields: {b: int}}}\n");
    CHECK(read.reports() == "1:10 reserved-name");
  }
  for (const char* name : {"a.", "../../etc", "/abs", "C:\\x", "1shop", "my shop", "shop-"}) {
    CAPTURE(name);
    const ReadText read("service: " + std::string(name) + "\nresources: {a: {fields: {b: int}}}\n");
    CHECK(read.reports() == "1:10 bad-name");
  }
  CHECK(ReadText("service: my-shop_2\nresources: {a: {fields: {b: int}}}\n").reports() == "");
}

TEST_CASE("description_reader: what must be there is missed once") {
  CHECK(ReadText("title: x\n").reports() == "1:1 missing-key, 1:1 missing-key");
  CHECK(ReadText("service: shop\n").reports() == "1:1 missing-key");
  CHECK(ReadText("service: shop\nresources:\n").reports() == "2:1 missing-value");
  CHECK(ReadText("service: shop\nresources: {}\n").reports() == "2:12 missing-key");
  CHECK(ReadText("service: shop\nresources: shop\n").reports() == "2:12 wrong-kind");
  CHECK(ReadText("service: shop\nresources: {a: }\n").reports() == "2:13 missing-value");
  CHECK(ReadText("service: shop\nresources: {a: b}\n").reports() == "2:16 wrong-kind");
  CHECK(ReadText("service: shop\nresources: {a: {fields: {}}}\n").reports() == "2:13 missing-key");
  CHECK(ReadText("- a\n").reports() == "1:1 wrong-kind");
  CHECK(ReadText("system: shop\nservices: {a: b}\n").reports() == "1:1 system-as-service");
}

TEST_CASE("description_reader: parts nest three deep at most") {
  std::string text = "service: shop\nresources:\n  a:\n    fields: {x: int}\n";
  std::string indent = "    ";
  for (int i = 0; i < 4; ++i) {
    text += indent + "contains:\n" + indent + "  part" + std::to_string(i) + ":\n" + indent +
            "    fields: {x: int}\n";
    indent += "    ";
  }
  CHECK(ReadText(text).reports() == "14:17 parts-too-deep");
}

TEST_CASE("description_reader: a text that YAML damaged is reported once") {
  CHECK(ReadText("service: shop\nresources: {a: {fields: {b: decimal(12,2)}}}\n").reports() ==
        "2:39 yaml-comma");
  CHECK(ReadText("").sink.error_count() == 1);
}

TEST_CASE("description_reader: of a text that could not be read nothing is missing") {
  yaml::Document damaged;
  damaged.complete = false;
  DiagnosticSink sink;
  CHECK_FALSE(read_description(damaged, sink).service);
  CHECK_FALSE(sink.has_errors());
}

}  // namespace
}  // namespace plinth
