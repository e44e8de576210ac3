#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plinth::jinja {

enum class Kind : std::uint8_t {
  Undefined,
  None,
  Boolean,
  Integer,
  Real,
  String,
  List,
  Map,
  Callable,
};

/// How a value is stored.
enum class ValueForm : std::uint8_t {
  Undefined,
  None,
  Boolean,
  Integer,
  Real,
  InlineString,
  BorrowedString,  // pointer, then 32 bits of size
  SharedString,    // from here on: a pointer to a counted object
  List,
  Map,
  Callable,
};

struct ValueData {
  alignas(8) std::array<char, 13> payload{};
  std::uint8_t length = 0;  // of an inline string
  std::uint8_t flags = 0;
  ValueForm form = ValueForm::Undefined;
};

class Value;
class Map;
struct CallableData;
using List = std::vector<Value>;

/// What people call values of `kind`: "text", "list", "none" ...
std::string_view kind_name(Kind kind);

/// One value that templates see: 16 bytes, cheap to copy, undefined by default. Text of up to 13
/// bytes is stored inside; longer text, lists and maps are shared between copies and counted.
/// A list or map from outside never changes; only one made by a running template may (`append`).
///
/// Text carries two marks. *Tainted* text is hostile: an environment with `Escape::Code` refuses
/// to print it unless an escaping filter made it clean. *Safe* text needs no HTML escaping.
class Value {
 public:
  static constexpr std::size_t inline_capacity = 13;

  Value() noexcept = default;
  Value(bool flag) noexcept;            // NOLINT(google-explicit-constructor): all of these are
  Value(int number) noexcept;           // NOLINT(google-explicit-constructor): meant to convert
  Value(std::int64_t number) noexcept;  // NOLINT(google-explicit-constructor)
  Value(std::size_t number) noexcept;   // NOLINT(google-explicit-constructor): must fit int64
  Value(double number) noexcept;        // NOLINT(google-explicit-constructor)
  Value(std::string text);              // NOLINT(google-explicit-constructor)
  Value(std::string_view text);         // NOLINT(google-explicit-constructor)
  Value(const char* text);              // NOLINT(google-explicit-constructor)
  Value(List items);                    // NOLINT(google-explicit-constructor)
  Value(Map entries);                   // NOLINT(google-explicit-constructor)
  Value(const void*) = delete;          // a pointer is no boolean

  Value(const Value& other) noexcept : data_(other.data_) { retain(); }
  Value(Value&& other) noexcept : data_(other.data_) { other.data_ = {}; }
  Value& operator=(const Value& other) noexcept {
    if (this != &other) Value(other).swap(*this);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    Value(std::move(other)).swap(*this);
    return *this;
  }
  ~Value() {
    if ((data_.flags & owns_flag) != 0) release();
  }
  void swap(Value& other) noexcept { std::swap(data_, other.data_); }

  static Value none() noexcept;
  /// Clean text that the caller keeps alive for as long as the value and its copies live.
  static Value borrowed(std::string_view text);
  /// Hostile text.
  static Value tainted(std::string text);
  /// A list that Python would call a tuple; it differs in how it is printed only.
  static Value tuple(List items);
  static Value callable(CallableData data);

  Kind kind() const noexcept;
  bool is_undefined() const noexcept { return data_.form == Form::Undefined; }
  bool is_none() const noexcept { return data_.form == Form::None; }
  bool is_boolean() const noexcept { return data_.form == Form::Boolean; }
  bool is_integer() const noexcept { return data_.form == Form::Integer; }
  bool is_real() const noexcept { return data_.form == Form::Real; }
  bool is_number() const noexcept { return is_integer() || is_real() || is_boolean(); }
  bool is_string() const noexcept {
    return data_.form >= Form::InlineString && data_.form <= Form::SharedString;
  }
  bool is_list() const noexcept { return data_.form == Form::List; }
  bool is_map() const noexcept { return data_.form == Form::Map; }
  bool is_callable() const noexcept { return data_.form == Form::Callable; }
  bool is_tuple() const noexcept;
  bool is_tainted() const noexcept { return (data_.flags & tainted_flag) != 0; }
  /// Whether this is a text that lies elsewhere: in a template or in what the context was made of.
  bool is_borrowed() const noexcept { return data_.form == ValueForm::BorrowedString; }
  bool is_safe() const noexcept { return (data_.flags & safe_flag) != 0; }

