#include "design/error_collection.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace plinth {
namespace {

void add_once(std::vector<std::string>& texts, const std::vector<std::string>& more) {
  for (const std::string& text : more) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
}

void merge(Error& known, const Error& more) {
  if (known.resource != more.resource) known.resource = no_index;
  add_once(known.fields, more.fields);
  add_once(known.members, more.members);
}

}  // namespace

void ErrorCollection::add(std::size_t endpoint, Error error, const std::string& prefix) {
  std::size_t known = find(error.code);
  while (known != no_index && errors_[known].kind != error.kind) {
    error.code = prefix + "_" + error.code;
    known = find(error.code);
  }
  if (known == no_index) {
    known = errors_.size();
    by_code_.emplace(error.code, known);
    errors_.push_back(std::move(error));
  } else {
    merge(errors_[known], error);
  }
  answer(endpoint, known);
}

void ErrorCollection::answer(std::size_t endpoint, const std::string& code) {
  if (const std::size_t known = find(code); known != no_index) answer(endpoint, known);
}

void ErrorCollection::declare(Error own) {
  own.own = true;
  const std::size_t known = find(own.code);
  if (known != no_index) {
    Error& derived = errors_[known];
    derived.own = true;
    if (own.status != 0) derived.status = own.status;
    if (!own.message.empty()) derived.message = own.message;
    if (own.retry != Retry::No) derived.retry = own.retry;
    return;
  }
  if (own.status == 0) own.status = error_of(ErrorKind::Own).status;
  own.category = category_of_own(own.status);
  by_code_.emplace(own.code, errors_.size());
  errors_.push_back(std::move(own));
}

void ErrorCollection::settle(Design& design) {
  std::vector<std::size_t> order(errors_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(errors_[a].status, errors_[a].code) <
           std::tie(errors_[b].status, errors_[b].code);
  });
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  design.errors.clear();
  for (const std::size_t old : order) design.errors.push_back(std::move(errors_[old]));
  for (std::size_t e = 0; e < of_endpoint_.size(); ++e) {
    std::vector<std::size_t>& codes = design.endpoints[e].errors;
    codes.clear();
    for (const std::size_t old : of_endpoint_[e]) codes.push_back(place[old]);
    std::sort(codes.begin(), codes.end());
    for (const std::size_t code : codes) design.errors[code].endpoints.push_back(e);
  }
}

std::size_t ErrorCollection::find(const std::string& code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? no_index : found->second;
}

void ErrorCollection::answer(std::size_t endpoint, std::size_t error) {
  std::vector<std::size_t>& codes = of_endpoint_[endpoint];
  if (std::find(codes.begin(), codes.end(), error) == codes.end()) codes.push_back(error);
}

}  // namespace plinth
