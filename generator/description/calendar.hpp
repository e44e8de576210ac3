#pragma once

#include <string_view>

namespace plinth {

/// `2027-06-30`: a day that the calendar has (RFC 3339, full-date).
bool is_date(std::string_view text);

/// `03:00`: hours and minutes of a day.
bool is_time_of_day(std::string_view text);

/// Five fields of numbers, `*`, lists, ranges and steps: minute, hour, day, month, weekday.
bool is_cron(std::string_view text);

}  // namespace plinth
