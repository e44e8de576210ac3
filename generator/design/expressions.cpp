// Expressions: every name becomes a field, an input, the caller or a word of an enum, every node
// gets a type, and what the place of the expression does not allow is refused.

#include <algorithm>
#include <array>
#include <utility>

#include "design/resolution.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

struct Function {
  std::string_view name;
  std::size_t least, most;  // arguments
  TypeKind type;            // of the result; Json: that of the first argument
  bool clock = false;
};

constexpr std::array functions{
    Function{"now", 0, 0, TypeKind::DateTime, true}, Function{"today", 0, 0, TypeKind::Date, true},
    Function{"length", 1, 1, TypeKind::Int},         Function{"lower", 1, 1, TypeKind::String},
    Function{"round", 2, 2, TypeKind::Decimal},      Function{"coalesce", 2, 2, TypeKind::Json},
    Function{"next", 0, 0, TypeKind::Serial},
};

constexpr std::array<std::string_view, 5> aggregates{"sum", "count", "min", "max", "exists"};

Operation null_constant() { return {}; }

Operation constant(Constant value, TypeKind type) {
  Operation operation;
  operation.value = std::move(value);
  operation.type = type;
  return operation;
}

class ExpressionResolver {
 public:
  ExpressionResolver(Resolution& resolution, const ExpressionScope& scope)
      : resolution_(resolution), design_(resolution.design), scope_(scope), enum_(scope.wanted) {}

  Operation resolve(const Expression& written) {
    return std::visit([&](const auto& node) { return resolve_node(node, written.span); },
                      written.node);
  }

 private:
  /// What an aggregate runs over; names inside it are looked up there first.
  struct Inner {
    std::size_t resource = no_index;
    std::string name;
  };

  Operation resolve_node(const Literal& literal, const Span&) {
    switch (literal.kind) {
      case Literal::Kind::Number: {
        const bool fraction = literal.value.find('.') != std::string::npos;
        return constant({Constant::Number{literal.value}},
                        fraction ? TypeKind::Decimal : TypeKind::Int);
      }
      case Literal::Kind::Text:
        return constant({Constant::FreeText{literal.value}}, TypeKind::String);
      case Literal::Kind::Bool:
        return constant({literal.value == "true"}, TypeKind::Bool);
      case Literal::Kind::Null:
        return constant({}, TypeKind::Json);
      case Literal::Kind::Duration:
        return constant({literal.value}, TypeKind::Duration);
    }
    return null_constant();
  }

  Operation resolve_node(const Path& path, const Span& span) {
    const std::vector<Spelled>& segments = path.segments;
    if (segments[0].text == "me") return caller(segments, span);
    if (segments[0].text == "input" && scope_.input != nullptr) return input(segments, span);
    if (inner_.resource != no_index && segments[0].text == inner_.name && segments.size() > 1) {
      return field(segments, 1, inner_.resource, Operation::Kind::Part);
    }
    const bool inside = inner_.resource != no_index && knows(inner_.resource, segments[0].text);
    if (inside) return field(segments, 0, inner_.resource, Operation::Kind::Part);
    return field(segments, 0, scope_.resource, Operation::Kind::Field);
  }

  bool knows(std::size_t resource, std::string_view name) const {
    return is_built_in(resource, name) || design_.resources[resource].find(name) != nullptr;
  }

  bool is_built_in(std::size_t resource, std::string_view name) const {
    const bool timestamp = name == "created_at" || name == "updated_at";
    return name == "id" || (timestamp && design_.resources[resource].timestamps);
  }

  Operation caller(const std::vector<Spelled>& segments, const Span& span) {
    if (!scope_.caller) refuse(span, "`me`, the caller,");
    Operation operation;
    operation.kind = Operation::Kind::Caller;
    operation.type = TypeKind::Reference;
    for (std::size_t i = 1; i < segments.size(); ++i) operation.path.emplace_back(segments[i].text);
    return operation;
  }