  // Each requires the kind of its name.
  bool as_boolean() const noexcept { return data_.payload[0] != 0; }
  std::int64_t as_integer() const noexcept { return stored<std::int64_t>(); }
  double as_real() const noexcept { return stored<double>(); }
  std::string_view as_string() const noexcept {
    if (data_.form == Form::InlineString) return {data_.payload.data(), data_.length};
    return long_string();
  }
  const List& as_list() const noexcept;
  const Map& as_map() const noexcept;
  CallableData& as_callable() const noexcept;

  /// Items of a list, entries of a map, bytes of a text; 0 for everything else.
  std::size_t size() const noexcept;

  /// The value of `key` in a map, or null if there is none or this is no map.
  const Value* find(std::string_view key) const noexcept;

  /// A copy with the mark set, or taken away; only text can be marked.
  Value with_taint(bool tainted = true) const& { return Value(*this).with_taint(tainted); }
  Value with_taint(bool tainted = true) &&;
  Value with_safety(bool safe = true) const& { return Value(*this).with_safety(safe); }
  Value with_safety(bool safe = true) &&;

  /// Whether this value keeps what it names in memory. What does not (see `alias`) may be gone.
  bool is_owner() const noexcept { return (data_.flags & owns_flag) != 0; }

  /// A copy that owns nothing: valid as long as this value or another owner lives. Copies of it
  /// own again. For variables that name a part of a container which something else holds.
  Value alias() const noexcept {
    Value result;
    result.data_ = data_;
    result.data_.flags &= static_cast<std::uint8_t>(~owns_flag);
    return result;
  }

  /// The value as an s-expression, for tests: `(list 1 "a" none)`. Tainted text is `!"a"`.
  std::string dump() const;

  // For the engine's own use.

  /// A variable that nothing has been assigned to; undefined for everybody else.
  static Value unset() noexcept {
    Value result;
    result.data_.flags = unset_flag;
    return result;
  }
  bool is_unset() const noexcept { return (data_.flags & unset_flag) != 0; }

  /// Whether two texts are the same; false if one is no text.
  bool same_text(const Value& other) const noexcept {
    if (data_.form == Form::InlineString || other.data_.form == Form::InlineString) {
      // All 16 bytes at once but for the marks: short text is always stored inside, zeros behind.
      const Words mine = words();
      const Words others = other.words();
      return mine.low == others.low && ((mine.high ^ others.high) & ~flags_mask) == 0;
    }
    return is_string() && other.is_string() && as_string() == other.as_string();
  }
  /// Equal for equal texts; this is one.
  std::size_t text_hash() const noexcept {
    if (data_.form != Form::InlineString) return std::hash<std::string_view>{}(as_string());
    constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
    const Words mine = words();
    const std::uint64_t mixed = (mine.low ^ ((mine.high & ~flags_mask) * multiplier)) * multiplier;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }
  /// Whether both are one and the same list, map or callable.
  bool same_object(const Value& other) const noexcept;

  /// Whether nobody could tell them apart: the same kind, content and marks; of lists, maps and
  /// callables: the same object.
  bool is_identical(const Value& other) const noexcept;
  /// Equal for identical values.
  std::size_t identity_hash() const noexcept;

  /// Whether no other value shares the list, map or callable.
  bool is_unshared() const noexcept;

  /// A list or map that a template made may be changed by it. Marks it so if nobody else holds it.
  void allow_change() const noexcept;
  bool may_change() const noexcept;
  List& changeable_list() const noexcept;
  Map& changeable_map() const noexcept;

 private:
  using Form = ValueForm;

  static constexpr std::uint8_t tainted_flag = 1;
  static constexpr std::uint8_t safe_flag = 2;
  static constexpr std::uint8_t owns_flag = 4;  // this value holds one of the object's references
  static constexpr std::uint8_t unset_flag = 8;

  struct Counted {
    std::atomic<std::uint32_t> references{1};
  };
  struct CountedString;
  struct CountedList;
  struct CountedMap;
  struct CountedCallable;

