#include "jinja/frame.hpp"

#include <algorithm>
#include <new>

namespace plinth::jinja {

const BlockDefinition* Activation::find_block(std::string_view name, std::size_t level) const {
  for (const BlockDefinition& block : blocks) {
    if (block.name == name && level-- == 0) return &block;
  }
  return nullptr;
}

Value* SlotStack::push(Index count) {
  if (chunks_.empty() || used_ + count > chunks_[chunk_].size) {
    if (!chunks_.empty()) ++chunk_;
    const bool fits = chunk_ < chunks_.size() && count <= chunks_[chunk_].size;
    if (!fits) {
      const std::size_t size = std::max<std::size_t>(chunk_size, count);
      chunks_.resize(chunk_);  // those behind it are empty
      chunks_.push_back({std::make_unique<Value[]>(size), size});
    }
    used_ = 0;
  }
  Value* slots = chunks_[chunk_].slots.get() + used_;
  used_ += count;
  // What lies there owns nothing: `pop` saw to that.
  for (Index at = 0; at < count; ++at) new (slots + at) Value(Value::unset());
  return slots;
}

void SlotStack::pop(const Mark& mark, Value* slots, Index count) {
  for (Index at = 0; at < count; ++at) {
    if (slots[at].is_owner()) slots[at] = Value();
  }
  chunk_ = mark.chunk;
  used_ = mark.used;
}

}  // namespace plinth::jinja
