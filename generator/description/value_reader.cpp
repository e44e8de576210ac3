#include "description/value_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "description/calendar.hpp"
#include "description/duration.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/percent.hpp"
#include "description/quantity.hpp"
#include "description/rate.hpp"
#include "description/text_cursor.hpp"
#include "description/web_address.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// How a kind of text is checked and what is said of one that is none.
struct Form {
  std::string_view id;
  std::string_view what;
  bool (*accepts)(std::string_view text);
  std::string_view hint;
};

bool is_duration(std::string_view text) { return parse_duration(text).value_or(0) > 0; }
bool is_rate(std::string_view text) { return parse_rate(text).has_value(); }

bool is_release(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), is_version_byte);
}

/// It stands in paths, headers and names of files: letters of ASCII alone.
bool is_api_version(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && is_word_byte(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x80 && is_version_byte(c);
         });
}

constexpr Form duration_form{"bad-duration", "a duration", is_duration,
                             "durations are written `500ms`, `30s`, `15m`, `24h`, `7d`"};
constexpr Form rate_form{"bad-rate", "a rate", is_rate,
                         "rates are written `100/s`, `100/min`, `100/h`, `100/day`, from 1 on"};
constexpr Form percent_form{"bad-percent", "a percentage", is_percent,
                            "percentages are written `99.9%`"};
constexpr Form growth_form{"bad-growth", "a growth", is_growth,
                           "growth is written `20%/month`, also `/week`, `/quarter`, `/year`"};
constexpr Form breaker_form{"bad-circuit-breaker", "a circuit breaker", is_circuit_breaker,
                            "the share of failures and how long to wait: `50% / 30s`"};
constexpr Form date_form{"bad-date", "a date", is_date, "dates are written `2027-06-30`"};
constexpr Form time_form{"bad-time", "a time of the day", is_time_of_day,
                         "times are written `03:00`, in UTC"};
constexpr Form cron_form{
    "bad-cron", "a cron schedule", is_cron,
    "five fields: minute, hour, day, month, weekday; `0 3 * * 1` is Monday at three"};
constexpr Form url_form{
    "bad-url", "a URL", is_url,
    "`https://`, a host and perhaps a port from 1 to 65535: `https://api.shop.example`"};
constexpr Form email_form{"bad-email", "an email address", is_email,
                          "it is written `name@shop.example`"};
constexpr Form path_form{"bad-path", "a path", is_path,
                         "it begins with `/` and does not end with one: `/api`"};
constexpr Form release_form{"bad-version", "a version", is_release, "versions are written `1.0.0`"};
constexpr Form api_version_form{"bad-version", "a version", is_api_version,
                                "versions are written `v1`, `v2`"};

Spelled read_form(const yaml::Node& node, const Form& form, DiagnosticSink& sink) {
  const Spelled text = read_text(node, sink);
  if (!text || form.accepts(text.text)) return text;
  sink.error(form.id, text.span, in_backticks(text.text) + " is not " + std::string(form.what))
      .hint(std::string(form.hint));
  return {};
}

/// Spellings of true and false in older versions of YAML and in other languages.
std::string_view meant_bool(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const std::string_view word : {"true", "yes", "on", "y", "1"}) {
    if (lower == word) return "true";
  }
  for (const std::string_view word : {"false", "no", "off", "n", "0"}) {
    if (lower == word) return "false";
  }
  return {};
}

Spelled checked(const Spelled& text, bool good) { return good ? text : Spelled{}; }

}  // namespace

Spelled spelled(const yaml::Node& scalar) {
  if (!scalar.verbatim) return {scalar.text, scalar.span};
  const auto end = static_cast<std::uint32_t>(scalar.text_begin + scalar.text.size());
  return {scalar.text, Span{scalar.span.file, scalar.text_begin, end}};
}

Spelled read_text(const yaml::Node& node, DiagnosticSink& sink) {
  if (node.is_scalar()) return spelled(node);
  report_kind(node, "text", sink);
  return {};
}

bool read_bool(const yaml::Node& node, bool otherwise, DiagnosticSink& sink) {
  if (node.is_scalar() && !node.quoted && node.text == "true") return true;
  if (node.is_scalar() && !node.quoted && node.text == "false") return false;
  if (!node.is_scalar()) {
    report_kind(node, "`true` or `false`", sink);
    return otherwise;
  }
  const std::string_view meant = meant_bool(node.text);
  const std::string found = (node.quoted ? "the text " : "") + in_backticks(node.text);
  sink.error("bad-boolean", node.span, "expected `true` or `false`, found " + found)
      .hint(meant.empty() ? ""
            : node.quoted ? "write it without quotes: " + in_backticks(meant)
                          : "did you mean " + in_backticks(meant) + "?");
  return otherwise;
}

Spelled read_count(const yaml::Node& node, std::uint64_t least, std::uint64_t most,
                   DiagnosticSink& sink) {
  const Spelled text = read_text(node, sink);
  if (!text) return {};
  const std::optional<Quantity> count = parse_quantity(text.text, most);
  if (count && count->unit.empty() && count->number >= least && !node.quoted) return text;
  sink.error("bad-count", node.span,
             "expected a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most) + ", found " + (node.quoted ? "the text " : "") +
                 in_backticks(text.text));
  return {};
}

