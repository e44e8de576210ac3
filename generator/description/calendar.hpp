#pragma once

#include <cstdint>
#include <string_view>

namespace plinth {

/// `2027-06-30`: a day that the calendar has (RFC 3339, full-date).
bool is_date(std::string_view text);

/// A day of the calendar, taken apart.
struct Day {
  int year = 1970, month = 1, day = 1;
  int weekday = 3;           ///< 0 is Monday
  std::int64_t seconds = 0;  ///< from the beginning of 1970 to that of the day, in UTC
};

/// The day that `date` is. Requires: `is_date(date)`.
Day day_of(std::string_view date);

/// `03:00`: hours and minutes of a day.
bool is_time_of_day(std::string_view text);

/// Five fields of numbers, `*`, lists, ranges and steps: minute, hour, day, month, weekday.
bool is_cron(std::string_view text);

}  // namespace plinth