  struct Words {
    std::uint64_t low;
    std::uint64_t high;
  };
  // The byte of the marks within the higher word, whichever end of it comes first in memory.
  static constexpr std::uint64_t flags_mask =
      std::endian::native == std::endian::little ? 0x00FF000000000000U : 0x000000000000FF00U;
  Words words() const noexcept {
    Words result;
    std::memcpy(&result, &data_, sizeof(result));
    return result;
  }

  template <typename T>
  T stored() const noexcept {
    T value;
    std::memcpy(&value, data_.payload.data(), sizeof(T));
    return value;
  }
  template <typename T>
  void store(T value) noexcept {
    std::memcpy(data_.payload.data(), &value, sizeof(T));
  }
  void retain() noexcept {
    if (data_.form >= Form::SharedString) {
      stored<Counted*>()->references.fetch_add(1, std::memory_order_relaxed);
      data_.flags |= owns_flag;
    }
  }
  void release() noexcept;
  static void dismantle(ValueData dead) noexcept;
  std::string_view long_string() const noexcept;
  void own(Form form, Counted* object) noexcept;

  ValueData data_;
};

static_assert(sizeof(Value) == 16 && offsetof(ValueData, flags) == 14);

/// One entry of a map, where it stands: valid until the map changes.
struct MapEntry {
  const Value& key;
  const Value& value;
};

/// The keys of a map in their order. Copies of a map share them, and so do maps that are filled
/// alike while a `ValueSharing` lives; who adds or takes away a key has a copy of its own first.
struct MapKeys {
  std::vector<Value> names;
  std::vector<std::uint32_t> index;  // open addressing over names (place + 1), if they are many
  std::atomic<std::uint32_t> references{1};
  // Within a ValueSharing: the same keys without the last, and with one more.
  bool growing = false;
  MapKeys* shorter = nullptr;
  std::vector<MapKeys*> longer;
  std::size_t longest = 0;  // how many keys the maps have that began like this
};

