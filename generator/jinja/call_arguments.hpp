#pragma once

#include <array>
#include <forward_list>
#include <span>
#include <vector>

#include "jinja/filter_call.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

/// The arguments of one call while they are computed; few of them need no memory of their own.
class CallArguments {
 public:
  void add(Value value) {
    if (many_.empty() && count_ < few_.size()) {
      few_[count_++] = std::move(value);
      return;
    }
    if (many_.empty()) many_.assign(few_.begin(), few_.end());
    many_.push_back(std::move(value));
  }
  void add(std::string_view name, Value value) { keyword_.push_back({name, std::move(value)}); }
  /// The same with a name that is a value itself, which is kept.
  void add_entry(const Value& name, Value value) {
    names_.push_front(name);
    add(names_.front().as_string(), std::move(value));
  }

  std::span<const Value> positional() const {
    if (!many_.empty()) return many_;
    return {few_.data(), count_};
  }
  std::span<const KeywordArgument> keyword() const { return keyword_; }

 private:
  std::array<Value, 4> few_;
  std::size_t count_ = 0;
  List many_;
  std::forward_list<Value> names_;
  std::vector<KeywordArgument> keyword_;
};

}  // namespace plinth::jinja
