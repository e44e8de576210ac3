// A depth-first walk along the foreign keys: a table is written when all tables it refers to are,
// save those whose own turn has begun; the keys to these close a cycle.

#include <unordered_map>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

class CreationOrder {
 public:
  explicit CreationOrder(std::vector<Table> tables)
      : tables_(std::move(tables)), states_(tables_.size(), State::Waiting) {
    for (std::size_t i = 0; i < tables_.size(); ++i) indices_.emplace(tables_[i].name, i);
  }

  std::vector<Table> sort() {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (states_[i] == State::Waiting) walk(i);
    }
    std::vector<Table> sorted;
    sorted.reserve(tables_.size());
    for (const std::size_t i : order_) sorted.push_back(std::move(tables_[i]));
    return sorted;
  }

 private:
  enum class State { Waiting, Begun, Written };

  struct Step {
    std::size_t table = 0;
    std::size_t key = 0;  // the next foreign key to follow
  };

  /// With a stack of its own: a chain of references may be as long as the description.
  void walk(std::size_t start) {
    std::vector<Step> steps{{start}};
    states_[start] = State::Begun;
    while (!steps.empty()) {
      Step& step = steps.back();
      std::vector<ForeignKey>& keys = tables_[step.table].foreign_keys;
      if (step.key == keys.size()) {
        states_[step.table] = State::Written;
        order_.push_back(step.table);
        steps.pop_back();
        continue;
      }
      ForeignKey& key = keys[step.key++];
      const std::size_t target = indices_.at(key.table);
      if (key.self || states_[target] == State::Written) continue;
      if (states_[target] == State::Begun) {
        key.closes_cycle = true;
        continue;
      }
      states_[target] = State::Begun;
      steps.push_back({target});
    }
  }

  std::vector<Table> tables_;
  std::vector<State> states_;
  std::unordered_map<std::string, std::size_t> indices_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<Table> in_order_of_creation(std::vector<Table> tables) {
  return CreationOrder(std::move(tables)).sort();
}

}  // namespace plinth
