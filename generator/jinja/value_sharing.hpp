#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "jinja/value.hpp"

namespace plinth::jinja {

/// For large contexts, which say the same many times. While one lives, maps that its thread fills
/// with literal keys share these keys: a map is then a list of values, half as large and made with
/// fewer steps. And `share` gives the value that was made first for all that are the same.
///
/// One to a thread at a time; what was built stays as it is when the sharing ends.
class ValueSharing {
 public:
  ValueSharing();
  ValueSharing(const ValueSharing&) = delete;
  ValueSharing& operator=(const ValueSharing&) = delete;
  ~ValueSharing();

  /// A value that was given before and is the same in all (kind, marks, and for lists and maps:
  /// the same values, containers among them being the same object); `value` itself if none is.
  static Value share(Value value);

 private:
  friend class Map;
  static ValueSharing* current();
  MapKeys& no_keys() { return *keys_.front(); }
  MapKeys& lengthen(MapKeys& keys, Value key);

  std::vector<MapKeys*> keys_;  // all that grow; the first is empty
  std::unordered_multimap<std::size_t, Value> known_;
};

}  // namespace plinth::jinja
