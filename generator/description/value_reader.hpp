#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "description/access_rule.hpp"
#include "description/description.hpp"
#include "description/expression.hpp"
#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

// A value of one kind each. What is wrong goes to `sink`, and the result has no place then, so that
// no later stage judges it again.

/// The text of a scalar with its place, which is exact where the text stands in the source as it
/// is.
Spelled spelled(const yaml::Node& scalar);

Spelled read_text(const yaml::Node& node, DiagnosticSink& sink);
bool read_bool(const yaml::Node& node, bool otherwise, DiagnosticSink& sink);
Spelled read_count(const yaml::Node& node, std::uint64_t least, std::uint64_t most,
                   DiagnosticSink& sink);

Spelled read_duration(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_rate(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_percent(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_growth(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_circuit_breaker(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_date(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_time_of_day(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_cron(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_url(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_email(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_base_path(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_release(const yaml::Node& node, DiagnosticSink& sink);      ///< `1.10.0`
Spelled read_api_version(const yaml::Node& node, DiagnosticSink& sink);  ///< `v2`

/// One of the words that the language knows here.
Spelled read_choice(const yaml::Node& node, std::span<const std::string_view> words,
                    DiagnosticSink& sink);
std::vector<Spelled> read_choices(const yaml::Node& node, std::span<const std::string_view> words,
                                  DiagnosticSink& sink);

/// The name of something that is declared by it; `what` is said in reports.
Spelled read_name(const yaml::Node& node, std::string_view what, DiagnosticSink& sink);

/// The name of something that is declared elsewhere, which is yet to be looked up.
Spelled read_reference(const yaml::Node& node, std::string_view what, DiagnosticSink& sink);
Spelled read_error_code(const yaml::Node& node, DiagnosticSink& sink);
Spelled read_event_name(const yaml::Node& node, DiagnosticSink& sink);

/// Names joined by points: `order.expire`; empty if it is none.
std::vector<Spelled> read_path(const yaml::Node& node, DiagnosticSink& sink);

AccessRule read_rule(const yaml::Node& node, DiagnosticSink& sink);
ExpressionPtr read_expression(const yaml::Node& node, DiagnosticSink& sink);

/// A list of values, or one of them alone. `read_item(node)` reads one; its result is left out if
/// it is empty.
template <typename ReadItem>
auto read_list(const yaml::Node& node, DiagnosticSink& sink, const ReadItem& read_item);

std::vector<Spelled> read_texts(const yaml::Node& node, DiagnosticSink& sink);
std::vector<Spelled> read_references(const yaml::Node& node, std::string_view what,
                                     DiagnosticSink& sink);
std::vector<Spelled> read_event_names(const yaml::Node& node, DiagnosticSink& sink);
std::vector<Spelled> read_error_codes(const yaml::Node& node, DiagnosticSink& sink);

/// Remembers the items of a list, to report those that stand in it twice.
class SeenItems {
 public:
  explicit SeenItems(DiagnosticSink& sink) : sink_(sink) {}
  /// Whether `item` was there already; then that is reported.
  bool is_double(const Spelled& item);

 private:
  DiagnosticSink& sink_;
  std::unordered_map<std::string_view, Span> first_;
};

/// `anonymous: 100/min`
std::vector<WrittenLimit> read_limits(const yaml::Node& node, DiagnosticSink& sink);

/// Reports a list without items where at least one is wanted; true if there is one.
bool expect_items(const yaml::Node& list, DiagnosticSink& sink);

template <typename ReadItem>
auto read_list(const yaml::Node& node, DiagnosticSink& sink, const ReadItem& read_item) {
  std::vector<decltype(read_item(node))> items;
  const auto add = [&](const yaml::Node& item) {
    if (item.is_null()) {
      sink.error("missing-value", item.span, "this item of the list is empty");
      return;
    }
    items.push_back(read_item(item));
  };
  if (node.is_list()) {
    items.reserve(node.items.size());
    for (const yaml::Node& item : node.items) add(item);
  } else {
    add(node);
  }
  return items;
}

}  // namespace plinth
