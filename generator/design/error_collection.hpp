#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "design/design.hpp"

namespace plinth {

/// The errors found so far, one per code, with who can answer them.
class ErrorCollection {
 public:
  explicit ErrorCollection(std::size_t endpoints) : of_endpoint_(endpoints) {}

  /// The endpoint `endpoint` can answer `error`. An error of the same kind and code is the same
  /// error, of whatever resource. Where another kind has the code already (a rule may be called
  /// `forbidden`), `prefix` is put before it.
  void add(std::size_t endpoint, Error error, const std::string& prefix = "OTHER");

  /// The endpoint `endpoint` can answer the error `code`, if there is one.
  void answer(std::size_t endpoint, const std::string& code);

  /// A code of the description's own: a new error, or another status, message or retry for one that
  /// is there. Status 0: none was written.
  void declare(Error own);

  /// Hands everything over to `design`, by status and code.
  void settle(Design& design);

 private:
  std::size_t find(const std::string& code) const;
  void answer(std::size_t endpoint, std::size_t error);

  std::vector<Error> errors_;  // in the order in which they were found
  std::map<std::string, std::size_t, std::less<>> by_code_;
  std::vector<std::vector<std::size_t>> of_endpoint_;
};

}  // namespace plinth
