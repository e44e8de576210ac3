#include <algorithm>
#include <memory>

#include "jinja/value.hpp"
#include "jinja/value_sharing.hpp"

namespace plinth::jinja {
namespace {

constexpr std::size_t smallest_room = 4;
constexpr std::size_t largest_scanned = 16;  // up to here, comparing is faster than hashing

double as_number(const Value& value) {
  if (value.is_real()) return value.as_real();
  return value.is_boolean() ? (value.as_boolean() ? 1.0 : 0.0)
                            : static_cast<double>(value.as_integer());
}

bool same_number(const Value& a, const Value& b) {
  if (a.is_integer() && b.is_integer()) return a.as_integer() == b.as_integer();
  return as_number(a) == as_number(b);
}

bool same_key(const Value& a, const Value& b) {
  if (a.is_string() || b.is_string()) return a.same_text(b);
  if (a.is_number()) return b.is_number() && same_number(a, b);
  if (a.is_list() && b.is_list()) {
    const List& left = a.as_list();
    const List& right = b.as_list();
    if (left.size() != right.size()) return false;
    for (std::size_t at = 0; at < left.size(); ++at) {
      if (!same_key(left[at], right[at])) return false;
    }
    return true;
  }
  if (a.is_callable()) return a.same_object(b);
  return a.kind() == b.kind() && !a.is_map();
}

std::size_t hash_key(const Value& key) {
  if (key.is_string()) return key.text_hash();
  if (key.is_number()) return std::hash<double>{}(as_number(key));
  std::size_t hash = static_cast<std::size_t>(key.kind());
  if (key.is_list()) {
    for (const Value& item : key.as_list()) hash = hash * 31 + hash_key(item);
  }
  return hash;
}

void add_to_index(MapKeys& keys, std::size_t at) {
  const std::size_t mask = keys.index.size() - 1;
  std::size_t place = hash_key(keys.names[at]) & mask;
  while (keys.index[place] != 0) place = (place + 1) & mask;
  keys.index[place] = static_cast<std::uint32_t>(at + 1);
}

void build_index(MapKeys& keys) {
  std::size_t places = 4 * largest_scanned;
  while (places < keys.names.size() * 4) places *= 2;
  keys.index.assign(places, 0);
  for (std::size_t at = 0; at < keys.names.size(); ++at) add_to_index(keys, at);
}

}  // namespace

void Map::append_key(MapKeys& keys, Value key) {
  keys.names.push_back(std::move(key));
  if (keys.names.size() <= largest_scanned) return;
  if (keys.names.size() * 2 > keys.index.size()) {
    build_index(keys);
  } else {
    add_to_index(keys, keys.names.size() - 1);
  }
}

namespace {

/// Makes room for one more; for as many as maps that began alike have, if that is known.
void make_room(std::vector<Value>& values, std::size_t expected) {
  if (values.size() < values.capacity()) return;
  values.reserve(std::max({smallest_room, expected, expected == 0 ? 2 * values.size() : 0}));
}

}  // namespace

Map::Map(const Map& other) : keys_(other.keys_), values_(other.values_) {
  if (keys_ != nullptr) keys_->references.fetch_add(1, std::memory_order_relaxed);
}

void Map::release(MapKeys* keys) noexcept {
  if (keys->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    std::default_delete<MapKeys>()(keys);
  }
}

/// The keys for this map alone, to be changed.
MapKeys& Map::own_keys() {
  if (keys_ == nullptr) {
    keys_ = std::make_unique<MapKeys>().release();
  } else if (keys_->growing || keys_->references.load(std::memory_order_acquire) > 1) {
    auto copy = std::make_unique<MapKeys>();
    copy->names = keys_->names;
    copy->index = keys_->index;
    release(std::exchange(keys_, copy.release()));
  }
  return *keys_;
}

Map& Map::set(std::string_view key, Value value) { return set(Value(key), std::move(value)); }

Map& Map::set(Value key, Value value) {
  const std::size_t at = position(key);
  if (at != none) {
    values_[at] = std::move(value);
    return *this;
  }
  append_key(own_keys(), std::move(key));
  make_room(values_, 0);
  values_.push_back(std::move(value));
  return *this;
}

Map& Map::set_literal(Value key, Value value) {
  ValueSharing* sharing = ValueSharing::current();
  if (sharing == nullptr || (keys_ != nullptr && !keys_->growing)) {
    return set(std::move(key), std::move(value));
  }
  MapKeys& keys = keys_ == nullptr ? sharing->no_keys() : *keys_;
  const auto known = std::find_if(keys.longer.begin(), keys.longer.end(), [&](const MapKeys* more) {
    return more->names.back().same_text(key);
  });
  MapKeys* longer = known == keys.longer.end() ? nullptr : *known;
  if (longer == nullptr) {
    if (position(key) != none) return set(std::move(key), std::move(value));
    longer = &sharing->lengthen(keys, std::move(key));
  }
  longer->references.fetch_add(1, std::memory_order_relaxed);
  if (keys_ != nullptr) release(keys_);
  keys_ = longer;
  make_room(values_, values_.empty() ? 0 : longer->longest);
  values_.push_back(std::move(value));
  return *this;
}

std::size_t Map::position(const Value& key) const noexcept {
  if (keys_ == nullptr) return none;
  const std::vector<Value>& names = keys_->names;
  const std::vector<std::uint32_t>& index = keys_->index;
  if (index.empty()) {
    // Nearly all keys are texts: those are told apart without asking for the kind of each.
    const bool text = key.is_string();
    for (std::size_t at = 0; at < names.size(); ++at) {
      if (text ? names[at].same_text(key) : same_key(names[at], key)) return at;
    }
    return none;
  }
  const std::size_t mask = index.size() - 1;
  for (std::size_t place = hash_key(key) & mask; index[place] != 0; place = (place + 1) & mask) {
    if (same_key(names[index[place] - 1], key)) return index[place] - 1;
  }
  return none;
}

const Value* Map::find(std::string_view key) const noexcept { return find(Value::borrowed(key)); }

const Value* Map::find(const Value& key) const noexcept {
  const std::size_t at = position(key);
  return at == none ? nullptr : &values_[at];
}

bool Map::erase(const Value& key) {
  const std::size_t at = position(key);
  if (at == none) return false;
  MapKeys& keys = own_keys();
  keys.names.erase(keys.names.begin() + static_cast<std::ptrdiff_t>(at));
  values_.erase(values_.begin() + static_cast<std::ptrdiff_t>(at));
  if (!keys.index.empty()) build_index(keys);
  return true;
}

void Map::clear() { *this = Map(); }

}  // namespace plinth::jinja