Spelled read_duration(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, duration_form, sink);
}
Spelled read_rate(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, rate_form, sink);
}
Spelled read_percent(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, percent_form, sink);
}
Spelled read_growth(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, growth_form, sink);
}
Spelled read_circuit_breaker(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, breaker_form, sink);
}
Spelled read_date(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, date_form, sink);
}
Spelled read_time_of_day(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, time_form, sink);
}
Spelled read_cron(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, cron_form, sink);
}
Spelled read_url(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, url_form, sink);
}
Spelled read_email(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, email_form, sink);
}
Spelled read_base_path(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, path_form, sink);
}
Spelled read_release(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, release_form, sink);
}
Spelled read_api_version(const yaml::Node& node, DiagnosticSink& sink) {
  return read_form(node, api_version_form, sink);
}

Spelled read_choice(const yaml::Node& node, std::span<const std::string_view> words,
                    DiagnosticSink& sink) {
  const Spelled text = read_text(node, sink);
  if (!text || std::find(words.begin(), words.end(), text.text) != words.end()) return text;
  const std::vector<std::string> known(words.begin(), words.end());
  std::string all;
  for (const std::string& word : known) all += (all.empty() ? "" : ", ") + in_backticks(word);
  const std::string nearest = nearest_word(text.text, known);
  sink.error("unknown-value", text.span, in_backticks(text.text) + " is not known here")
      .hint(nearest.empty() ? "known here: " + all : "did you mean " + in_backticks(nearest) + "?");
  return {};
}

Spelled read_name(const yaml::Node& node, std::string_view what, DiagnosticSink& sink) {
  const Spelled name = read_text(node, sink);
  return checked(name, name && check_name(name, what, sink));
}

Spelled read_reference(const yaml::Node& node, std::string_view what, DiagnosticSink& sink) {
  const Spelled name = read_text(node, sink);
  return checked(name, name && check_reference(name, what, sink));
}

Spelled read_error_code(const yaml::Node& node, DiagnosticSink& sink) {
  const Spelled code = read_text(node, sink);
  return checked(code, code && check_error_code(code, sink));
}

Spelled read_event_name(const yaml::Node& node, DiagnosticSink& sink) {
  const Spelled name = read_text(node, sink);
  return checked(name, name && check_event_name(name, sink));
}

std::vector<Spelled> read_path(const yaml::Node& node, DiagnosticSink& sink) {
  const Spelled text = read_text(node, sink);
  if (!text) return {};
  std::vector<Spelled> path;
  for (std::size_t begin = 0; begin <= text.text.size();) {
    const std::size_t end = std::min(text.text.find('.', begin), text.text.size());
    const Spelled segment = text.piece(begin, end);
    if (!check_reference(segment, "field or resource", sink)) return {};
    path.push_back(segment);
    begin = end + 1;
  }
  return path;
}

AccessRule read_rule(const yaml::Node& node, DiagnosticSink& sink) {
  if (node.is_scalar()) return parse_access_rule(spelled(node), sink);
  report_kind(node, "a rule", sink, "a rule is one text: `owner | admin`");
  return {};
}

ExpressionPtr read_expression(const yaml::Node& node, DiagnosticSink& sink) {
  if (node.is_scalar()) return parse_expression(spelled(node), sink);
  report_kind(node, "an expression", sink);
  return nullptr;
}

bool SeenItems::is_double(const Spelled& item) {
  const auto [first, added] = first_.emplace(item.text, item.span);
  if (added) return false;
  sink_.error("double-item", item.span, in_backticks(item.text) + " stands twice in the list")
      .note(first->second, "the first one");
  return true;
}

bool expect_items(const yaml::Node& list, DiagnosticSink& sink) {
  if (!list.is_list() || !list.items.empty()) return true;
  sink.error("empty-list", list.span, "the list is empty")
      .hint("leave the key out, or name at least one");
  return false;
}

namespace {

template <typename ReadItem>
std::vector<Spelled> read_spelled(const yaml::Node& node, DiagnosticSink& sink,
                                  const ReadItem& read_item) {
  std::vector<Spelled> items = read_list(node, sink, read_item);
  SeenItems seen(sink);
  std::erase_if(items, [&](const Spelled& item) { return !item || seen.is_double(item); });
  return items;
}

}  // namespace

std::vector<Spelled> read_choices(const yaml::Node& node, std::span<const std::string_view> words,
                                  DiagnosticSink& sink) {
  return read_spelled(node, sink,
                      [&](const yaml::Node& item) { return read_choice(item, words, sink); });
}

std::vector<Spelled> read_texts(const yaml::Node& node, DiagnosticSink& sink) {
  return read_spelled(node, sink, [&](const yaml::Node& item) { return read_text(item, sink); });
}

std::vector<Spelled> read_references(const yaml::Node& node, std::string_view what,
                                     DiagnosticSink& sink) {
  return read_spelled(node, sink,
                      [&](const yaml::Node& item) { return read_reference(item, what, sink); });
}

std::vector<Spelled> read_event_names(const yaml::Node& node, DiagnosticSink& sink) {
  return read_spelled(node, sink,
                      [&](const yaml::Node& item) { return read_event_name(item, sink); });
}

std::vector<Spelled> read_error_codes(const yaml::Node& node, DiagnosticSink& sink) {
  return read_spelled(node, sink,
                      [&](const yaml::Node& item) { return read_error_code(item, sink); });
}

std::vector<WrittenLimit> read_limits(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenLimit> limits;
  if (!expect_map(node, sink, "say for whom: `anonymous: 100/min`")) return limits;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    const Spelled name = spelled(entry.key);
    const Spelled rate = read_rate(entry.value, sink);
    if (check_name(name, "role", sink) && rate) limits.push_back({name, rate});
  });
  return limits;
}

}  // namespace plinth