  Operation input(const std::vector<Spelled>& segments, const Span& span) {
    Operation operation;
    operation.kind = Operation::Kind::Input;
    if (segments.size() != 2) {
      resolution_.sink.error("input-path", span,
                             "`input` needs the name of one input behind a dot");
      return null_constant();
    }
    const std::size_t at = find_field(*scope_.input, segments[1].text);
    if (at == no_index) return unknown(segments[1], *scope_.input, "the action has no input");
    operation.path.emplace_back(segments[1].text);
    operation.type = (*scope_.input)[at].type.kind;
    return operation;
  }

  Operation field(const std::vector<Spelled>& segments, std::size_t first, std::size_t resource,
                  Operation::Kind kind) {
    Operation operation;
    operation.kind = kind;
    std::size_t at = resource;
    for (std::size_t i = first; i < segments.size(); ++i) {
      const std::string_view name = segments[i].text;
      operation.path.emplace_back(name);
      if (is_built_in(at, name)) {
        operation.type = name == "id" ? design_.resources[at].id_type : TypeKind::DateTime;
        continue;
      }
      const Resource& here = design_.resources[at];
      const bool to_whole =
          here.whole != no_index && name == design_.resources[here.whole].own_name.snake;
      if (to_whole) {
        at = here.whole;
        operation.type = TypeKind::Reference;
        continue;
      }
      const Field* found = here.find(name);
      if (found == nullptr) {
        // A lone word that is no field may be one of an enum: what it stands beside says so.
        if (segments.size() - first == 1) return word(segments[i], here);
        return unknown(segments[i], here.fields, "`" + here.name.snake + "` has no field");
      }
      operation.type = found->type.kind;
      if (i + 1 == segments.size()) break;
      if (found->type.kind != TypeKind::Reference || found->type.target == no_index) {
        resolution_.sink.error("not-a-reference", segments[i].span,
                               "`" + std::string(name) + "` is no reference to go through");
        return null_constant();
      }
      if (!scope_.references && kind == Operation::Kind::Field) {
        refuse(segments[i].span, "a path through the reference `" + std::string(name) + "`");
      }
      at = found->type.target;
    }
    return operation;
  }

  /// A word that waits for the enum on the other side of a comparison.
  Operation word(const Spelled& text, const Resource& here) {
    if (words_excused_) return null_constant();
    if (enum_ != nullptr) {
      for (const EnumWord& known : enum_->words) {
        if (known.word == text.text) return constant({std::string(text.text)}, TypeKind::Enum);
      }
      std::vector<std::string> words;
      for (const EnumWord& known : enum_->words) words.push_back(known.word);
      const std::string nearest = nearest_word(text.text, words);
      resolution_.sink
          .error("unknown-word", text.span,
                 "`" + std::string(text.text) + "` is no word of the enum beside it")
          .hint(nearest.empty() ? "" : "did you mean `" + nearest + "`?");
      return null_constant();
    }
    return unknown(text, here.fields, "`" + here.name.snake + "` has no field");
  }

  Operation unknown(const Spelled& name, const std::vector<Field>& fields,
                    const std::string& lead) {
    std::vector<std::string> known;
    for (const Field& field : fields) known.push_back(field.name.snake);
    const std::string nearest = nearest_word(name.text, known);
    resolution_.sink.error("unknown-field", name.span, lead + " `" + std::string(name.text) + "`")
        .hint(nearest.empty() ? "" : "did you mean `" + nearest + "`?");
    return null_constant();
  }

  void refuse(const Span& span, const std::string& what) {
    resolution_.sink.error("expression-scope", span, what + " cannot be used here");
  }

  Operation resolve_node(const Unary& unary, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::Unary;
    operation.op = unary.op;
    operation.operands.push_back(resolve(*unary.operand));
    operation.type = unary.op == "not" ? TypeKind::Bool : operation.operands[0].type;
    return operation;
  }

  /// The enum that `side` is a field of, so that the words on the other side are known.
  const Type* enum_of(const Expression& side) const {
    const Path* path = std::get_if<Path>(&side.node);
    if (path == nullptr) return nullptr;
    std::size_t at = inner_.resource != no_index && knows(inner_.resource, path->segments[0].text)
                         ? inner_.resource
                         : scope_.resource;
    const Field* found = nullptr;
    for (const Spelled& segment : path->segments) {
      if (at == no_index) return nullptr;
      found = design_.resources[at].find(segment.text);
      if (found == nullptr) return nullptr;
      at = found->type.kind == TypeKind::Reference ? found->type.target : no_index;
    }
    return found->type.kind == TypeKind::Enum ? &found->type : nullptr;
  }

