#include "jinja/switches.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace plinth::jinja {
namespace {

constexpr std::size_t fewest_texts = 3;  // below, comparing one after another is as fast

bool is_text(const Program& program, Index expression) {
  const ExpressionNode& node = program.expressions[expression];
  return node.operation == Operation::Constant && program.constants[node.a].is_string();
}

/// Whether both give the same value wherever one stands right behind the other, at no cost but
/// time: a variable, or an attribute of one.
bool are_same(const Program& program, Index one, Index other) {
  const ExpressionNode& a = program.expressions[one];
  const ExpressionNode& b = program.expressions[other];
  if (a.operation != b.operation) return false;
  switch (a.operation) {
    case Operation::Slot:
      return a.a == b.a;
    case Operation::Variable: {
      Index left = a.a;
      Index right = b.a;
      while (left != no_index && right != no_index) {
        const VariableReference& x = program.variables[left];
        const VariableReference& y = program.variables[right];
        const bool same_name = x.name == no_index ? y.name == no_index
                                                  : y.name != no_index && program.names[x.name] ==
                                                                              program.names[y.name];
        if (x.hops != y.hops || x.slot != y.slot || !same_name) return false;
        left = x.fallback;
        right = y.fallback;
      }
      return left == right;
    }
    case Operation::Attribute:
      return program.constants[a.b].same_text(program.constants[b.b]) &&
             are_same(program, a.a, b.a);
    default:
      return false;
  }
}

/// Adds to `texts` what the operand of `condition` is compared with, if that is all it does.
bool add_texts(const Program& program, const ExpressionNode& condition, List& texts) {
  if (condition.operation == Operation::Equal) {
    if (!is_text(program, condition.b)) return false;
    texts.push_back(program.constants[program.expressions[condition.b].a]);
    return true;
  }
  if (condition.operation != Operation::In) return false;
  const ExpressionNode& list = program.expressions[condition.b];
  if (list.operation != Operation::Constant || !program.constants[list.a].is_list()) return false;
  const List& items = program.constants[list.a].as_list();
  if (!std::all_of(items.begin(), items.end(),
                   [](const Value& item) { return item.is_string(); })) {
    return false;
  }
  texts.insert(texts.end(), items.begin(), items.end());
  return true;
}

/// The chain that begins with the instruction `first`. Sets `chained` where its conditions stand.
SwitchPlan chain_at(const Program& program, Index first, std::vector<bool>& chained) {
  SwitchPlan plan;
  for (Index at = first; at < program.code.size();) {
    const Instruction& instruction = program.code[at];
    if (instruction.step != Step::JumpUnless) break;
    const ExpressionNode& condition = program.expressions[instruction.a];
    List texts;
    if (!add_texts(program, condition, texts)) break;
    if (plan.operand == no_index) plan.operand = condition.a;
    if (!are_same(program, plan.operand, condition.a)) break;
    for (Value& text : texts) {
      const bool is_known = plan.targets.find(text) != nullptr;  // the first one wins
      if (!is_known) plan.targets.set(std::move(text), static_cast<std::int64_t>(at) + 1);
    }
    chained[at] = true;
    at = plan.otherwise = instruction.b;
  }
  return plan;
}

}  // namespace

void find_switches(Program& program) {
  // What stands in a chain begins none of its own: it is reached from within at most, and a long
  // chain would be read once for each of its conditions.
  std::vector<bool> chained(program.code.size(), false);
  for (Index at = 0; at < program.code.size(); ++at) {
    if (chained[at] || program.code[at].step != Step::JumpUnless) continue;
    SwitchPlan plan = chain_at(program, at, chained);
    if (plan.targets.size() < fewest_texts) continue;
    program.switches.push_back(std::move(plan));
    program.code[at] = {Step::Switch, static_cast<Index>(program.switches.size() - 1)};
  }
}

}  // namespace plinth::jinja
