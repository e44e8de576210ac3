#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What most fields, members and columns do not have, in the size of a pointer. A design holds
// millions of these: what is not there is not to take room, nor time to copy and free. They behave
// like the values that they hold, and are copied with them.

namespace plinth {

/// A value that is missing more often than not; otherwise as std::optional.
template <typename T>
class Rare {
 public:
  Rare() = default;
  Rare(T value)  // NOLINT(google-explicit-constructor): as an optional
      : value_(std::make_unique<T>(std::move(value))) {}
  Rare(const Rare& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) { return *this = Rare(other); }
  Rare& operator=(Rare&&) noexcept = default;
  ~Rare() = default;

  explicit operator bool() const { return value_ != nullptr; }
  bool has_value() const { return value_ != nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }
  void reset() { value_.reset(); }

 private:
  std::unique_ptr<T> value_;
};

/// A list that is empty more often than not.
template <typename T>
class RareList {
 public:
  RareList() = default;
  RareList(std::vector<T> items) {  // NOLINT(google-explicit-constructor): as a vector
    if (!items.empty()) items_ = std::move(items);
  }

  operator const std::vector<T>&() const { return all(); }  // NOLINT(google-explicit-constructor)
  const std::vector<T>& all() const {
    static const std::vector<T> none;
    return items_ ? *items_ : none;
  }

  bool empty() const { return !items_ || items_->empty(); }
  std::size_t size() const { return items_ ? items_->size() : 0; }
  T& operator[](std::size_t at) { return (*items_)[at]; }
  const T& operator[](std::size_t at) const { return (*items_)[at]; }
  const T& front() const { return items_->front(); }
  const T* begin() const { return all().data(); }
  const T* end() const { return begin() + size(); }
  T* begin() { return items_ ? items_->data() : nullptr; }
  T* end() { return begin() + size(); }
  void push_back(T item) {
    if (!items_) items_ = std::vector<T>();
    items_->push_back(std::move(item));
  }
  void clear() { items_.reset(); }

 private:
  Rare<std::vector<T>> items_;
};

/// A text that is empty more often than not.
class RareText {
 public:
  RareText() = default;
  RareText(std::string text) {  // NOLINT(google-explicit-constructor): as a string
    if (!text.empty()) text_ = std::move(text);
  }
  RareText(const char* text)
      : RareText(std::string(text)) {}  // NOLINT(google-explicit-constructor)

  operator const std::string&() const { return str(); }  // NOLINT(google-explicit-constructor)
  operator std::string_view() const { return str(); }    // NOLINT(google-explicit-constructor)
  const std::string& str() const {
    static const std::string none;
    return text_ ? *text_ : none;
  }

  bool empty() const { return !text_; }
  bool operator==(std::string_view other) const { return str() == other; }

 private:
  Rare<std::string> text_;
};

}  // namespace plinth