  Operation resolve_beside(const Expression& side, const Expression& other) {
    const Type* const outer = enum_;
    enum_ = enum_of(other);
    Operation operation = resolve(side);
    enum_ = outer;
    return operation;
  }

  static bool is_comparison(std::string_view op) {
    constexpr std::array<std::string_view, 6> comparisons{"=", "!=", "<", "<=", ">", ">="};
    return std::find(comparisons.begin(), comparisons.end(), op) != comparisons.end();
  }

  Operation resolve_node(const Binary& binary, const Span& span) {
    Operation operation;
    operation.kind = Operation::Kind::Binary;
    operation.op = binary.op;
    operation.operands.push_back(resolve_beside(*binary.left, *binary.right));
    // A word beside an unknown field may be one of its enum: one cause, one report.
    const Operation& left = operation.operands[0];
    const bool outer_excuse = words_excused_;
    words_excused_ = left.kind == Operation::Kind::Constant && left.value.is_null() &&
                     std::holds_alternative<Path>(binary.left->node);
    operation.operands.push_back(resolve_beside(*binary.right, *binary.left));
    words_excused_ = outer_excuse;
    const bool logical = binary.op == "and" || binary.op == "or";
    if (is_comparison(binary.op)) {
      check_comparable(operation, span);
      operation.type = TypeKind::Bool;
    } else if (logical) {
      check_logical(operation, span);
      operation.type = TypeKind::Bool;
    } else {
      operation.type = arithmetic_type(operation, span);
    }
    return operation;
  }

  enum class Family { Number, Text, Bool, Date, Time, Duration, Id, Unknown };

  static Family family(const Operation& operation) {
    const TypeKind kind = operation.type;
    if (operation.kind == Operation::Kind::Constant && operation.value.is_null()) {
      return Family::Unknown;
    }
    if (is_numeric(kind)) return Family::Number;
    if (kind == TypeKind::Date || kind == TypeKind::DateTime) return Family::Date;
    if (kind == TypeKind::Time) return Family::Time;
    if (kind == TypeKind::Duration) return Family::Duration;
    if (kind == TypeKind::Bool) return Family::Bool;
    if (kind == TypeKind::Reference || kind == TypeKind::Uuid) return Family::Id;
    return is_textual(kind) || kind == TypeKind::Enum ? Family::Text : Family::Unknown;
  }

  static std::string spoken_type(const Operation& operation) {
    return "`" + std::string(to_text(operation.type)) + "`";
  }

  void check_comparable(const Operation& operation, const Span& span) {
    const Operation& left = operation.operands[0];
    const Operation& right = operation.operands[1];
    const Family a = family(left);
    const Family b = family(right);
    const bool text_as_date = (a == Family::Text && (b == Family::Date || b == Family::Time)) ||
                              (b == Family::Text && (a == Family::Date || a == Family::Time));
    if (a == b || a == Family::Unknown || b == Family::Unknown || text_as_date) return;
    resolution_.sink.error("type-mismatch", span,
                           spoken_type(left) + " cannot be compared with " + spoken_type(right));
  }

  void check_logical(const Operation& operation, const Span& span) {
    for (const Operation& operand : operation.operands) {
      if (family(operand) == Family::Bool || family(operand) == Family::Unknown) continue;
      resolution_.sink.error(
          "type-mismatch", span,
          "`" + operation.op + "` joins conditions, and one side is " + spoken_type(operand));
    }
  }

