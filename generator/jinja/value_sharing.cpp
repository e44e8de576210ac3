#include "jinja/value_sharing.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace plinth::jinja {
namespace {

// Maps are filled by code that knows of no sharing, so it is found by the thread.
thread_local ValueSharing* sharing_of_thread = nullptr;

std::size_t mixed(std::size_t hash, std::size_t more) {
  constexpr std::size_t multiplier = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
  return (hash ^ more) * multiplier;
}

std::size_t content_hash(const Value& value) {
  std::size_t hash = static_cast<std::size_t>(value.kind());
  if (value.is_list()) {
    for (const Value& item : value.as_list()) hash = mixed(hash, item.identity_hash());
  } else if (value.is_map()) {
    for (const MapEntry& entry : value.as_map()) {
      hash = mixed(mixed(hash, entry.key.identity_hash()), entry.value.identity_hash());
    }
  } else {
    hash = value.identity_hash();
  }
  return hash;
}

bool has_same_content(const Value& a, const Value& b) {
  if (a.is_list() && b.is_list()) {
    return a.is_tuple() == b.is_tuple() && a.size() == b.size() &&
           std::equal(a.as_list().begin(), a.as_list().end(), b.as_list().begin(),
                      [](const Value& x, const Value& y) { return x.is_identical(y); });
  }
  if (!a.is_map() || !b.is_map()) return a.is_identical(b);
  const Map& left = a.as_map();
  const Map& right = b.as_map();
  if (left.size() != right.size()) return false;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (!left[at].key.is_identical(right[at].key)) return false;
    if (!left[at].value.is_identical(right[at].value)) return false;
  }
  return true;
}

}  // namespace

ValueSharing::ValueSharing() {
  assert(sharing_of_thread == nullptr);
  sharing_of_thread = this;
  keys_.push_back(std::make_unique<MapKeys>().release());
  keys_.front()->growing = true;
}

ValueSharing::~ValueSharing() {
  sharing_of_thread = nullptr;
  for (MapKeys* keys : keys_) {
    keys->growing = false;
    keys->shorter = nullptr;
    keys->longer = {};
  }
  for (MapKeys* keys : keys_) Map::release(keys);
}

ValueSharing* ValueSharing::current() { return sharing_of_thread; }

Value ValueSharing::share(Value value) {
  if (sharing_of_thread == nullptr) return value;
  auto& known = sharing_of_thread->known_;
  const std::size_t hash = content_hash(value);
  const auto [begin, end] = known.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (has_same_content(it->second, value)) return it->second;
  }
  known.emplace(hash, value);
  return value;
}

/// The same keys and one more, for all maps that take this way.
MapKeys& ValueSharing::lengthen(MapKeys& keys, Value key) {
  auto longer = std::make_unique<MapKeys>();
  longer->names.reserve(keys.names.size() + 1);
  longer->names = keys.names;
  Map::append_key(*longer, std::move(key));
  longer->growing = true;
  longer->shorter = &keys;
  keys.longer.push_back(longer.get());
  for (MapKeys* each = longer.get(); each != nullptr; each = each->shorter) {
    each->longest = std::max(each->longest, longer->names.size());
  }
  keys_.push_back(longer.get());
  return *longer.release();
}

}  // namespace plinth::jinja
