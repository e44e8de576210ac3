#include <doctest/doctest.h>

#include "description/byte_size.hpp"
#include "description/calendar.hpp"
#include "description/duration.hpp"
#include "description/percent.hpp"
#include "description/rate.hpp"
#include "description/web_address.hpp"
#include "description/written_number.hpp"

namespace plinth {
namespace {

TEST_CASE("duration: milliseconds, or nothing") {
  CHECK(parse_duration("500ms") == 500);
  CHECK(parse_duration("30s") == 30'000);
  CHECK(parse_duration("15m") == 900'000);
  CHECK(parse_duration("24h") == 86'400'000);
  CHECK(parse_duration("7d") == 604'800'000);
  for (const char* text : {"", "5", "s", "-1s", "1.5h", "01s", "5 s", "5min", "1w",
                           "99999999999999999999s", "36526d"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("duration: as ISO 8601, in the largest unit without a rest") {
  const std::pair<std::string_view, std::string_view> both[] = {
      {"0s", "PT0S"},   {"250ms", "PT0.250S"}, {"90s", "PT90S"},       {"120s", "PT2M"},
      {"30m", "PT30M"}, {"36h", "PT36H"},      {"1500ms", "PT1.500S"}, {"168h", "P7D"}};
  for (const auto& [written, iso] : both) CHECK(iso_duration(*parse_duration(written)) == iso);
}

TEST_CASE("rate: a count in seconds, or nothing") {
  CHECK(parse_rate("100/min")->count == 100);
  CHECK(parse_rate("100/min")->seconds == 60);
  CHECK(parse_rate("5/s")->seconds == 1);
  CHECK(parse_rate("5/h")->seconds == 3600);
  CHECK(parse_rate("5/day")->seconds == 86400);
  for (const char* text :
       {"", "0/min", "-1", "1/fortnight", "1e9/s", "5", "/s", "5 / s", "5000000000/s", "05/s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rate(text));
  }
}

TEST_CASE("byte_size: counted by 1024") {
  CHECK(parse_byte_size("500KB") == 512'000);
  CHECK(parse_byte_size("2MB") == 2'097'152);
  CHECK(parse_byte_size("1GB") == 1'073'741'824);
  for (const char* text : {"", "0KB", "5", "5mb", "5TB", "-5KB", "1.5MB", "2000GB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_byte_size(text));
  }
}

struct Row {
  std::string text;
  bool expected;
};

TEST_CASE("percent: shares, growth and circuit breakers") {
  for (const Row& row :
       {Row{"50%", true}, Row{"99.95%", true}, Row{"0%", true}, Row{"100%", true},
        Row{"100.0%", true}, Row{"100.1%", false}, Row{"101%", false}, Row{"99.9", false},
        Row{"%", false}, Row{"99.%", false}, Row{"99.99999%", false}}) {
    CAPTURE(row.text);
    CHECK(is_percent(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"20%/month", true}, Row{"250%/year", true}, Row{"20%", false}, Row{"20%/day", false}}) {
    CAPTURE(row.text);
    CHECK(is_growth(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"50% / 30s", true}, Row{"50%/30s", true}, Row{"50%", false}, Row{"50% / 0s", false}}) {
    CAPTURE(row.text);
    CHECK(is_circuit_breaker(row.text) == row.expected);
  }
}

TEST_CASE("calendar: only days, times and schedules that exist") {
  for (const Row& row :
       {Row{"2027-06-30", true}, Row{"2028-02-29", true}, Row{"2027-02-29", false},
        Row{"2000-02-29", true}, Row{"1900-02-29", false}, Row{"2027-13-01", false},
        Row{"2027-00-01", false}, Row{"2027-6-30", false}, Row{"soon", false}}) {
    CAPTURE(row.text);
    CHECK(is_date(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"03:00", true}, Row{"23:59", true}, Row{"24:00", false}, Row{"3:00", false}}) {
    CAPTURE(row.text);
    CHECK(is_time_of_day(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"0 3 * * 1", true}, Row{"*/15 0-6 1,15 * *", true}, Row{"0 3 * *", false},
        Row{"0 3 * * 1 2", false}, Row{"60 3 * * 1", false}, Row{"0 3 0 * 1", false},
        Row{"0 6-3 * * *", false}, Row{"*/0 * * * *", false}, Row{"", false}}) {
    CAPTURE(row.text);
    CHECK(is_cron(row.text) == row.expected);
  }
}

TEST_CASE("web_address: URLs, email addresses and paths") {
  for (const Row& row :
       {Row{"https://api.shop.example", true}, Row{"http://localhost:8080", true},
        Row{"https://shop.example/api?x=1#y", true}, Row{"http://[::1]:80/x", true},
        Row{"https://", false}, Row{"shop.example", false}, Row{"ftp://a.example", false},
        Row{"https://user@shop.example", false}, Row{"https://shop example", false},
        Row{"https://-a.example", false}, Row{"https://a..example", false},
        Row{"http://a:0", false}, Row{"http://a:65536", false}, Row{"http://a:", false},
        Row{"http://[", false}, Row{"javascript:alert(1)", false}}) {
    CAPTURE(row.text);
    CHECK(is_url(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"team@shop.example", true}, Row{"a.b+c@shop.example", true}, Row{"team", false},
        Row{"team@shop", false}, Row{"@shop.example", false}, Row{"a@b@shop.example", false},
        Row{"a b@shop.example", false}, Row{".a@shop.example", false}}) {
    CAPTURE(row.text);
    CHECK(is_email(row.text) == row.expected);
  }
  for (const Row& row :
       {Row{"/", true}, Row{"/api/v1", true}, Row{"api", false}, Row{"/api/", false},
        Row{"//", false}, Row{"/a/../b", false}, Row{"/a b", false}, Row{"", false}}) {
    CAPTURE(row.text);
    CHECK(is_path(row.text) == row.expected);
  }
}

TEST_CASE("written_number: numbers are compared exactly") {
  struct Comparison {
    std::string left;
    std::string right;
    int expected;
  };
  for (const Comparison& c :
       {Comparison{"1", "2", -1}, Comparison{"10", "9", 1}, Comparison{"-10", "-9", -1},
        Comparison{"-1", "1", -1}, Comparison{"0.1", "0.10", 0}, Comparison{"0.1", "0.11", -1},
        Comparison{"9007199254740993", "9007199254740992", 1}}) {
    CAPTURE(c.left);
    CAPTURE(c.right);
    const std::strong_ordering order = compare_numbers(c.left, c.right);
    CHECK((order < 0 ? -1 : order > 0 ? 1 : 0) == c.expected);
  }
}

}  // namespace
}  // namespace plinth
