#include "description/calendar.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "description/quantity.hpp"
#include "description/text_cursor.hpp"

namespace plinth {
namespace {

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// The number that fixed digits write; they may begin with zeros.
int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

int days_in(int year, int month) {
  constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

struct CronField {
  std::uint64_t least;
  std::uint64_t most;
};
constexpr std::array cron_fields{CronField{0, 59}, CronField{0, 23}, CronField{1, 31},
                                 CronField{1, 12}, CronField{0, 7}};

std::optional<std::uint64_t> whole_number(std::string_view text, std::uint64_t most) {
  const std::optional<Quantity> quantity = parse_quantity(text, most);
  if (!quantity || !quantity->unit.empty()) return std::nullopt;
  return quantity->number;
}

/// `*`, `5`, `1-5`, each with `/2` behind it or not.
bool is_cron_item(std::string_view item, const CronField& field) {
  if (const std::size_t slash = item.find('/'); slash != std::string_view::npos) {
    if (whole_number(item.substr(slash + 1), field.most).value_or(0) == 0) return false;
    item = item.substr(0, slash);
  }
  if (item == "*") return true;
  const std::size_t dash = item.find('-');
  const auto first = whole_number(item.substr(0, dash), field.most);
  if (!first || *first < field.least) return false;
  if (dash == std::string_view::npos) return true;
  const auto last = whole_number(item.substr(dash + 1), field.most);
  return last && *last >= *first;
}

bool is_cron_field(std::string_view text, const CronField& field) {
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = text.find(',');
    if (!is_cron_item(text.substr(0, comma), field)) return false;
    if (comma != std::string_view::npos) text.remove_prefix(comma + 1);
  }
  return true;
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!all_digits(text.substr(0, 4)) || !all_digits(text.substr(5, 2)) ||
      !all_digits(text.substr(8))) {
    return false;
  }
  const int month = number_of(text.substr(5, 2));
  const int day = number_of(text.substr(8));
  return text.substr(0, 4) != "0000" && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in(number_of(text.substr(0, 4)), month);
}

Day day_of(std::string_view date) {
  Day day{number_of(date.substr(0, 4)), number_of(date.substr(5, 2)), number_of(date.substr(8, 2))};
  // Days since 1970 by the civil calendar: years begin in March, so that leap days come last.
  const std::int64_t year = day.year - (day.month <= 2 ? 1 : 0);
  const std::int64_t month = (day.month + 9) % 12;
  const std::int64_t days = year * 365 + year / 4 - year / 100 + year / 400 +
                            (153 * month + 2) / 5 + day.day - 1 - 719468;
  day.weekday = static_cast<int>(((days + 3) % 7 + 7) % 7);
  day.seconds = days * 86400;
  return day;
}

bool is_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  if (!all_digits(text.substr(0, 2)) || !all_digits(text.substr(3))) return false;
  return number_of(text.substr(0, 2)) < 24 && number_of(text.substr(3)) < 60;
}

bool is_cron(std::string_view text) {
  for (std::size_t field = 0; field < cron_fields.size(); ++field) {
    const std::size_t blank = text.find(' ');
    const bool last = field + 1 == cron_fields.size();
    if ((blank == std::string_view::npos) != last) return false;
    if (!is_cron_field(text.substr(0, blank), cron_fields[field])) return false;
    if (!last) text.remove_prefix(blank + 1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  return true;
}

}  // namespace plinth
