#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <thread>
#include <utility>

namespace plinth {

/// Work that is done while its owner goes on, on another processor if there is one.
class WorkBeside {
 public:
  /// Starts `work`; where no thread can be had, it is done before this returns.
  explicit WorkBeside(std::function<void()> work);
  WorkBeside(const WorkBeside&) = delete;
  WorkBeside& operator=(const WorkBeside&) = delete;
  ~WorkBeside() = default;  // waits until the work is done

  /// Waits until the work is done; throws what it threw. To be called once.
  void get() { result_.get(); }

 private:
  std::packaged_task<void()> work_;
  std::future<void> result_;
  std::jthread thread_;
};

/// Calls `task` with each number below `count`, by as many threads as there are processors; in no
/// order that could be relied on. What one of them throws is thrown here.
template <typename Task>
void on_all_processors(std::size_t count, const Task& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at = next++; at < count; at = next++) task(at);
  };
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  std::deque<WorkBeside> helpers;
  for (std::size_t helper = 1; helper < std::min(processors, count); ++helper) {
    helpers.emplace_back(work);
  }
  work();
  for (WorkBeside& helper : helpers) helper.get();
}

}  // namespace plinth
