#include "jinja/byte_form.hpp"

#include <algorithm>
#include <functional>

namespace plinth::jinja {
namespace {

// Which file a span is of; larger numbers are those of the other files, from 0.
constexpr std::uint32_t no_file = 0;
constexpr std::uint32_t source_file = 1;
constexpr std::uint32_t first_other_file = 2;

constexpr std::uint32_t elsewhere = static_cast<std::uint32_t>(-1);  // a text that is in no source

}  // namespace

void ByteWriter::write(std::string_view text) {
  const std::string_view source = source_.text();
  const std::less_equal<const char*> not_after;
  const bool inside = !text.empty() && not_after(source.data(), text.data()) &&
                      not_after(text.data() + text.size(), source.data() + source.size());
  if (inside) {
    write_size(static_cast<std::size_t>(text.data() - source.data()));
    write_size(text.size());
  } else {
    write(elsewhere);
    write_size(text.size());
    copy(text.data(), text.size());
  }
}

void ByteReader::read(std::string_view& text) {
  const std::uint32_t place = read_size();
  if (place == elsewhere) {
    text = read_text();
  } else {
    text = source_.text().substr(place, read_size());
  }
}

void ByteWriter::write(const std::string& text) {
  write_size(text.size());
  copy(text.data(), text.size());
}

void ByteWriter::write(const Span& span) {
  if (span.file == nullptr || span.file == &source_) {
    write(span.file == nullptr ? no_file : source_file);
  } else {
    const auto known = std::find(other_files_.begin(), other_files_.end(), span.file);
    write_size(first_other_file + static_cast<std::size_t>(known - other_files_.begin()));
    if (known == other_files_.end()) {
      other_files_.push_back(span.file);
      (*this)(span.file->name(), std::string(span.file->text()));
    }
  }
  (*this)(span.begin, span.end);
}

void ByteReader::read(Span& span) {
  const std::uint32_t file = read_size();
  if (file == source_file) span.file = &source_;
  if (file >= first_other_file) {
    if (file - first_other_file == other_files_.size()) {
      std::string name;
      std::string text;
      (*this)(name, text);
      other_files_.push_back(&files_->add(std::move(name), std::move(text)));
    }
    span.file = other_files_[file - first_other_file];
  }
  (*this)(span.begin, span.end);
}

void ByteWriter::write(const Value& value) {
  write(value.kind());
  switch (value.kind()) {
    case Kind::Boolean:
      return write(value.as_boolean());
    case Kind::Integer:
      return write(value.as_integer());
    case Kind::Real:
      return write(value.as_real());
    case Kind::String:
      return (*this)(value.as_string(), value.is_tainted(), value.is_safe());
    case Kind::List:
      return (*this)(value.is_tuple(), value.as_list());
    case Kind::Map:
      return write(value.as_map());
    case Kind::Undefined:
    case Kind::None:
    case Kind::Callable:  // made by what runs, never compiled
      return;
  }
}

void ByteReader::read(Value& value) {
  Kind kind = Kind::Undefined;
  read(kind);
  bool flag = false;
  switch (kind) {
    case Kind::Boolean:
      read(flag);
      value = flag;
      return;
    case Kind::Integer: {
      std::int64_t number = 0;
      read(number);
      value = number;
      return;
    }
    case Kind::Real: {
      double number = 0;
      read(number);
      value = number;
      return;
    }
    case Kind::String: {
      std::string_view text;
      bool safe = false;
      (*this)(text, flag, safe);
      value = Value::borrowed(text).with_taint(flag).with_safety(safe);
      return;
    }
    case Kind::List: {
      List items;
      (*this)(flag, items);
      value = flag ? Value::tuple(std::move(items)) : Value(std::move(items));
      return;
    }
    case Kind::Map: {
      Map map;
      read(map);
      value = std::move(map);
      return;
    }
    case Kind::None:
      value = Value::none();
      return;
    case Kind::Undefined:
    case Kind::Callable:
      value = Value();
      return;
  }
}

void ByteWriter::write(const Map& map) {
  write_size(map.size());
  for (const MapEntry& entry : map) (*this)(entry.key, entry.value);
}

void ByteReader::read(Map& map) {
  const std::uint32_t count = read_size();
  map.reserve(count);
  for (std::uint32_t entry = 0; entry < count; ++entry) {
    Value key;
    Value value;
    (*this)(key, value);
    map.set(std::move(key), std::move(value));
  }
}

}  // namespace plinth::jinja
