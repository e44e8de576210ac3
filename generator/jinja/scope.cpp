#include "jinja/scope.hpp"

#include <algorithm>

namespace plinth::jinja {
namespace {

class NameCollector {
 public:
  void collect(const ast::Body& body) {
    for (const ast::Statement& statement : body) std::visit(*this, statement.node);
  }

  void operator()(const ast::Set& node) { collect_names(node.target, names); }
  void operator()(const ast::SetBlock& node) { collect_names(node.target, names); }
  void operator()(const ast::Macro& node) { names.push_back(node.name.text); }
  void operator()(const ast::Import& node) { names.push_back(node.name.text); }
  void operator()(const ast::FromImport& node) {
    for (const auto& [exported, own] : node.names) names.push_back(own.text);
  }
  void operator()(const ast::If& node) {
    for (const ast::Branch& branch : node.branches) collect(branch.body);
    collect(node.otherwise);
  }
  template <typename Other>
  void operator()(const Other&) {}

  std::vector<std::string_view> names;
};

}  // namespace

Variable* Scope::find(std::string_view name) {
  const auto found =
      std::find_if(variables.begin(), variables.end(),
                   [name](const Variable& variable) { return variable.name == name; });
  return found == variables.end() ? nullptr : &*found;
}

void collect_names(const ast::Target& target, std::vector<std::string_view>& names) {
  if (target.is_tuple) {
    for (const ast::Target& part : target.parts) collect_names(part, names);
  } else if (target.attribute.text.empty()) {
    names.push_back(target.name.text);
  }
}

std::vector<std::string_view> assigned_names(const ast::Body& body) {
  NameCollector collector;
  collector.collect(body);
  return std::move(collector.names);
}

}  // namespace plinth::jinja