  TypeKind arithmetic_type(const Operation& operation, const Span& span) {
    const Operation& left = operation.operands[0];
    const Operation& right = operation.operands[1];
    const Family a = family(left);
    const Family b = family(right);
    if (a == Family::Unknown || b == Family::Unknown) return left.type;
    const bool moves_date =
        a == Family::Date && b == Family::Duration && (operation.op == "+" || operation.op == "-");
    if (moves_date) return left.type;
    if (a == Family::Date && b == Family::Date && operation.op == "-") return TypeKind::Duration;
    if (a == Family::Duration && b == Family::Duration) return TypeKind::Duration;
    if (a != Family::Number || b != Family::Number) {
      resolution_.sink.error("type-mismatch", span,
                             "`" + operation.op + "` does not fit " + spoken_type(left) + " and " +
                                 spoken_type(right));
      return TypeKind::Json;
    }
    return std::max(left.type, right.type);
  }

  Operation resolve_node(const Call& call, const Span& span) {
    const std::string_view name = call.function.text;
    if (std::find(aggregates.begin(), aggregates.end(), name) != aggregates.end()) {
      return aggregate(call, span);
    }
    const auto function = std::find_if(functions.begin(), functions.end(),
                                       [&](const Function& one) { return one.name == name; });
    if (function == functions.end()) return unknown_function(call.function);
    if (function->clock && !scope_.clock) refuse(span, "`" + std::string(name) + "()`");
    Operation operation;
    operation.kind = Operation::Kind::Call;
    operation.op = std::string(name);
    operation.type = function->type;
    if (call.arguments.size() < function->least || call.arguments.size() > function->most) {
      resolution_.sink.error("argument-count", span,
                             "`" + std::string(name) + "` takes " +
                                 std::to_string(function->least) + " arguments, not " +
                                 std::to_string(call.arguments.size()));
      return operation;
    }
    for (const Expression& argument : call.arguments)
      operation.operands.push_back(resolve(argument));
    if (function->type == TypeKind::Json) operation.type = operation.operands[0].type;
    return operation;
  }

  Operation unknown_function(const Spelled& name) {
    std::vector<std::string> known(aggregates.begin(), aggregates.end());
    for (const Function& function : functions) known.emplace_back(function.name);
    const std::string nearest = nearest_word(name.text, known);
    resolution_.sink
        .error("unknown-function", name.span,
               "there is no function `" + std::string(name.text) + "`")
        .hint(nearest.empty() ? "" : "did you mean `" + nearest + "`?");
    return null_constant();
  }

  /// The part or the resource that an aggregate's argument begins with.
  std::size_t aggregated(const Spelled& name) const {
    const std::size_t part = find_part(design_, scope_.resource, name.text);
    if (part != no_index) return part;
    const auto top = resolution_.top_resources.find(name.text);
    return top == resolution_.top_resources.end() ? no_index : top->second;
  }

  static const Spelled* first_name(const Expression& expression) {
    if (const Path* path = std::get_if<Path>(&expression.node)) return &path->segments[0];
    if (const Binary* binary = std::get_if<Binary>(&expression.node))
      return first_name(*binary->left);
    if (const Unary* unary = std::get_if<Unary>(&expression.node))
      return first_name(*unary->operand);
    return nullptr;
  }

  Operation aggregate(const Call& call, const Span& span) {
    if (!scope_.aggregates) refuse(span, "`" + std::string(call.function.text) + "`");
    Operation operation;
    operation.kind = Operation::Kind::Aggregate;
    operation.op = std::string(call.function.text);
    const Spelled* name = call.arguments.size() == 1 ? first_name(call.arguments[0]) : nullptr;
    if (name == nullptr) {
      resolution_.sink.error(
          "aggregate-argument", span,
          "`" + operation.op + "` runs over a part or a resource: name it first");
      return operation;
    }
    operation.resource = aggregated(*name);
    if (operation.resource == no_index) {
      resolution_.sink.error(
          "unknown-resource", name->span,
          "there is no part or resource `" + std::string(name->text) + "` to run over");
      return operation;
    }
    inner_ = {operation.resource, std::string(name->text)};
    const Path* path = std::get_if<Path>(&call.arguments[0].node);
    const bool rows_only = path != nullptr && path->segments.size() == 1;
    operation.operands.push_back(rows_only ? null_constant() : resolve(call.arguments[0]));
    if (call.where) operation.operands.push_back(resolve(*call.where));
    inner_ = {};
    operation.type = operation.op == "exists"  ? TypeKind::Bool
                     : operation.op == "count" ? TypeKind::Int
                                               : operation.operands[0].type;
    return operation;
  }

