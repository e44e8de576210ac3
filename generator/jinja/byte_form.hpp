#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "diagnostics/source_file.hpp"
#include "jinja/value.hpp"

// Compiled things as bytes, so that a program can bring its templates along compiled. The bytes are
// read by the program that they were written for and are not checked: they are no format for
// exchange.
//
// What a struct consists of is said once, for both directions, by a function next to its kin:
//   void describe(auto& form, same<LoopPlan> auto& plan) { form(plan.items, plan.target); }

namespace plinth::jinja {

/// `Written` is `Described`, to be changed or not.
template <typename Written, typename Described>
concept same = std::same_as<std::remove_const_t<Written>, Described>;

/// Structs that are written as they lie in memory, many at once; none of their bytes is padding.
template <typename T>
inline constexpr bool is_flat = false;

template <typename T>
concept Flat = (std::is_arithmetic_v<T> || std::is_enum_v<T> || is_flat<T>) &&
               std::is_trivially_copyable_v<T>;

/// Writes what belongs to one source. Text that stands in the source is written as its place there.
class ByteWriter {
 public:
  explicit ByteWriter(const SourceFile& source) : source_(source) {}

  template <typename... T>
  void operator()(const T&... values) {
    (write(values), ...);
  }

  std::string take() { return std::move(bytes_); }

 private:
  void copy(const void* data, std::size_t size) {
    bytes_.append(static_cast<const char*>(data), size);
  }
  void write_size(std::size_t size) { write(static_cast<std::uint32_t>(size)); }
  void write(std::string_view text);
  void write(const std::string& text);
  void write(const Span& span);
  void write(const Value& value);
  void write(const Map& map);

  template <Flat T>
  void write(const T& value) {
    static_assert(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>);
    copy(&value, sizeof(T));
  }
  template <typename T>
  void write(const std::optional<T>& value) {
    write(value.has_value());
    if (value) write(*value);
  }
  template <Flat T, std::size_t size>
  void write(const std::array<T, size>& items) {
    copy(items.data(), sizeof(items));
  }
  template <typename T>
  void write(const std::vector<T>& items) {
    write_size(items.size());
    if constexpr (Flat<T>) {
      static_assert(std::has_unique_object_representations_v<T>);
      copy(items.data(), items.size() * sizeof(T));
    } else {
      for (const T& item : items) write(item);
    }
  }
  template <typename T>
  void write(const std::deque<T>& items) {
    write_size(items.size());
    for (const T& item : items) write(item);
  }
  template <typename T>
  void write(const T& value) {
    describe(*this, value);
  }

  const SourceFile& source_;
  std::vector<const SourceFile*> other_files_;
  std::string bytes_;
};

/// Reads what a ByteWriter wrote, in the same order. Text that is not in the source stays where the
/// bytes are, which outlive everything read.
class ByteReader {
 public:
  /// `files` takes the files that spans name beside the source; may be null if there are none.
  ByteReader(std::string_view bytes, const SourceFile& source, SourceFiles* files = nullptr)
      : at_(bytes.data()), source_(source), files_(files) {}

  template <typename... T>
  void operator()(T&... values) {
    (read(values), ...);
  }

 private:
  void copy(void* data, std::size_t size) {
    if (size > 0) std::memcpy(data, at_, size);
    at_ += size;
  }
  std::uint32_t read_size() {
    std::uint32_t size = 0;
    read(size);
    return size;
  }
  std::string_view read_text() {
    const std::uint32_t size = read_size();
    const std::string_view text(at_, size);
    at_ += size;
    return text;
  }
  void read(std::string_view& text);
  void read(std::string& text) { text = read_text(); }
  void read(Span& span);
  void read(Value& value);
  void read(Map& map);

  template <Flat T>
  void read(T& value) {
    copy(&value, sizeof(T));
  }
  template <typename T>
  void read(std::optional<T>& value) {
    bool present = false;
    read(present);
    if (present) read(value.emplace());
  }
  template <Flat T, std::size_t size>
  void read(std::array<T, size>& items) {
    copy(items.data(), sizeof(items));
  }
  template <typename T>
  void read(std::vector<T>& items) {
    items.resize(read_size());
    if constexpr (Flat<T>) {
      copy(items.data(), items.size() * sizeof(T));
    } else {
      for (T& item : items) read(item);
    }
  }
  template <typename T>
  void read(std::deque<T>& items) {
    items.resize(read_size());
    for (T& item : items) read(item);
  }
  template <typename T>
  void read(T& value) {
    describe(*this, value);
  }

  const char* at_;
  const SourceFile& source_;
  SourceFiles* files_;
  std::vector<const SourceFile*> other_files_;
};

}  // namespace plinth::jinja
