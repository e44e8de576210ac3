#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/api_version.hpp"
#include "design/logical_type.hpp"
#include "design/name.hpp"
#include "diagnostics/source_file.hpp"

namespace plinth {

struct Design;
struct Field;

/// What happens to a row whose resource says `events: true`.
enum class Change { Created, Updated, Deleted };
std::string_view to_text(Change change);  ///< `created`, …

/// The most bytes that an event has with all it carries: what brokers take without being told.
inline constexpr std::uint64_t largest_event = 1024 * 1024;

/// Who emits an event: an action, a change of a row, or an endpoint of no resource.
struct Emitter {
  std::size_t resource = no_index;
  std::size_t action = no_index;  ///< index into the resource's actions
  std::optional<Change> change;
  std::size_t endpoint = no_index;  ///< index into Design::custom_endpoints
};

/// Something that happened, as others are told of it.
struct Event {
  std::string name;                 ///< `order.paid`
  Name words;                       ///< `order_paid`: the same as the name of a thing
  std::size_t resource = no_index;  ///< whose row it carries, and the caller
  std::vector<Field> payload;       ///< what it carries instead; empty: the row
  std::vector<Emitter> emitters;
  bool delivered = false;         ///< webhooks can be subscribed for it
  std::size_t schema = no_index;  ///< what a delivery sends, if it is delivered
  bool deprecated = false;
  Deprecation deprecation;
  std::vector<std::size_t> versions;  ///< of the API that tell of it, indices into Api::versions
  std::string summary, description;   ///< free text
  Span span;

  bool is_in(std::size_t version) const {
    return std::find(versions.begin(), versions.end(), version) != versions.end();
  }
};

/// An event of others, and the action that the service runs when it comes.
struct Subscription {
  std::string event;
  std::size_t resource = no_index, action = no_index;
  std::vector<Field> payload;
  std::string summary, description;  ///< free text
  Span span;
};

/// `order_paid`: the name of an event as that of a thing.
std::string snake_of_event(std::string_view name);

/// True if `version` has what emits.
bool has_emitter(const Design& design, const Emitter& emitter, std::size_t version);

/// Lets subscriptions name the events that `design` delivers.
void set_event_words(Design& design);  // webhooks.cpp

/// True if the events of `design` leave the service: there is a broker, or webhooks.
bool has_outbox(const Design& design);

}  // namespace plinth