/// Keys and values in the order in which they were set first; a key set again keeps its place and
/// takes the new value. Keys are compared as Python does: 1, 1.0 and true are one key.
class Map {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = MapEntry;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = MapEntry;
    Iterator(const Map* map, std::size_t at) : map_(map), at_(at) {}
    MapEntry operator*() const { return (*map_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const Map* map_;
    std::size_t at_;
  };

  Map() noexcept = default;
  Map(const Map& other);
  Map(Map&& other) noexcept
      : keys_(std::exchange(other.keys_, nullptr)), values_(std::move(other.values_)) {}
  Map& operator=(const Map& other) {
    if (this != &other) *this = Map(other);
    return *this;
  }
  Map& operator=(Map&& other) noexcept {
    std::swap(keys_, other.keys_);
    std::swap(values_, other.values_);
    return *this;
  }
  ~Map() {
    if (keys_ != nullptr) release(keys_);
  }

  Map& set(std::string_view key, Value value);
  /// The key is a literal, which is not copied.
  template <std::size_t Size>
  Map& set(const char (&key)[Size], Value value) {
    return set_literal(Value::borrowed({key, Size - 1}), std::move(value));
  }
  Map& set(const std::string& key, Value value) {
    return set(std::string_view(key), std::move(value));
  }
  Map& set(Value key, Value value);

  const Value* find(std::string_view key) const noexcept;
  const Value* find(const char* key) const noexcept { return find(std::string_view(key)); }
  const Value* find(const std::string& key) const noexcept { return find(std::string_view(key)); }
  const Value* find(const Value& key) const noexcept;
  /// The same for a text, trying the entry at `hint` first and leaving there where it was found.
  const Value* find(const Value& text, std::atomic<std::uint32_t>& hint) const noexcept;

  bool erase(const Value& key);
  void clear();
  void reserve(std::size_t count) { values_.reserve(count); }

  std::size_t size() const noexcept { return values_.size(); }
  bool empty() const noexcept { return values_.empty(); }
  MapEntry operator[](std::size_t at) const noexcept { return {keys_->names[at], values_[at]}; }
  Iterator begin() const noexcept { return {this, 0}; }
  Iterator end() const noexcept { return {this, values_.size()}; }

 private:
  friend class Value;
  friend class ValueSharing;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static void release(MapKeys* keys) noexcept;
  static void append_key(MapKeys& keys, Value key);
  std::size_t position(const Value& key) const noexcept;
  Map& set_literal(Value key, Value value);
  MapKeys& own_keys();

  MapKeys* keys_ = nullptr;  // null: no keys yet
  std::vector<Value> values_;
};

// What templates do all the time, where every caller's compiler sees it.

struct Value::CountedString : Counted {
  explicit CountedString(std::string content) : text(std::move(content)) {}
  const std::string text;
};

struct Value::CountedList : Counted {
  explicit CountedList(List content) : items(std::move(content)) {}
  List items;
  bool tuple = false;
  bool changeable = false;
};

struct Value::CountedMap : Counted {
  explicit CountedMap(Map content) : map(std::move(content)) {}
  Map map;
  bool changeable = false;
};

inline Value::Value(bool flag) noexcept {
  data_.form = Form::Boolean;
  data_.payload[0] = flag ? 1 : 0;
}

inline Value::Value(std::int64_t number) noexcept {
  data_.form = Form::Integer;
  store(number);
}

inline Value::Value(int number) noexcept : Value(static_cast<std::int64_t>(number)) {}
inline Value::Value(std::size_t number) noexcept : Value(static_cast<std::int64_t>(number)) {}

inline Value::Value(double number) noexcept {
  data_.form = Form::Real;
  store(number);
}

inline Value Value::none() noexcept {
  Value value;
  value.data_.form = Form::None;
  return value;
}

inline Kind Value::kind() const noexcept {
  switch (data_.form) {
    case Form::Undefined:
      return Kind::Undefined;
    case Form::None:
      return Kind::None;
    case Form::Boolean:
      return Kind::Boolean;
    case Form::Integer:
      return Kind::Integer;
    case Form::Real:
      return Kind::Real;
    case Form::InlineString:
    case Form::BorrowedString:
    case Form::SharedString:
      return Kind::String;
    case Form::List:
      return Kind::List;
    case Form::Map:
      return Kind::Map;
    case Form::Callable:
      return Kind::Callable;
  }
  return Kind::Undefined;
}

inline std::string_view Value::long_string() const noexcept {
  if (data_.form == Form::SharedString) return stored<CountedString*>()->text;
  std::uint32_t size = 0;
  std::memcpy(&size, data_.payload.data() + sizeof(const char*), sizeof(size));
  return {stored<const char*>(), size};
}

inline bool Value::is_tuple() const noexcept { return is_list() && stored<CountedList*>()->tuple; }
inline const List& Value::as_list() const noexcept { return stored<CountedList*>()->items; }
inline const Map& Value::as_map() const noexcept { return stored<CountedMap*>()->map; }
inline List& Value::changeable_list() const noexcept { return stored<CountedList*>()->items; }
inline Map& Value::changeable_map() const noexcept { return stored<CountedMap*>()->map; }

inline const Value* Map::find(const Value& text, std::atomic<std::uint32_t>& hint) const noexcept {
  const std::size_t guess = hint.load(std::memory_order_relaxed);
  if (guess < values_.size() && keys_->names[guess].same_text(text)) return &values_[guess];
  const std::size_t at = position(text);
  if (at == none) return nullptr;
  hint.store(static_cast<std::uint32_t>(at), std::memory_order_relaxed);
  return &values_[at];
}

inline const Value* Value::find(std::string_view key) const noexcept {
  return is_map() ? as_map().find(key) : nullptr;
}

inline bool Value::is_unshared() const noexcept {
  return data_.form >= Form::List &&
         stored<Counted*>()->references.load(std::memory_order_acquire) == 1;
}

inline void Value::allow_change() const noexcept {
  if (!is_unshared()) return;
  if (is_list() && !is_tuple()) stored<CountedList*>()->changeable = true;
  if (is_map()) stored<CountedMap*>()->changeable = true;
}

inline bool Value::may_change() const noexcept {
  if (is_list()) return stored<CountedList*>()->changeable;
  return is_map() && stored<CountedMap*>()->changeable;
}

}  // namespace plinth::jinja
