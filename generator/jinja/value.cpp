#include "jinja/value.hpp"

#include <charconv>
#include <limits>

#include "jinja/callable.hpp"

namespace plinth::jinja {

struct Value::CountedCallable : Counted {
  explicit CountedCallable(CallableData content) : callable(std::move(content)) {}
  CallableData callable;
};

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::Undefined:
      return "undefined";
    case Kind::None:
      return "none";
    case Kind::Boolean:
      return "boolean";
    case Kind::Integer:
      return "integer";
    case Kind::Real:
      return "number";
    case Kind::String:
      return "text";
    case Kind::List:
      return "list";
    case Kind::Map:
      return "map";
    case Kind::Callable:
      return "callable";
  }
  return "value";
}

Value::Value(std::string text) {
  if (text.size() <= inline_capacity) {
    *this = borrowed(text);
  } else {
    own(Form::SharedString, std::make_unique<CountedString>(std::move(text)).release());
  }
}

Value::Value(std::string_view text) {
  if (text.size() <= inline_capacity) {
    *this = borrowed(text);
  } else {
    own(Form::SharedString, std::make_unique<CountedString>(std::string(text)).release());
  }
}

Value::Value(const char* text) : Value(std::string_view(text)) {}

Value::Value(List items) {
  own(Form::List, std::make_unique<CountedList>(std::move(items)).release());
}

Value::Value(Map entries) {
  own(Form::Map, std::make_unique<CountedMap>(std::move(entries)).release());
}

Value Value::borrowed(std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) return Value(text);
  Value value;
  if (text.size() <= inline_capacity) {
    value.data_.form = Form::InlineString;
    value.data_.length = static_cast<std::uint8_t>(text.size());
    // The rest stays zero: texts that are stored inside are compared as a whole.
    if (!text.empty()) std::memcpy(value.data_.payload.data(), text.data(), text.size());
    return value;
  }
  value.data_.form = Form::BorrowedString;
  value.store(text.data());
  const auto size = static_cast<std::uint32_t>(text.size());
  std::memcpy(value.data_.payload.data() + sizeof(const char*), &size, sizeof(size));
  return value;
}

Value Value::tainted(std::string text) { return Value(std::move(text)).with_taint(); }

Value Value::tuple(List items) {
  auto object = std::make_unique<CountedList>(std::move(items));
  object->tuple = true;
  Value value;
  value.own(Form::List, object.release());
  return value;
}

Value Value::callable(CallableData data) {
  Value value;
  value.own(Form::Callable, std::make_unique<CountedCallable>(std::move(data)).release());
  return value;
}

void Value::own(Form form, Counted* object) noexcept {
  store(object);
  data_.form = form;
  data_.flags = owns_flag;
}

CallableData& Value::as_callable() const noexcept { return stored<CountedCallable*>()->callable; }

std::size_t Value::size() const noexcept {
  switch (kind()) {
    case Kind::String:
      return as_string().size();
    case Kind::List:
      return as_list().size();
    case Kind::Map:
      return as_map().size();
    default:
      return 0;
  }
}

Value Value::with_taint(bool tainted) && {
  if (is_string()) {
    data_.flags = static_cast<std::uint8_t>(tainted ? (data_.flags | tainted_flag) & ~safe_flag
                                                    : data_.flags & ~tainted_flag);
  }
  return std::move(*this);
}

Value Value::with_safety(bool safe) && {
  if (is_string()) {
    data_.flags =
        static_cast<std::uint8_t>(safe ? data_.flags | safe_flag : data_.flags & ~safe_flag);
  }
  return std::move(*this);
}

bool Value::same_object(const Value& other) const noexcept {
  return data_.form == other.data_.form && data_.form >= Form::List &&
         stored<Counted*>() == other.stored<Counted*>();
}