  Operation resolve_node(const Membership& membership, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::In;
    operation.type = TypeKind::Bool;
    operation.operands.push_back(resolve(*membership.element));
    for (const Expression& option : membership.options) {
      operation.operands.push_back(resolve_beside(option, *membership.element));
    }
    return operation;
  }

  Operation resolve_node(const NullTest& test, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::IsNull;
    operation.op = test.negated ? "is not null" : "is null";
    operation.type = TypeKind::Bool;
    operation.operands.push_back(resolve(*test.operand));
    return operation;
  }

  Resolution& resolution_;
  const Design& design_;
  ExpressionScope scope_;
  Inner inner_;
  const Type* enum_ = nullptr;  // whose words are known where the expression stands
  bool words_excused_ = false;
};

void resolve_field_values(Resolution& resolution, std::size_t index) {
  const WrittenResource& written = *resolution.written[index];
  for (const WrittenField& field : written.fields) {
    const WrittenValue& value = field.line.value;
    if (!value.expression) continue;
    ExpressionScope scope{.resource = index, .references = true, .clock = true};
    if (value.kind == WrittenValue::Kind::Computed) {
      scope = {.resource = index, .aggregates = true, .caller = true};
    }
    Operation operation = resolve_expression(resolution, *value.expression, scope);
    Resource& resource = resolution.design.resources[index];
    resource.fields[find_field(resource.fields, field.name.text)].operation = std::move(operation);
  }
}

/// The operations that write to a row which is there already, of those that `word` (an operation
/// or a group) names.
std::vector<Verb> verbs_of(std::string_view word) {
  if (word == "update") return {Verb::Update};
  if (word == "replace") return {Verb::Replace};
  if (word == "delete") return {Verb::Delete};
  if (word == "write" || word == "all") return {Verb::Update, Verb::Replace, Verb::Delete};
  return {};
}

void report_when_operation(Resolution& resolution, const Spelled& operation) {
  const bool create = operation.text == "create";
  resolution.sink
      .error("when-operation", operation.span,
             "`" + std::string(operation.text) + "` has no `when`")
      .hint(create ? "there is no row yet: what holds of new ones is said by `rules`"
                   : "who sees which rows is said by `access`; `when` is for `write`, `update`, "
                     "`replace` and `delete`");
}

void resolve_conditions(Resolution& resolution, std::size_t index) {
  for (const auto& [operation, condition] : resolution.written[index]->when) {
    if (!condition) continue;
    const ExpressionScope scope{
        .resource = index, .references = true, .aggregates = true, .caller = true, .clock = true};
    const Operation resolved = resolve_expression(resolution, *condition, scope);
    const std::vector<Verb> verbs = verbs_of(operation.text);
    if (verbs.empty()) report_when_operation(resolution, operation);
    for (const Verb verb : verbs) {
      resolution.design.resources[index].when.emplace_back(verb, resolved);
    }
  }
}

}  // namespace

Operation resolve_expression(Resolution& resolution, const Expression& written,
                             const ExpressionScope& scope) {
  return ExpressionResolver(resolution, scope).resolve(written);
}

void resolve_expressions(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const WrittenResource& written = *resolution.written[i];
    resolve_field_values(resolution, i);
    resolve_conditions(resolution, i);
    for (const WrittenRule& rule : written.rules) {
      if (!rule.condition) continue;
      Operation condition = resolve_expression(resolution, *rule.condition, {.resource = i});
      resources[i].rules.push_back(
          {{std::string(rule.name.text)}, std::move(condition), rule.name.span});
    }
    for (std::size_t a = 0; a < written.actions.size(); ++a) {
      const WrittenAction& action = written.actions[a];
      const ExpressionScope scope{.resource = i,
                                  .input = &resources[i].actions[a].input,
                                  .references = true,
                                  .aggregates = true,
                                  .caller = true,
                                  .clock = true};
      if (action.when) {
        resources[i].actions[a].when = resolve_expression(resolution, *action.when, scope);
      }
      resolve_sets(resolution, action, scope, resources[i].actions[a]);
    }
  }
}

}  // namespace plinth
