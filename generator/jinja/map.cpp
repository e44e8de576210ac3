#include <algorithm>

#include "jinja/value.hpp"

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

}  // namespace

Map& Map::set(std::string_view key, Value value) { return set(Value(key), std::move(value)); }

Map& Map::set(Value key, Value value) {
  const std::size_t at = position(key);
  if (at != none) {
    entries_[at].value = std::move(value);
    return *this;
  }
  if (entries_.size() == entries_.capacity()) {
    entries_.reserve(std::max(smallest_room, 2 * entries_.size()));
  }
  entries_.push_back({std::move(key), std::move(value)});
  if (entries_.size() <= largest_scanned) return *this;
  if (entries_.size() * 2 > index_.size()) {
    build_index();
  } else {
    add_to_index(entries_.size() - 1);
  }
  return *this;
}

void Map::build_index() {
  std::size_t places = 4 * largest_scanned;
  while (places < entries_.size() * 4) places *= 2;
  index_.assign(places, 0);
  for (std::size_t at = 0; at < entries_.size(); ++at) add_to_index(at);
}

void Map::add_to_index(std::size_t at) {
  const std::size_t mask = index_.size() - 1;
  std::size_t place = hash_key(entries_[at].key) & mask;
  while (index_[place] != 0) place = (place + 1) & mask;
  index_[place] = static_cast<std::uint32_t>(at + 1);
}

std::size_t Map::position(const Value& key) const noexcept {
  if (index_.empty()) {
    for (std::size_t at = 0; at < entries_.size(); ++at) {
      if (same_key(entries_[at].key, key)) return at;
    }
    return none;
  }
  const std::size_t mask = index_.size() - 1;
  for (std::size_t place = hash_key(key) & mask; index_[place] != 0; place = (place + 1) & mask) {
    if (same_key(entries_[index_[place] - 1].key, key)) return index_[place] - 1;
  }
  return none;
}

const Value* Map::find(std::string_view key) const noexcept { return find(Value::borrowed(key)); }

const Value* Map::find(const Value& key) const noexcept {
  const std::size_t at = position(key);
  return at == none ? nullptr : &entries_[at].value;
}

const Value* Map::find(const Value& text, std::atomic<std::uint32_t>& hint) const noexcept {
  const std::size_t guess = hint.load(std::memory_order_relaxed);
  if (guess < entries_.size() && entries_[guess].key.same_text(text)) {
    return &entries_[guess].value;
  }
  const std::size_t at = position(text);
  if (at == none) return nullptr;
  hint.store(static_cast<std::uint32_t>(at), std::memory_order_relaxed);
  return &entries_[at].value;
}

bool Map::erase(const Value& key) {
  const std::size_t at = position(key);
  if (at == none) return false;
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(at));
  if (!index_.empty()) build_index();
  return true;
}

void Map::clear() {
  entries_.clear();
  index_.clear();
}

}  // namespace plinth::jinja