bool Value::is_identical(const Value& other) const noexcept {
  if (data_.form >= Form::List) return same_object(other);
  if (is_string()) {
    return same_text(other) && is_tainted() == other.is_tainted() && is_safe() == other.is_safe();
  }
  return data_.form == other.data_.form && words().low == other.words().low;
}

std::size_t Value::identity_hash() const noexcept {
  if (is_string()) return text_hash();
  constexpr std::size_t multiplier = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
  const std::size_t mixed = (words().low + static_cast<std::size_t>(data_.form)) * multiplier;
  return mixed ^ (mixed >> 32U);
}

void Value::release() noexcept {
  if (stored<Counted*>()->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    dismantle(data_);
  }
}

/// Destroys an object that nobody holds. Lists in lists in lists are taken apart here one after
/// another instead of by destructors inside each other: they may be nested deeper than the stack.
void Value::dismantle(ValueData dead) noexcept {
  std::vector<ValueData> pending;
  const auto take_apart = [&pending](const Value& child) {
    auto& data = const_cast<Value&>(child).data_;  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    if (data.form < Form::List || (data.flags & owns_flag) == 0) return;
    if (child.stored<Counted*>()->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      pending.push_back(data);
    }
    data = {};
  };
  for (;;) {
    Value holder;
    holder.data_ = dead;
    holder.data_.flags = 0;  // freed below, by hand
    if (dead.form == Form::SharedString) {
      std::unique_ptr<CountedString>(holder.stored<CountedString*>());
    } else if (dead.form == Form::List) {
      const std::unique_ptr<CountedList> list(holder.stored<CountedList*>());
      for (const Value& item : list->items) take_apart(item);
    } else if (dead.form == Form::Map) {
      const std::unique_ptr<CountedMap> map(holder.stored<CountedMap*>());
      for (const Value& value : map->map.values_) take_apart(value);
    } else {
      std::unique_ptr<CountedCallable>(holder.stored<CountedCallable*>());
    }
    if (pending.empty()) return;
    dead = pending.back();
    pending.pop_back();
  }
}

namespace {

constexpr std::size_t deepest_dump = 100;

void dump_into(const Value& value, std::string& out, std::size_t depth);

void dump_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  out += '"';
}

void dump_number(const Value& value, std::string& out) {
  std::array<char, 32> buffer{};
  const auto end = value.is_integer()
                       ? std::to_chars(buffer.begin(), buffer.end(), value.as_integer())
                       : std::to_chars(buffer.begin(), buffer.end(), value.as_real());
  out.append(buffer.data(), end.ptr);
}

void dump_items(const Value& value, std::string& out, std::size_t depth) {
  if (depth > deepest_dump) {
    out += "...";
    return;
  }
  if (value.is_list()) {
    out += value.is_tuple() ? "(tuple" : "(list";
    for (const Value& item : value.as_list()) dump_into(item, out += ' ', depth + 1);
  } else {
    out += "(map";
    for (const MapEntry& entry : value.as_map()) {
      dump_into(entry.key, out += " (", depth + 1);
      dump_into(entry.value, out += ' ', depth + 1);
      out += ')';
    }
  }
  out += ')';
}

void dump_into(const Value& value, std::string& out, std::size_t depth) {
  if (value.is_tainted()) out += '!';
  switch (value.kind()) {
    case Kind::Undefined:
      out += "undefined";
      break;
    case Kind::None:
      out += "none";
      break;
    case Kind::Boolean:
      out += value.as_boolean() ? "true" : "false";
      break;
    case Kind::Integer:
    case Kind::Real:
      dump_number(value, out);
      break;
    case Kind::String:
      dump_text(value.as_string(), out);
      break;
    case Kind::List:
    case Kind::Map:
      dump_items(value, out, depth);
      break;
    case Kind::Callable:
      out += "(" + describe_callable(value) + ")";
      break;
  }
}

}  // namespace

std::string Value::dump() const {
  std::string out;
  dump_into(*this, out, 0);
  return out;
}

}  // namespace plinth::jinja
